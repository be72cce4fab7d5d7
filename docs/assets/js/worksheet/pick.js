/* A printed table becomes a list to choose from: narrowed by its columns, with a button in each row. */
import { add } from "./dom.js";
import { newId, rowsOf } from "./record.js";

export function pickable(place, sheet) {
  if (place.dataset.awake !== undefined) return;
  place.dataset.awake = "";
  const part = sheet.parts.get(place.closest("[data-part]").dataset.part);
  const rows = [...place.querySelectorAll("tbody tr")];
  const narrow = (place.dataset.filter || "").split(" ").filter(Boolean);
  const selects = narrow.map((column) => select(place, column, rows, sheet.t));
  const count = add(place, "p", "", "sheet-table__count");
  count.setAttribute("role", "status");
  place.insertBefore(count, place.querySelector(".table"));
  const show = () => {
    for (const row of rows) row.hidden = selects.some(({ column, field }) => field.value && !fits(row, column, field.value));
    count.textContent = sheet.t("pick_count", { shown: rows.filter(({ hidden }) => !hidden).length, total: rows.length });
  };
  for (const { field } of selects) field.addEventListener("change", show);
  const head = add(place.querySelector("thead tr"), "td");
  head.className = "sheet-table__act";
  for (const row of rows) button(row, part, sheet);
  show();
}

/* A column of names may hold several in a cell; none means that the row fits all. */
function valuesIn(row, column) {
  const cell = row.querySelector(`[data-column="${column}"]`);
  if (cell.hasAttribute("data-any")) return [];
  const named = [...cell.querySelectorAll("[data-name]")];
  return (named.length ? named : [cell]).map((each) => each.textContent.trim());
}

function fits(row, column, value) {
  const values = valuesIn(row, column);
  return !values.length || values.includes(value);
}

function select(place, column, rows, t) {
  const label = document.createElement("label");
  label.className = "field field--choice sheet-table__filter";
  add(label, "span", place.querySelector(`thead [data-column="${column}"]`).textContent, "field__label");
  const field = add(label, "select");
  add(field, "option", t("pick_all")).value = "";
  for (const value of new Set(rows.flatMap((row) => valuesIn(row, column)))) add(field, "option", value);
  place.insertBefore(label, place.querySelector(".table"));
  return { column, field };
}

function button(row, part, sheet) {
  const cell = add(row, "td", "", "sheet-table__act");
  const name = row.firstElementChild.textContent;
  const made = Object.assign(add(cell, "button", sheet.t("pick_add"), "button"), { type: "button", ariaLabel: sheet.t("pick_add_name", { name }) });
  made.addEventListener("click", () => {
    const { most, one } = part.rows;
    if (rowsOf(part, sheet.shelf.record).length >= most) return sheet.say(sheet.t("rows_most", { most, one }));
    const values = {};
    for (const [id, column] of Object.entries(part.pick.fills)) {
      const text = row.querySelector(`[data-column="${column}"]`).textContent.trim();
      const { options } = part.fields.find((field) => field.id === id);
      values[id] = options ? (Object.entries(options).find(([key, label]) => key === text || label === text)?.[0] ?? "") : text;
    }
    const back = sheet.change({ part: part.id, row: newId(), values });
    sheet.redraw();
    sheet.say(sheet.t("pick_added", { name }), [back]);
  });
}
