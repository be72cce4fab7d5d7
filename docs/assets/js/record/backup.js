/* A copy of all that the browser keeps, as one file; restore.js brings it back. Pure: storages come in.

   {"footbridge": 2, "made": time as ISO 8601, "entries": {key: value}}
   A value is the record where its text comes back from JSON letter by letter; else it is the text. Version 1 had no
   checks. */
import { keysOf } from "./storage.js";
import { groupBy } from "./groups.js";
import { NAMES, PREFIX, familyOf } from "./families.js";
import { isMap } from "./shape.js";

export const VERSION = 2;
const SHARED = `${PREFIX}shared`;
const DEVICE = [SHARED, `${PREFIX}persist`]; // belong to the browser, not to the reader

/* All that is kept of this course, as a Map of key to text. */
export function entriesOf(storage) {
  const keys = keysOf(storage).filter((key) => key.startsWith(PREFIX) && !DEVICE.includes(key));
  return new Map(keys.sort().map((key) => [key, storage.getItem(key)]));
}

/* The text of a file. made: Date */
export function toFile(entries, made) {
  const values = Object.fromEntries([...entries].map(([key, text]) => [key, exact(text)]));
  return JSON.stringify({ footbridge: VERSION, made: made.toISOString(), entries: values });
}

function exact(text) {
  try {
    const value = JSON.parse(text);
    if (isMap(value) && JSON.stringify(value) === text) return value;
  } catch {}
  return text;
}

/* How many of each family are kept: [[family, number], …], without those of which there are none. */
export function countsOf(entries) {
  const found = groupBy(entries.keys(), (key) => familyOf(key)?.name);
  return NAMES.flatMap((name) => (found.has(name) ? [[name, found.get(name).length]] : []));
}

/* Removes all that is kept of this course; whether this is a shared computer stays. */
export function erase(storage) {
  for (const key of keysOf(storage)) if (key.startsWith(PREFIX) && key !== SHARED) storage.removeItem(key);
}
