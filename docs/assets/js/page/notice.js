/* A line at the foot of the page that says what concerns the whole of it, with at most one button. The same words stand
   there once. */
import { add } from "../worksheet/dom.js";

/* action: {label, press} */
export function show(words, action) {
  const place = document.querySelector(".notice");
  if ([...place.children].some(({ firstChild }) => firstChild.data === words)) return;
  const line = add(place, "p", words);
  if (!action) return;
  const button = add(line, "button", action.label, "button");
  button.type = "button";
  button.addEventListener("click", action.press);
}
