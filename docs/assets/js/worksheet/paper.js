/* The filled-in sheet as it prints. */
import { context } from "./context.js";
import { add } from "./dom.js";
import { written } from "./written.js";

const SHORT = 60; // letters that fit into half a line

/* results: what the calculation shows, which prints below. */
export function fillPaper(place, given, results) {
  place.textContent = "";
  for (const { title, sets } of written(given.sheet, given.record, context(given))) {
    add(place, "p", title, "filled__title");
    for (const { name, lines } of sets) {
      if (name) add(place, "p", name, "filled__name");
      const list = add(place, "dl", "", "filled");
      for (const [label, value] of lines) {
        const line = add(list, "div", "", value.length > SHORT ? "filled__long" : "");
        add(line, "dt", label);
        add(line, "dd", value);
      }
    }
  }
  for (const each of results) place.append(each.cloneNode(true));
}
