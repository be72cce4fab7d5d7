/* Rows from a CSV file: which column is what, what would happen, and only then what happens. */
import { add } from "./dom.js";
import { decode, fromCsv } from "./csv.js";
import { isDay } from "./dates.js";
import { newId, rowsOf } from "./record.js";

const LARGEST = 5_000_000; // bytes; a browser keeps no more
// How spreadsheets write a tick, or none.
const YES = ["yes", "true", "x", "1"];
const NO = ["no", "false", "0"];
const fold = (text) => text.trim().toLowerCase();

/* input: the field in which the file was chosen · sheet: the element */
export async function importFile(input, sheet) {
  const [file] = input.files;
  if (file) await take(file, sheet);
  input.value = ""; // so that the same file can be chosen again
}

async function take(file, sheet) {
  const { t } = sheet;
  if (file.size > LARGEST) return sheet.say(t("import_large", { name: file.name }));
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  const [head, ...rows] = text.includes("\0") ? [] : fromCsv(text); // a spreadsheet's own file, or a picture
  if (!head || !rows.length) return sheet.say(t("import_empty", { name: file.name }));
  const part = sheet.parts.get(sheet.sheet.imports);
  const dialog = sheet.querySelector(".worksheet__import");
  const choose = chooser(dialog.querySelector(".import__columns"), head, part, t);
  const report = dialog.querySelector(".import__report");
  const plan = () => planned({ part, rows, head, columns: choose(), kept: rowsOf(part, sheet.shelf.record), t });
  const show = () => {
    report.textContent = "";
    for (const each of plan().said) add(report, "p", each);
  };
  dialog.oninput = show;
  show();
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  if (dialog.returnValue !== "import") return sheet.say(t("import_left"));
  const { added } = plan();
  const back = added.map((values) => sheet.change({ part: part.id, row: newId(), values })).reverse();
  sheet.redraw();
  sheet.say(t("import_done", { count: added.length }), back);
}

/* Draws a list for each column of the file; gives a function that reads them: [=field, @field, note or nothing].
   @field is the day since when a field with a history has its value. */
function chooser(place, head, part, t) {
  place.textContent = "";
  const guesses = guess(head, part, [t("export_date"), t("export_page")]);
  const selects = head.map((name, at) => {
    const label = add(place, "label", "", "field field--choice");
    add(label, "span", name || t("import_column", { number: at + 1 }), "field__label");
    const select = add(label, "select");
    for (const { id, label: text } of part.fields) add(select, "option", text).value = `=${id}`;
    for (const { id, label: text, history, options } of part.fields) {
      if (history && options) add(select, "option", t("import_day_of", { label: text })).value = `@${id}`;
    }
    add(select, "option", t("import_to_note")).value = "note";
    add(select, "option", t("import_leave")).value = "";
    select.value = guesses[at];
    return select;
  });
  return () => selects.map(({ value }) => value);
}

/* A column is the field whose label or id it bears; one that nobody knows goes to the note, so that nothing is lost.
   `own` are columns in which a file of ours speaks of itself. */
export function guess(head, part, own = []) {
  return head.map((name) => {
    if (own.map(fold).includes(fold(name))) return "";
    const field = part.fields.find(({ id, label }) => [fold(id), fold(label)].includes(fold(name)));
    return field ? `=${field.id}` : "note";
  });
}

/* Gives {added: [values], said: [text]}. Nothing is lost: what does not fit its field goes to the note. */
export function planned({ part, rows, head, columns, kept, t }) {
  const note = part.fields.find(({ kind }) => kind === "area").id;
  const said = [];
  const made = rows.map((cells, at) => {
    const values = {};
    const extra = [];
    for (const [column, cell] of cells.entries()) {
      const text = cell.trim().replace(/\r\n?/g, "\n");
      const field = part.fields.find(({ id }) => `=${id}` === columns[column]);
      const since = part.fields.find(({ id }) => `@${id}` === columns[column]);
      const day = since && fitted({ kind: "date" }, text, t);
      if (day) values[`${since.id}@`] = [[day, ""]];
      if (day) continue;
      if (!text || columns[column] === "") continue;
      const value = field && !(field.id in values) ? fitted(field, text, t) : null;
      if (value === null) extra.push(`${head[column] || field?.label || ""}: ${text}`);
      else if (value) values[field.id] = value;
      if (field && value === null) said.push(t("import_misfit", { row: at + 2, value: text.slice(0, 60), label: field.label }));
    }
    // A day belongs to a value; without one nothing is claimed about when it began.
    for (const [id, [[day]]] of Object.entries(values).filter(([id]) => id.endsWith("@"))) {
      const value = values[id.slice(0, -1)];
      if (value) values[id] = [[day, value]];
      else delete values[id];
    }
    if (extra.length) values[note] = [values[note], ...extra].filter(Boolean).join("\n");
    return values;
  });
  const added = made.filter((values) => Object.keys(values).length && !kept.some((row) => isSame(row, values)));
  const room = Math.max(0, part.rows.most - kept.length);
  said.unshift(t("import_plan", { added: Math.min(room, added.length), same: made.length - added.length }));
  if (added.length > room) said.splice(1, 0, t("import_room", { most: part.rows.most, left: added.length - room }));
  return { added: added.slice(0, room), said: said.length > 12 ? [...said.slice(0, 12), t("import_more", { count: said.length - 12 })] : said };
}

const isSame = (row, values) => Object.entries(values).every(([id, value]) => Array.isArray(value) || (row[id] ?? "").trim() === value.trim());

/* A cell as its field takes it; null where it does not fit. 31/3/2027 has its day first unless that cannot be. */
function fitted({ kind, options, unit }, text, t) {
  if (options) return Object.entries(options).find(([id, label]) => [fold(id), fold(label)].includes(fold(text)))?.[0] ?? null;
  if (kind === "check") return [...YES, fold(t("value_yes"))].includes(fold(text)) ? "yes" : NO.includes(fold(text)) ? "" : null;
  if (kind === "number" && unit && text.endsWith(unit)) return text.slice(0, -unit.length).trim();
  if (kind !== "date") return text;
  const [, one, two, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? [];
  const written = (day, month) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const found = isDay(text) ? text : year && [written(one, two), written(two, one)].find(isDay);
  return found || null;
}
