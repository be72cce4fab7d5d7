/* What earlier versions kept, brought up to today's. Version 1 knew answers and worksheets, but no checks. Pure. */
import { Answers } from "../store.js";
import { PREFIX as CHECKS, parse, toText } from "./checks.js";
import { keysOf } from "./storage.js";

const ANSWER = "footbridge:answer:";

/* entries: Map of key to text. Gives a Map of those to add: one check for each answer that has none. */
export function migrate(entries) {
  const answers = new Answers({ localStorage: { getItem: (key) => entries.get(key) ?? null } });
  const added = new Map();
  for (const key of entries.keys()) {
    const id = key.slice(ANSWER.length);
    const { changed, state, tries, firstRight } = (key.startsWith(ANSWER) && answers.read(id)) || {};
    // One that waits to be tried again says nothing newer than its first try.
    const right = tries ? state === "right" && tries === 1 : firstRight;
    const text = toText([{ at: changed, right, in: "lesson" }]);
    if (parse(text).length && !entries.has(CHECKS + id)) added.set(CHECKS + id, text);
  }
  return added;
}

/* The same over a storage: where there are answers and no check at all. All of it or none. */
export function migrateStorage(storage) {
  const keys = keysOf(storage);
  if (keys.some((key) => key.startsWith(CHECKS))) return;
  const added = migrate(new Map(keys.filter((key) => key.startsWith(ANSWER)).map((key) => [key, storage.getItem(key)])));
  try {
    for (const [key, text] of added) storage.setItem(key, text);
  } catch {
    for (const key of added.keys()) storage.removeItem(key);
  }
}
