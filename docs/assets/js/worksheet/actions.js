/* What the buttons of a worksheet do, but for those of its rows. sheet: the element */
import { isEmpty } from "./record.js";

export const actions = {
  up: (sheet, _, rows, row) => move(sheet, rows, row, -1),
  down: (sheet, _, rows, row) => move(sheet, rows, row, 1),
  undo,
  take: (sheet) => sheet.offers.take(),
  leave: (sheet) => sheet.offers.leave(),
  forget: (sheet, button) => sheet.history.forget(button),
  clear: (sheet) => sheet.press(clearing(sheet.shelf.record)),
  export: async (sheet, { dataset }) => (await import("./export.js")).exportFiles(dataset.kind, sheet),
  print: (sheet) => printed(sheet, "filled"),
  "print-blank": (sheet) => printed(sheet, "blank"),
};

/* What was written since is not taken back: a field that holds something else by now, a row with more in it. */
function undo(sheet) {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const isNow = (each) => !("wrote" in each) || same(sheet.valueOf(each), each.wrote);
  const isBare = ({ part, row, put }) =>
    !put || Object.entries(sheet.shelf.record.parts[part]?.rows?.[row] ?? {}).every(([id, text]) => same(text, put[id]));
  for (const each of sheet.backs.pop()) if (isNow(each) && isBare(each)) sheet.change(each);
  sheet.redraw();
  sheet.say(sheet.t("undone"));
}

/* Among the rows in sight. */
function move(sheet, rows, row, by) {
  const { children } = rows.place;
  let at = [...children].indexOf(row) + by;
  while (children[at]?.hidden) at += by;
  if (!children[at]) return sheet.say(sheet.t("row_edge"));
  for (const each of children) rows.keep(each.dataset.row);
  sheet.change({ part: rows.part.id, row: row.dataset.row, at });
  rows.draw();
  sheet.say(sheet.t("row_moved", { name: row.querySelector(".row__name").textContent, at: at + 1 }));
}

async function printed(sheet, how) {
  const nothing = isEmpty(sheet.shelf.record);
  if (!nothing) await sheet.fetchPaper();
  sheet.dataset.print = nothing ? "blank" : how;
  print();
}

/* The changes that empty a record; what an earlier version of the sheet asked goes as well. */
export function clearing(record) {
  return Object.entries(record.parts).flatMap(([part, { order = [], rows = {}, ...fields }]) => {
    const given = Object.entries(rows).filter(([row]) => !order.includes(row));
    return [
      ...order.map((row) => ({ part, row, gone: true })),
      ...given.flatMap(([row, set]) => Object.keys(set).map((field) => ({ part, row, field, value: empty(field) }))),
      ...Object.keys(fields).map((field) => ({ part, field, value: empty(field) })),
    ];
  });
}

const empty = (field) => (field.endsWith("@") ? [] : "");
