/* Practice cards from the reader's answers, least sure first; what is still without an answer, a story or a limit. */
import { isDay } from "../worksheet/dates.js";

const SURE = ["not-yet", "shaky", "fluent"];

export function calculate(c) {
  const asked = c.rows("answers").filter((row) => row.question.trim());
  const answered = asked.filter((row) => row.answer.trim());
  const blocks = {
    answers: [...practice(c, answered), ...unanswered(c, asked)],
    story: [...story(c, "project", "hard"), ...story(c, "work", "part")],
    pay: pay(c),
  };
  for (const row of answered) blocks[`answers/${row.id}`] = saidToday(c, row);
  return Object.fromEntries(Object.entries(blocks).filter(([, each]) => each.length));
}

function practice({ t }, answered) {
  if (!answered.length) return [];
  const cards = [...answered].sort(byNeed).map(({ question, answer, proof, reminder }) => ({
    front: question,
    back: [answer, proof.trim() && t("proof", { proof }), reminder.trim() && t("reminder", { reminder })].filter(Boolean),
  }));
  return [{ title: t("practice-title") }, { text: t("practice-text") }, { cards }];
}

/* An answer without a mark counts as not sure, one without a day as never practised; equal ones keep their order. */
function byNeed(one, other) {
  const sure = (row) => Math.max(0, SURE.indexOf(row.sure));
  const last = (row) => (isDay(row.practised) ? Date.parse(row.practised) : -1e15);
  return sure(one) - sure(other) || last(one) - last(other);
}

function unanswered({ t }, asked) {
  const open = asked.filter((row) => !row.answer.trim()).map((row) => row.question);
  return open.length ? [{ title: t("unanswered-title") }, { list: open }] : [];
}

function saidToday({ t, today }, { id, practised }) {
  const change = { part: "answers", row: id, field: "practised", value: today };
  return practised === today ? [] : [{ button: t("practised"), changes: [change] }];
}

/* One of the two sources: its name, and what makes it a story. */
function story(c, name, own) {
  const { t } = c;
  const { project, work, ...form } = c.form("story");
  const text = { project, work }[name];
  if (!text.trim()) return [];
  const mine = name === "project";
  if (form[own].trim()) return [{ text: mine ? t("story-own", { project }) : t("story-work", { work }) }];
  return [{ note: mine ? t("story-own-bare") : t("story-work-bare") }];
}

/* What is open about pay, once the reader has begun. A point may have several lines in the table: official-uk, -us. */
function pay({ t, rows, data }) {
  const points = rows("pay");
  const open = points.filter((row) => !row.done);
  if (open.length === 0 || !points.some((row) => row.done || row.found.trim())) return [];
  const lines = Object.entries(data["pay-points"].rows);
  const list = open.flatMap(({ id }) =>
    lines.filter(([key]) => key.split("-")[0] === id).map(([, { point, how }]) => t("pay-item", { point, how })),
  );
  return [{ title: t("pay-title") }, { list }];
}
