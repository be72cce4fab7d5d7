/* Cards side by side: what our sources say of the family searched for, then the reader's own lines. */
export function calculate(c) {
  const cards = c.rows("cards").filter(({ id, ...fields }) => Object.values(fields).some((text) => text.trim()));
  if (!cards.length) return {};
  const sourced = cards.some(({ family }) => c.data.families.rows[family]);
  const text = sourced ? [{ text: c.t("side-text") }] : [];
  const blocks = { cards: [{ title: c.t("side-title") }, ...text, { table: side(c, cards) }] };
  for (const card of cards) {
    const notes = remarks(c, card);
    if (notes.length) blocks[`cards/${card.id}`] = notes;
  }
  return blocks;
}

/* One column a card. A line that no card fills is left out. */
function side({ t, label, data }, cards) {
  const { rows, columns } = data.families;
  const [first, ...known] = Object.keys(columns);
  const say = (card, field) => (CHOICES.includes(field) ? label("cards", field, card[field]) : card[field].trim());
  const head = cards.map((card, at) => rows[card.family]?.[first] ?? t("card", { number: at + 1 }));
  const sourced = known.map((id) => [columns[id], ...cards.map(({ family }) => rows[family]?.[id] ?? "")]);
  const own = ownLines(t).map(([field, line]) => [line, ...cards.map((card) => say(card, field))]);
  return { head: ["", ...head], rows: [...sourced, ...own].filter(([, ...cells]) => cells.some(Boolean)) };
}

const CHOICES = ["counted", "runner-up", "degree"];

function ownLines(t) {
  return [
    ["title", t("title")],
    ["leaves", t("leaves")],
    ["counted", t("counted")],
    ["runner-up", t("runner-up")],
    ["skills", t("skills")],
    ["degree", t("degree")],
    ["enjoy", t("enjoy")],
    ["unclear", t("unclear")],
  ];
}

/* The count may name another family than the search: then it says what that one makes. */
function remarks({ t, label, data }, { family, counted, "runner-up": second }) {
  const name = (id) => label("cards", "family", id);
  const notes = [];
  if (family && counted && family !== counted) {
    const makes = data.families.rows[counted]?.makes ?? "";
    notes.push({ note: t("differs", { searched: name(family), counted: name(counted), makes }) });
  }
  if (counted && counted === second) notes.push({ note: t("same-twice") });
  return notes;
}
