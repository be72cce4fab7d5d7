/* A line at the foot of the page that says what concerns the whole of it, with at most one button. */
import { add } from "../worksheet/dom.js";

/* action: {label, press} */
export function show(words, action) {
  const place = document.querySelector(".notice") ?? make();
  const line = add(place, "p", words);
  if (!action) return;
  line.append(" ");
  const button = add(line, "button", action.label, "button");
  button.type = "button";
  button.addEventListener("click", action.press);
}

function make() {
  const place = add(document.querySelector(".md-content__inner"), "div", "", "notice");
  place.role = "status";
  return place;
}
