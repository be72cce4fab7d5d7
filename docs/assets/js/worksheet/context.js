/* What a calculation is given: what the reader wrote, the tables, the words, the day. Nothing else, so that it is pure. */
import { dayOf, isDay, isMonth } from "./dates.js";
import { formOf, rowsOf } from "./record.js";
import { translator } from "./words.js";

/* sheet: as the page gives it · words: key to text · language: BCP 47 · now: Date, or today: 2026-11-24 */
export function context({ sheet, record, words, language, now, today = dayOf(now) }) {
  const part = (id) => sheet.parts.find((each) => each.id === id);
  const date = (options) => new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options });
  const long = date({ dateStyle: "medium" });
  const month = date({ month: "long", year: "numeric" });
  return {
    today,
    data: sheet.data,
    form: (id) => formOf(part(id), record),
    rows: (id) => rowsOf(part(id), record),
    t: translator(words),
    label: (id, field, value) => {
      const { options } = part(id).fields.find((each) => each.id === field);
      return Object.hasOwn(options, value) ? options[value] : "";
    },
    number: (value, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value),
    list: (texts) => new Intl.ListFormat(language).format(texts),
    date: (text) => (isDay(text) ? long.format(Date.parse(text)) : text),
    month: (text) => (isMonth(text) ? month.format(Date.parse(`${text}-01`)) : text),
  };
}

/* A text in which Markdown finds no sign of its own. */
export const inert = (text) => text.replace(/[\\`*_~[\]<>#|&]/g, "\\$&").replace(/^(\d*)([-+=.)])/gm, "$1\\$2");

/* A text between tildes, more than it has itself, so that nothing in it ends the block. */
export function fenced(text) {
  const fence = "~".repeat(Math.max(4, ...(text.match(/~+/g) ?? []).map(({ length }) => length)) + 1);
  return `${fence} markdown\n${text}\n${fence}`;
}

/* A typed number, in any of the usual ways; null where it is none, or could be two: 1,500 is 1500 or 1.5. */
export function toNumber(text) {
  const plain = text.trim().replace(/\s/g, "");
  if (/^[+-]?[1-9]\d{0,2}([.,]\d{3})+$/.test(plain)) return null;
  const value = /^[+-]?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : NaN;
  return Number.isNaN(value) ? null : value;
}
