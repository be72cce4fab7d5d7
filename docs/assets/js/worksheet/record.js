/* What a reader has written in a worksheet, and how it changes. A record is
   {v: 1, parts: {<part>: {<field>: text} or {order: [<row>, …], rows: {<row>: {<field>: text}}}}, changed, sent}
   The ids are those of the worksheet's file; what stands under others is kept untouched. A tick is "yes".
   `<field>@` holds a field's history, [[date, text], …] · changed: milliseconds · sent: calendars taken so far

   A change is one of
   {part, row?, field, value}      sets a field
   {part, row, at?, values?}       puts a row in its place, the last if `at` is left out; a new one with its values
   {part, row, gone: true}         takes a row out
   {sent}                          counts a calendar that was taken
   What takes back says what was written (`wrote`, `put`), so that nothing newer goes with it. */
export const VERSION = 1;
const ID = /^[a-z0-9][a-z0-9-]*$/;

export const blank = () => ({ v: VERSION, parts: {} });

/* Makes the change; gives the one that takes it back. */
export function apply(record, change) {
  const { part, row, field, value, at, values, gone, sent } = change;
  if (sent !== undefined) {
    const before = record.sent ?? 0;
    record.sent = sent;
    return { sent: before };
  }
  const place = (record.parts[part] ??= {});
  if (row === undefined) return set(place, field, value, { part });
  place.order ??= [];
  place.rows ??= {};
  if (field !== undefined) {
    if (!place.order.includes(row)) place.order.push(row); // what is written in a row brings it back
    return set((place.rows[row] ??= {}), field, value, { part, row });
  }
  const before = place.order.indexOf(row);
  const kept = place.rows[row];
  if (before >= 0) place.order.splice(before, 1);
  if (gone) {
    delete place.rows[row];
    return { part, row, at: before < 0 ? undefined : before, values: kept };
  }
  place.rows[row] = { ...values, ...kept };
  place.order.splice(at ?? place.order.length, 0, row);
  return before < 0 ? { part, row, gone: true, put: values } : { part, row, at: before };
}

function set(place, field, value, where) {
  const before = place[field] ?? (field.endsWith("@") ? [] : "");
  place[field] = value;
  return { ...where, field, value: before, wrote: value };
}

/* Gives {record} or {fault: unreadable or newer, record: a blank one}. No text is no fault. */
export function parse(text) {
  if (text === null) return { record: blank() };
  try {
    const record = JSON.parse(text);
    if (record.v > VERSION) return { record: blank(), fault: "newer" };
    const { v, parts, sent = 0 } = record;
    if (v === VERSION && Number.isInteger(sent) && isMap(parts) && Object.entries(parts).every(isPart)) return { record };
  } catch {}
  return { record: blank(), fault: "unreadable" };
}

const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isEntry = (entry) => Array.isArray(entry) && entry.length === 2 && entry.every(isText);
const isHistory = (value) => Array.isArray(value) && value.every(isEntry);
const isField = ([id, value]) => ID.test(id.replace(/@$/, "")) && (id.endsWith("@") ? isHistory : isText)(value);
const isFields = (fields) => isMap(fields) && Object.entries(fields).every(isField);

function isPart([id, part]) {
  if (!ID.test(id) || !isMap(part)) return false;
  const { order, rows, ...fields } = part;
  if (order === undefined && rows === undefined) return isFields(fields);
  const sound = Array.isArray(order) && isMap(rows) && Object.entries(rows).every(([id, row]) => ID.test(id) && isFields(row));
  return sound && order.every((row) => Object.hasOwn(rows, row)) && new Set(order).size === order.length;
}

/* Whether the reader has written anything. */
export function isEmpty(record) {
  const hasText = (fields) => Object.values(fields).some((value) => isText(value) && value.trim());
  return !Object.values(record.parts).some(({ order, rows = {}, ...fields }) =>
    [fields, ...Object.values(rows)].some(hasText),
  );
}

/* The fields of a part, all of them, empty ones as "". */
export function formOf(part, record) {
  return filled(part, record.parts[part.id] ?? {});
}

/* The rows of a part in their order, each with its id; rows that stand already come first, written in or not. */
export function rowsOf(part, record) {
  const { order = [], rows = {} } = record.parts[part.id] ?? {};
  const ids = part.given ? Object.keys(part.given) : order;
  return ids.map((id) => ({ id, ...filled(part, rows[id] ?? {}) }));
}

function filled(part, fields) {
  return { ...Object.fromEntries(part.fields.map(({ id }) => [id, ""])), ...fields };
}

/* An id for a row that nobody else will make, in this tab or another. */
export function newId() {
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => (byte % 36).toString(36));
  return `r${digits.join("")}`;
}
