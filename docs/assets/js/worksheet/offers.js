/* What other worksheets know already: offered, so that nobody is asked twice. */
import { blank, newId, parse } from "./record.js";
import { context } from "./context.js";
import { keyOf } from "./shelf.js";
import { say } from "./written.js";

export class Offers {
  found = [];

  /* sheet: the element */
  constructor(sheet) {
    Object.assign(this, { sheet, panel: sheet.find(".worksheet__offer") });
  }

  /* Each other sheet is read once. */
  draw() {
    const known = new Map();
    this.read = (name) => known.get(name) ?? known.set(name, peek(window, name)).get(name);
    const { sheet, shelf } = this.sheet;
    this.found = this.left ? [] : offers(sheet, shelf.record, this.read, context(this.sheet.given));
    const lines = this.found.map(({ words }) => Object.assign(document.createElement("li"), { textContent: words }));
    this.panel.querySelector("ul").replaceChildren(...lines);
    this.panel.hidden = !lines.length;
    this.suggest(this.sheet);
  }

  /* What was written since it was offered is not overwritten. */
  take() {
    this.draw();
    this.sheet.press(this.found.flatMap(({ changes }) => changes));
    this.sheet.find(".worksheet__status").focus();
  }

  leave() {
    this.left = true;
    this.draw();
    this.sheet.find("form [data-field]").focus();
  }

  /* A line that may take something offers it while one types. */
  suggest(root) {
    for (const input of root.querySelectorAll("input[type=text][data-field]")) {
      const { takes = [] } = this.sheet.fieldOf(this.sheet.placeOf(input));
      const values = new Set(takes.flatMap((from) => valuesAt(from, this.read)).map(({ value }) => value));
      input.list?.remove();
      if (values.size) input.setAttribute("list", listOf(values, input));
    }
  }
}

function listOf(values, input) {
  const list = Object.assign(document.createElement("datalist"), { id: `list-${newId()}` });
  for (const value of values) list.append(Object.assign(document.createElement("option"), { value }));
  input.after(list);
  return list.id;
}

/* Gives [{words, changes}]: for each empty field what it may take, for each part with rows what rows may join. */
export function offers(sheet, record, read, c) {
  return sheet.parts.flatMap((part) => (part.rows ? offeredRows(part, record, read, c) : part.given ? [] : offeredFields(part, record, read, c)));
}

function offeredFields(part, record, read, c) {
  return part.fields.flatMap((field) => {
    if (!field.takes || record.parts[part.id]?.[field.id]?.trim()) return [];
    const [found] = field.takes.flatMap((from) => valuesAt(from, read)).filter(({ value }) => knows(field, value));
    if (!found) return [];
    const words = c.t("offer", { label: field.label, value: say(field, found.value, c), title: found.title });
    return [{ words, changes: [{ part: part.id, field: field.id, value: found.value }] }];
  });
}

function offeredRows(part, record, read, c) {
  const [first] = part.fields;
  const { rows = {} } = record.parts[part.id] ?? {};
  const known = new Set(Object.values(rows).map((row) => row[first.id]));
  return (first.takes ?? []).flatMap((from) => {
    const found = valuesAt(from, read).filter(({ value }) => known.size < part.rows.most && !known.has(value) && known.add(value));
    if (!found.length) return [];
    const value = c.list(found.map(({ value }) => say(first, value, c)));
    return [{ words: c.t("offer", { label: first.label, value, title: from.title }), changes: found.map((each) => rowOf(part, from, each)) }];
  });
}

/* A row brings along whatever else is asked in the same place. */
function rowOf(part, { sheet, part: there }, { row }) {
  const values = {};
  for (const field of part.fields) {
    const { id, takes = [] } = field;
    const from = takes.find((each) => each.sheet === sheet && each.part === there);
    if (from && row[from.field] && knows(field, row[from.field])) values[id] = row[from.field];
  }
  return { part: part.id, row: newId(), values };
}

/* Another version of a sheet may have other answers. */
const knows = ({ options }, value) => !options || Object.hasOwn(options, value);

/* Gives [{value, row, title}] of what stands at an address. */
export function valuesAt({ sheet, title, part, field, key, value: wanted }, read) {
  const { order, rows = {}, ...form } = read(sheet).parts[part] ?? {};
  const sets = order ? order.map((id) => rows[id]) : [form, ...Object.values(rows)];
  return sets
    .filter((row) => row[field]?.trim?.() && (!key || row[key] === wanted))
    .map((row) => ({ value: row[field], row, title }));
}

/* The record of any worksheet, to read only. */
function peek(page, name) {
  try {
    return parse(page.localStorage.getItem(keyOf(name))).record;
  } catch {
    return blank();
  }
}
