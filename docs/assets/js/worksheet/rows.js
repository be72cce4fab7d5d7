/* The rows that a reader adds to a part: folded, so that three hundred are as light as three.
   A new row enters the record with its first letter. */
import { newId, rowsOf } from "./record.js";

const MANY = 8; // from here on a list is searched more than read

export class Rows {
  /* sheet: the element, which keeps the record */
  constructor(part, sheet) {
    const own = sheet.find(`[data-part="${part.id}"]`);
    Object.assign(this, { part, sheet, place: own.querySelector(".part__rows") });
    this.finder = own.querySelector("[type=search]");
    [this.frame, this.body] = own.querySelectorAll("template");
  }

  get kept() {
    return rowsOf(this.part, this.sheet.shelf.record);
  }

  rowAt(id) {
    return this.place.querySelector(`:scope > [data-row="${id}"]`);
  }

  /* Brings the page in line with the record. An empty part begins with one row to write in. */
  draw() {
    const { kept, place } = this;
    const focused = document.activeElement;
    const fresh = [...place.children].filter((row) => row.dataset.fresh);
    const rows = kept.map(({ id }) => this.rowAt(id) ?? this.make(id));
    const wanted = [...rows, ...fresh.filter((row) => row !== this.first || !rows.length || row.contains(focused))];
    const first = !wanted.length && (this.first = this.make());
    if (first) wanted.push(first);
    for (const row of [...place.children]) if (!wanted.includes(row)) row.remove();
    for (const [at, row] of wanted.entries()) if (place.children[at] !== row) place.insertBefore(row, place.children[at]);
    if (first) this.unfold(first);
    if (place.contains(focused)) focused.focus({ preventScroll: true }); // a row that is moved loses it
    for (const [at, row] of wanted.entries()) this.name(row, kept[at] ?? {}, at + 1);
    this.finder.parentElement.hidden = wanted.length < MANY && !this.finder.value;
    this.narrow();
  }

  /* To rows with some words in their folded line; the one that is written in stays. */
  narrow() {
    const words = this.finder.value.trim().toLowerCase();
    for (const row of this.place.children) {
      const stays = row.dataset.fresh || row.contains(document.activeElement);
      row.hidden = !stays && !row.firstElementChild.textContent.toLowerCase().includes(words);
    }
  }

  make(id) {
    const row = this.frame.content.firstElementChild.cloneNode(true);
    row.dataset.row = id ?? newId();
    if (!id) row.dataset.fresh = true;
    return row;
  }

  unfold(row) {
    row.open = true;
    this.open(row);
  }

  /* Fills a row that is unfolded for the first time; ids and names become its own. */
  open(row) {
    if (row.querySelector(".row__body")) return;
    const body = this.body.content.firstElementChild.cloneNode(true);
    const own = (text) => `${text}-${row.dataset.row}`;
    for (const each of body.querySelectorAll("[id], [name], [aria-describedby]")) {
      if (each.id) each.id = own(each.id);
      if (each.name) each.name = own(each.name);
      const help = each.getAttribute("aria-describedby");
      if (help) each.setAttribute("aria-describedby", own(help));
    }
    row.append(body);
    for (const field of body.querySelectorAll("[data-field]")) this.sheet.fill(field);
    this.sheet.history?.draw(row);
    this.sheet.offers?.suggest(row);
    this.sheet.calculation?.run();
  }

  name(row, values, number) {
    const { part, sheet } = this;
    const [first] = part.fields;
    const say = ({ id, options }) => options?.[values[id]] ?? (values[id] === "yes" ? "" : values[id]) ?? "";
    const name = say(first) || `${part.rows.one} ${number}`;
    const more = part.columns.filter((id) => id !== first.id).slice(0, 3).map((id) => say(part.fields.find((field) => field.id === id)));
    const [label, rest] = row.firstElementChild.children;
    if (label.textContent !== name) label.textContent = name;
    const joined = more.filter(Boolean).join(" · ");
    if (rest.textContent !== joined) rest.textContent = joined;
  }

  /* A row enters the record. */
  keep(id) {
    const row = this.rowAt(id);
    if (!row?.dataset.fresh) return;
    delete row.dataset.fresh;
    this.sheet.change({ part: this.part.id, row: id });
  }

  add() {
    const { one, most } = this.part.rows;
    if (this.place.children.length >= most) return this.sheet.say(this.sheet.t("rows_most", { most, one }));
    this.finder.value = "";
    this.narrow();
    const row = this.make();
    this.place.append(row);
    this.name(row, {}, this.place.children.length);
    this.unfold(row);
    row.querySelector("[data-field]").focus();
  }

  remove(row) {
    this.sheet.save();
    const name = row.querySelector(".row__name").textContent;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const back = row.dataset.fresh ? null : this.sheet.change({ part: this.part.id, row: row.dataset.row, gone: true });
    this.sheet.save(); // at once: what another tab still writes there then stands apart, for the undo to find
    row.remove();
    this.draw();
    (next?.checkVisibility() ? next.firstElementChild : this.place.parentElement.querySelector(".part__add")).focus();
    this.sheet.say(this.sheet.t("row_removed", { name }), back && [back]);
    this.sheet.calculation?.run();
  }
}
