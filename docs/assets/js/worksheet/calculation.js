/* Runs a sheet's calculation on what is written and shows what it found, where the page has room for it. */
import { draw } from "./blocks.js";
import { context } from "./context.js";

export class Calculation {
  /* sheet: the element · module: exports calculate(c) */
  constructor(sheet, module) {
    Object.assign(this, { sheet, module });
  }

  run() {
    const { sheet, module } = this;
    const found = module.calculate(context(sheet.given));
    for (const each of found["="] ?? []) this.note(each);
    for (const place of sheet.querySelectorAll("[data-result], .row__result")) this.show(place, found);
  }

  /* A field that is calculated enters the record like one that is typed. */
  note(change) {
    const { sheet } = this;
    if (sheet.valueOf(change) === change.value) return;
    sheet.change(change);
    for (const each of sheet.querySelectorAll(`output[data-field="${change.field}"]`)) sheet.fill(each);
  }

  /* Only what has changed is drawn again, so that what is unfolded there stays so. */
  show(place, found) {
    const { sheet } = this;
    const { part, row } = sheet.placeOf(place, "any") || {};
    const blocks = found[place.dataset.result ?? `${part}/${row}`] ?? [];
    const text = JSON.stringify(blocks);
    if (text === (place.shown ?? "[]")) return;
    place.shown = text;
    const focused = place.contains(document.activeElement);
    draw(place, blocks, sheet.t, (changes) => sheet.press(changes));
    if (focused) place.focus();
  }
}
