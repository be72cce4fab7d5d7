/* People to write to: what is due, who has not replied, which kinds of ties; a message from its parts. */
import { addDays, daysBetween, isDay } from "../worksheet/dates.js";

const PARTS = ["greeting", "reference", "do", "question", "offer", "closing"];

export function calculate(c) {
  const people = named(c);
  const blocks = { people: [due, quiet, ties].flatMap((each) => each(c, people)), message: message(c), contribution: steps(c) };
  for (const row of people) blocks[`people/${row.id}`] = buttons(c, row);
  return Object.fromEntries(Object.entries(blocks).filter(([, each]) => each.length));
}

export function events(c) {
  return named(c)
    .filter((row) => isDay(row["next-day"]))
    .map((row) => ({ id: row.id, day: row["next-day"], title: what(c, row), note: row.why }));
}

/* Rows with a word in them. Without a name (a file may leave names out) the rest still stands. */
const named = ({ rows }) => rows("people").filter((row) => ["name", "why", "reference", "next"].some((field) => row[field].trim()));
const measure = ({ data }, row) => Number(data["outreach-measures"].rows[row].value);

function what({ t }, { name, next }) {
  if (name.trim() && next.trim()) return t("what", { next, name });
  return next.trim() || name.trim() || t("unnamed");
}

function due(c, people) {
  const last = addDays(c.today, measure(c, "due"));
  const list = people
    .filter((row) => isDay(row["next-day"]) && row["next-day"] <= last)
    .sort((one, other) => (one["next-day"] < other["next-day"] ? -1 : one["next-day"] > other["next-day"] ? 1 : 0))
    .map((row) => {
      const words = { day: c.date(row["next-day"]), what: what(c, row) };
      return row["next-day"] < c.today ? c.t("due-earlier", words) : c.t("due", words);
    });
  return list.length ? [{ title: c.t("due-title") }, { list }] : [];
}

/* A next step that is still to come has been planned, so the row is not quiet. */
function quiet(c, people) {
  const { t, today } = c;
  const isPlanned = (row) => isDay(row["next-day"]) && row["next-day"] >= today;
  const list = people
    .filter((row) => isDay(row.sent) && ["", "none"].includes(row.reply) && !isPlanned(row))
    .map(({ name, sent }) => ({ name: name.trim() || t("unnamed"), sent, days: daysBetween(sent, today) }))
    .filter(({ days }) => days >= measure(c, "quiet"))
    .sort((one, other) => other.days - one.days)
    .map(({ name, sent, days }) => t("quiet", { name, day: c.date(sent), days: c.number(days) }));
  return list.length ? [{ title: t("quiet-title") }, { text: t("quiet-text") }, { list }] : [];
}

function ties(c, people) {
  const { t, data } = c;
  if (!people.length) return [];
  const kinds = data.ties.rows;
  const count = (tie) => people.filter((row) => (kinds[row.tie] ? row.tie : "") === tie).length;
  const line = (tie) => t("ties", { tie: kinds[tie]?.tie ?? t("no-tie"), count: count(tie) });
  const list = [...Object.keys(kinds), ""].filter(count).map(line);
  const missing = Object.keys(kinds).filter((tie) => !count(tie));
  const blocks = [{ title: t("ties-title") }, { list }, { text: t("ties-count", { count: people.length, people: measure(c, "people") }) }];
  if (missing.length) blocks.push({ text: t("ties-missing", { ties: c.list(missing.map((tie) => kinds[tie].tie)) }) });
  return blocks;
}

function buttons({ t, form, today }, { id, reference, sent }) {
  const found = [];
  if (reference.trim() && !sent && form("message").reference !== reference)
    found.push({ button: t("use"), changes: [{ part: "message", field: "reference", value: reference }] });
  if (!sent) found.push({ button: t("sent-today"), changes: [{ part: "people", row: id, field: "sent", value: today }] });
  return found;
}

/* Greeting and closing alone are no message yet. */
function message(c) {
  const { t } = c;
  const parts = c.form("message");
  const [greeting, ...rest] = PARTS.map((part) => parts[part].trim());
  const closing = rest.pop();
  if (!rest.some(Boolean)) return [];
  const copy = [greeting, rest.filter(Boolean).join(" "), closing].filter(Boolean).join("\n\n");
  const [count, most] = [copy.split(/\s+/).length, measure(c, "words")];
  const blocks = [{ title: t("message-title") }, { copy }];
  blocks.push(count > most ? { note: t("message-long", { count, most }) } : { text: t("message-length", { count, most }) });
  if (!parts.reference.trim()) blocks.push({ note: t("no-reference") });
  if (!parts.question.trim()) blocks.push({ note: t("no-question") });
  return blocks;
}

function steps({ t, rows }) {
  const open = rows("contribution").filter(({ target, step, done }) => target.trim() && step.trim() && !done);
  return open.slice(0, 1).map(({ target, step }) => ({ text: t("contribution", { target, step }) }));
}
