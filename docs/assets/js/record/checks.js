/* Every first try at a question: footbridge:checks:<quiz>/<question> holds {v: 1, checks: [{at, right, in, of?, sure?}]}
   at: milliseconds · in: lesson, review or final · of: questions the lesson asked by then · sure: guess, fairly or sure

   It only grows, whatever becomes of the answer itself (store.js): starting over empties a quiz, not what was known. */
import { keysOf } from "./storage.js";

export const PREFIX = "footbridge:checks:";

const LAST = Date.UTC(9999, 0); // a later day is not written with four digits
const PLACES = ["lesson", "review", "final"];
export const SURE = ["guess", "fairly", "sure"];

/* What is read of a text; nothing where it cannot be read. */
export function parse(text) {
  try {
    const { v, checks } = JSON.parse(text);
    if (v === 1 && Array.isArray(checks) && checks.every(isCheck)) return checks;
  } catch {}
  return [];
}

function isCheck(check) {
  if (check === null || typeof check !== "object") return false;
  const { at, right, in: place, of = 1, sure = "sure" } = check;
  const numbers = Number.isSafeInteger(at) && at >= 0 && at <= LAST && Number.isSafeInteger(of) && of > 0;
  return numbers && typeof right === "boolean" && PLACES.includes(place) && SURE.includes(sure);
}

export const toText = (checks) => JSON.stringify({ v: 1, checks });

/* All that are kept, by question. storage: localStorage, or what stands in for it */
export function readAll(storage) {
  const keys = keysOf(storage).filter((key) => key.startsWith(PREFIX));
  return new Map(keys.map((key) => [key.slice(PREFIX.length), parse(storage.getItem(key))]));
}

/* The checks of each topic in the order of time, each with its question and day; questions that were removed since are
   among them. Gives a Map of names to lists. topics: of course.json · dayOf(milliseconds): 2026-11-24 */
export function byTopic(topics, checks, dayOf) {
  const found = new Map(topics.map(({ name }) => [name, []]));
  for (const [question, all] of checks) {
    const list = found.get(question.slice(0, question.lastIndexOf("/")));
    if (list) for (const check of all) list.push({ ...check, question, day: dayOf(check.at) });
  }
  for (const [name, list] of found) found.set(name, inOrder(list));
  return found;
}

export const inOrder = (checks) => checks.toSorted((one, other) => one.at - other.at);

/* Adds one. Reads what is kept anew, as another tab may have added some. Gives whether it is kept. */
export function add(storage, id, check) {
  try {
    storage.setItem(PREFIX + id, toText([...parse(storage.getItem(PREFIX + id)), check]));
    return true;
  } catch {
    return false;
  }
}
