/* Files that a reader takes away. Each says when and from which page it was made. */
import { context } from "./context.js";
import { stampOf, toCalendar } from "./calendar.js";
import { toCsv } from "./csv.js";
import { download } from "./download.js";
import { blocksToMarkdown, toMarkdown } from "./markdown.js";
import { isEmpty, rowsOf } from "./record.js";
import { valueOf } from "./written.js";

const TYPES = { markdown: "text/markdown", text: "text/plain", csv: "text/csv", calendar: "text/calendar" };

/* sheet: the element. Asks before a file names other people. */
export async function exportFiles(kind, sheet) {
  sheet.save();
  await sheet.ready;
  const { given, module, t } = sheet;
  const sent = (given.record.sent ?? 0) + 1;
  if (namesPeople(given.sheet, given.record)) {
    const answer = await ask(sheet.find(".worksheet__dialog"));
    if (!answer) return;
    if (answer === "without") Object.assign(given, { record: withoutPeople(given.sheet, given.record), alone: true });
  }
  const made = files(kind, { ...given, sent }, module, location.href.split("#")[0]);
  for (const each of made) download(each);
  if (kind === "calendar" && made.length) sheet.change({ sent });
  sheet.say(made.length ? t("exported", { names: made.map(({ name }) => name).join(", ") }) : t("nothing_to_export"));
}

function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

/* given: {sheet, record, words, language, now, sent: calendars with this one, alone: leaves out who else is named}
   module: the sheet's calculation, if it has one.
   Gives [{name, type, text}]; none where there is nothing to take. */
export function files(kind, given, module, address) {
  const c = context(given);
  const { sheet, record, now, sent, alone } = given;
  const { today } = c;
  if (isEmpty(record)) return [];
  const foot = c.t("export_foot", { date: c.date(today), address });
  const file = (text, part = "") => ({ name: [sheet.name, part, today].filter(Boolean).join("-") + ENDS[kind], type: TYPES[kind], text });
  if (kind === "text") return [file(`${module.text(c).trim()}\n\n${foot}\n`)];
  if (kind === "markdown") return [file(toMarkdown(sheet, record, c, { more: found(module, c), foot }))];
  if (kind === "calendar") {
    const events = module.events(c);
    return events.length ? [file(toCalendar(events, { sheet: sheet.name, sent, address, stamp: stampOf(now) }))] : [];
  }
  const more = module?.tables?.(c) ?? [];
  return [...sheet.parts.filter(({ rows }) => rows).map((part) => table(part, record, c, alone)), ...more]
    .filter(({ rows }) => rows.length)
    .map(({ name, head, rows }) => file(toCsv([...head, c.t("export_date"), c.t("export_page")], rows.map((row) => [...row, today, address])), name));
}

/* What a calculation adds to the text: its own Markdown, or what it shows on the page. */
function found(module, c) {
  if (!module || module.markdown) return module?.markdown(c);
  const shown = Object.entries(module.calculate(c)).filter(([place]) => place !== "=" && !place.includes("/"));
  return blocksToMarkdown(shown.flatMap(([, blocks]) => blocks));
}

const ENDS = { markdown: ".md", text: ".txt", csv: ".csv", calendar: ".ics" };

/* In a table a day stays 2027-03-31, so that it sorts, and a number stands without its unit. */
function table(part, record, c, alone) {
  const fields = part.fields.filter(({ person }) => !(alone && person));
  const cell = (field, row) => (/date|month|number/.test(field.kind) ? row[field.id] : valueOf(field, { ...row, [`${field.id}@`]: [] }, c));
  const rows = rowsOf(part, record).map((row) => fields.map((field) => cell(field, row)));
  return { name: part.id, head: fields.map(({ label }) => label), rows };
}

/* Whether somebody else is named in it. */
export function namesPeople(sheet, record) {
  return sheet.parts.some((part) => part.fields.some(({ id, person }) => person && rowsOrForm(part, record).some((each) => each[id]?.trim())));
}

const rowsOrForm = (part, record) => (part.rows || part.given ? rowsOf(part, record) : [record.parts[part.id] ?? {}]);

/* The record without the names of other people. */
export function withoutPeople(sheet, record) {
  const copy = structuredClone(record);
  for (const { id, fields } of sheet.parts) {
    const kept = copy.parts[id] ?? {};
    for (const field of fields.filter(({ person }) => person)) {
      for (const each of [kept, ...Object.values(kept.rows ?? {})]) delete each[field.id];
    }
  }
  return copy;
}
