/* What bringing a copy back would do, and doing it. Pure: storages come in.
   Of a file (backup.js) nothing is believed: a key must be one of families.js, a value must be sound. */
import { VERSION } from "./backup.js";
import { NAMES, familyOf } from "./families.js";
import { migrate } from "./migrate.js";
import { isMap } from "./shape.js";

export const LARGEST = 20_000_000; // bytes; a browser keeps some five million letters, of at most three bytes each

/* Reads the bytes of a file. Gives {entries: Map of key to text, null where it is none, made} or
   {fault: binary, damaged, foreign or newer} */
export function fromFile(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { fault: "binary" };
  }
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { fault: text.includes("\0") ? "binary" : "damaged" };
  }
  return checked(isMap(file) ? file : {});
}

function checked({ footbridge: version, made, entries: values }) {
  if (!Number.isInteger(version) || version < 1) return { fault: "foreign" };
  if (version > VERSION) return { fault: "newer" };
  if (!isMap(values)) return { fault: "damaged" };
  const entries = new Map(Object.entries(values).map(([key, value]) => [key, textOf(value)]));
  if (version === 1) for (const [key, text] of migrate(entries)) entries.set(key, text);
  return { entries, made: Date.parse(made) || 0 };
}

function textOf(value) {
  if (typeof value === "string") return value;
  try {
    return isMap(value) ? JSON.stringify(value) : null;
  } catch {
    return null; // nested deeper than a browser goes
  }
}

/* What a file would do. here, entries: Map of key to text · now: milliseconds
   Gives {merge, replace, left: {foreign, broken, newer}: how many entries cannot be used and why, usable: how many can}
   merge, replace: {writes: Map of key to text, removals: [key], counts: Map of family to {added, changed, same, removed}} */
export function plan(here, entries, now) {
  const left = { foreign: 0, broken: 0, newer: 0 };
  const usable = [];
  for (const [key, text] of entries) {
    const fault = faultOf(key, text, here);
    if (fault) left[fault] += 1;
    else usable.push([key, text]);
  }
  const gone = [...here.keys()].filter((key) => familyOf(key) && !entries.has(key));
  return {
    left,
    usable: usable.length,
    merge: changes(here, merged(here, usable, now), []),
    replace: changes(here, usable, gone),
  };
}

function faultOf(key, text, here) {
  const family = familyOf(key);
  if (!family) return "foreign";
  if (text === null) return "broken";
  return here.get(key) === text ? "" : family.fault(text);
}

/* What is kept of each entry beside what stands here: [[key, text], …] */
function merged(here, entries, now) {
  const taken = new Map([...entries, ...here]);
  const aside = (key, text) => {
    const [, name, number] = /^(.*-)(\d+)$/.exec(key);
    let free = key;
    for (let at = Number(number); taken.has(free) && taken.get(free) !== text; ) free = `${name}${(at += 1)}`;
    taken.set(free, text);
    return [free, text];
  };
  return entries.flatMap(([key, text]) => {
    const { name, fault, merge } = familyOf(key);
    const mine = here.get(key) ?? text;
    if (mine === text) return [[key, text]];
    if (name === "aside") return [aside(key, text)];
    const found = fault(mine);
    if (!found) return [[key, merge(mine, text)]];
    if (name !== "sheets") return [[key, text]];
    // The reader's own words, in a form that cannot be read here: nothing overwrites them.
    return found === "newer" ? [[key, mine]] : [[key, text], aside(`${key}:unreadable-${now}`, mine)];
  });
}

function changes(here, entries, removals) {
  const counts = new Map(NAMES.map((name) => [name, { added: 0, changed: 0, same: 0, removed: 0 }]));
  const count = (key, what) => (counts.get(familyOf(key).name)[what] += 1);
  const writes = new Map();
  for (const [key, text] of entries) {
    const same = here.get(key) === text;
    count(key, !here.has(key) ? "added" : same ? "same" : "changed");
    if (!same) writes.set(key, text);
  }
  for (const key of removals) count(key, "removed");
  return { writes, removals, counts };
}

/* Makes changes, all of them or none. Gives done, refused, or torn where what was there could not be put back. */
export function carryOut(storage, { writes, removals }) {
  const before = new Map();
  try {
    for (const key of [...writes.keys(), ...removals]) before.set(key, storage.getItem(key));
    // New ones first: to take those back needs no room.
    const isOld = ([key]) => before.get(key) !== null;
    for (const [key, text] of [...writes].sort((one, other) => isOld(one) - isOld(other))) storage.setItem(key, text);
    for (const key of removals) storage.removeItem(key);
    return "done";
  } catch {
    return takeBack(storage, before) ? "refused" : "torn";
  }
}

function takeBack(storage, before) {
  try {
    for (const [key, text] of before) if (text === null) storage.removeItem(key);
    for (const [key, text] of before) if (text !== null && storage.getItem(key) !== text) storage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
