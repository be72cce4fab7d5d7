/* Earlier values of a field, each with its day, which the reader may correct or remove. */
import { add } from "./dom.js";
import { context } from "./context.js";
import { dayOf } from "./dates.js";
import { say } from "./written.js";

const MOST = 30; // values of a field
const SHOWN = 200; // letters of each

export class History {
  constructor(sheet) {
    this.sheet = sheet;
  }

  listOf({ part, row, field }) {
    return this.sheet.valueOf({ part, row, field: `${field}@` }) || [];
  }

  /* Another value on the same day takes the place of the one before. */
  note(place, value) {
    if (!this.sheet.fieldOf(place).history || !value.trim()) return;
    const today = dayOf(new Date());
    const earlier = this.listOf(place);
    if (earlier.at(-1)?.[1] === value) return;
    const kept = earlier.at(-1)?.[0] === today ? earlier.slice(0, -1) : earlier;
    this.write(place, [...kept, [today, value]].slice(-MOST));
  }

  /* It shows with the next save: drawn at once, it would push away what the reader is about to press. */
  write(place, list) {
    return this.sheet.change({ ...place, field: `${place.field}@`, value: list });
  }

  forget(button) {
    const place = this.placeOf(button);
    const back = this.write(place, this.listOf(place).filter((_, at) => at !== Number(button.dataset.at)));
    this.sheet.redraw();
    this.sheet.say(this.sheet.t("history_removed"), [back]);
  }

  placeOf(node) {
    return this.sheet.placeOf(node, node.closest("[data-history]").dataset.history);
  }

  draw(root = this.sheet) {
    const c = context(this.sheet.given);
    for (const list of root.querySelectorAll("[data-history]")) {
      const place = this.placeOf(list);
      const entries = this.listOf(place);
      list.hidden = entries.length < 1;
      if (list.contains(document.activeElement) && list.children.length === entries.length) continue;
      list.textContent = "";
      for (const [at, [day, value]] of entries.entries()) {
        this.line(list, place, at, day, say(this.sheet.fieldOf(place), value, c).slice(0, SHOWN));
      }
    }
  }

  line(list, place, at, day, words) {
    const line = add(list, "li");
    const ariaLabel = this.sheet.t("history_day", { value: words });
    const input = Object.assign(add(line, "input"), { type: "date", value: day, ariaLabel });
    input.addEventListener("change", () => {
      if (!input.value) return; // no day of the calendar
      const entries = this.listOf(place).map((each, number) => (number === at ? [input.value, each[1]] : each));
      this.write(place, entries);
    });
    add(line, "span", words, "field__was");
    const button = add(line, "button", this.sheet.t("row_remove"), "button");
    Object.assign(button, { type: "button", ariaLabel: this.sheet.t("history_remove", { value: words }) });
    Object.assign(button.dataset, { do: "forget", at });
  }
}
