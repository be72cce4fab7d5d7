/* A record as it reads: part by part, the labels and values that were written. For paper and for Markdown. */
import { formOf, rowsOf } from "./record.js";

/* Gives [{title, sets: [{name, lines: [[label, value], …]}]}]; parts and rows without a word are left out. */
export function written(sheet, record, c) {
  return sheet.parts
    .map((part) => {
      const named = Boolean(part.rows);
      const sets = part.rows || part.given ? rowsOf(part, record) : [formOf(part, record)];
      return { title: part.title, sets: sets.map((set) => described(part, set, named, c)).filter(({ name, lines }) => lines.length || (named && name)) };
    })
    .filter(({ sets }) => sets.length);
}

function described(part, set, named, c) {
  const [first] = part.fields;
  const fields = named ? part.fields.slice(1) : part.fields;
  const lines = fields.flatMap((field) => [[field.label, valueOf(field, set, c)], ...drafts(field, set, c)]);
  return { name: named ? valueOf(first, set, c) : (part.given?.[set.id] ?? ""), lines: lines.filter(([, value]) => value.trim()) };
}

/* Earlier wordings of a text, each with its day. */
function drafts({ id, label, options }, set, c) {
  const earlier = options ? [] : (set[`${id}@`] || []).filter(([, text]) => text !== set[id]);
  return earlier.map(([day, text]) => [c.t("draft_of", { label, date: c.date(day) }), text]);
}

/* A value as the reader knows it: an option by its text, a day in words, a history with its days. */
export function valueOf(field, set, c) {
  const value = set[field.id] ?? "";
  const said = say(field, value, c);
  const earlier = (set[`${field.id}@`] || []).filter(([, text]) => text);
  if (!field.options || earlier.length < 2) return said;
  return `${said} (${earlier.map(([day, text]) => `${say(field, text, c)} ${c.date(day)}`).join(", ")})`;
}

export function say(field, value, c) {
  if (!value) return "";
  if (field.options && Object.keys(field.options).length) return Object.hasOwn(field.options, value) ? field.options[value] : value;
  if (field.kind === "check") return c.t("value_yes");
  if (field.kind === "date") return c.date(value);
  if (field.kind === "month") return c.month(value);
  return field.unit ? `${value} ${field.unit}` : value;
}
