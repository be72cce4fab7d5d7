/* What a calculation found, as parts of the page.
   Blocks: {title} {text} {note} {list} {table: {head, rows}} {bars: {unit, rows}} {button, changes} {copy} {cards} */
import { add } from "./dom.js";

/* press(changes) makes the changes of a button. */
export function draw(place, blocks, t, press) {
  place.textContent = "";
  for (const block of blocks) {
    const [kind] = Object.keys(kinds).filter((each) => each in block);
    kinds[kind](place, block, t, press);
  }
}

const kinds = {
  title: (place, { title }) => add(place, "p", title, "result__title"),
  text: (place, { text }) => add(place, "p", text),
  note: (place, { note }) => add(place, "p", note, "result__note"),
  list: (place, { list }) => {
    const parent = add(place, "ul");
    for (const each of list) add(parent, "li", each);
  },
  table: (place, { table: { head, rows } }, t) => {
    const frame = add(place, "div", "", "table");
    Object.assign(frame, { role: "group", tabIndex: 0, ariaLabel: t("result_table") });
    const table = add(frame, "table", "", "table__grid");
    const top = add(add(table, "thead"), "tr");
    for (const each of head) each ? (add(top, "th", each).scope = "col") : add(top, "td");
    const body = add(table, "tbody");
    for (const [first, ...rest] of rows) {
      const line = add(body, "tr");
      add(line, "th", first).scope = "row";
      for (const each of rest) add(line, "td", each);
    }
  },
  bars: (place, { bars: { unit, rows, most = 1 } }) => {
    const end = Math.max(most, ...rows.map(({ high }) => high));
    const parent = add(place, "ul", "", "bars");
    for (const { label, low, high, text, own } of rows) {
      const line = add(parent, "li", "", own ? "bar bar--own" : "bar");
      add(line, "span", label, "bar__label");
      add(line, "span", text, "bar__text");
      const track = add(line, "span", "", "bar__track");
      const part = add(track, "span", "", "bar__part");
      part.style.marginInlineStart = `${(100 * low) / end}%`;
      part.style.inlineSize = `${Math.max(1, (100 * (high - low)) / end)}%`;
      track.title = unit;
    }
  },
  button: (place, { button, changes }, t, press) => {
    const made = add(place, "button", button, "button");
    made.type = "button";
    made.addEventListener("click", () => press(changes));
  },
  copy: (place, { copy }, t) => {
    add(place, "blockquote", copy, "result__copy").dir = "auto";
    const made = add(place, "button", t("copy"), "button");
    made.type = "button";
    made.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(copy);
        made.textContent = t("copied");
      } catch {
        getSelection().selectAllChildren(made.previousElementSibling);
        made.textContent = t("copy_yourself");
      }
    });
  },
  cards: (place, { cards }) => {
    for (const { front, back } of cards) {
      const card = add(place, "details", "", "practice");
      add(card, "summary", front);
      for (const each of back) add(card, "p", each);
    }
  },
};
