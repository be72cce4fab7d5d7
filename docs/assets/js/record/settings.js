/* How the course behaves in this browser: footbridge:settings holds {v: 1, sure, shortcuts, spacing, changed}
   sure: questions ask how sure one is · shortcuts: the site's one-letter shortcuts work · spacing: usual or wide */
import { valueAt } from "./storage.js";

export const KEY = "footbridge:settings";

/* Gives all settings, whatever is kept. storage: localStorage, or what stands in for it */
export function read(storage) {
  const { v, sure, shortcuts, spacing } = valueAt(storage, KEY) ?? {};
  const known = v === 1;
  return {
    sure: known && sure === true,
    shortcuts: !(known && shortcuts === false),
    spacing: known && spacing === "wide" ? "wide" : "usual",
  };
}

/* Keeps all settings with `change` made. now: milliseconds. Gives whether they are kept. */
export function write(storage, change, now) {
  try {
    storage.setItem(KEY, JSON.stringify({ v: 1, ...read(storage), ...change, changed: now }));
    return true;
  } catch {
    return false;
  }
}

/* Puts them into effect: data-spacing on the page's root for the style, data-shortcuts on its body for the keys. */
export function apply({ spacing, shortcuts }, { documentElement, body }) {
  documentElement.dataset.spacing = spacing;
  body.dataset.shortcuts = shortcuts;
}
