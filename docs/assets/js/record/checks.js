/* Every first try at a question: footbridge:checks:<quiz>/<question> holds {v: 1, checks: [{at, right, in, of?, sure?}]}
   at: milliseconds · in: lesson, review or final · of: questions the lesson asked by then · sure: guess, fairly or sure

   It only grows, whatever becomes of the answer itself (store.js): starting over empties a quiz, not what was known. */
import { isTime } from "./shape.js";
import { keysOf, textAt } from "./storage.js";

export const PREFIX = "footbridge:checks:";

const PLACES = ["lesson", "review", "final"];
export const SURE = ["guess", "fairly", "sure"];

/* Gives {checks: those that can be read, fault: "", unreadable or newer}. */
export function read(text) {
  if (text === null) return { checks: [], fault: "" };
  try {
    const { v, checks } = JSON.parse(text);
    if (v > 1) return { checks: [], fault: "newer" };
    if (v === 1) return { checks: checks.filter(isCheck), fault: "" };
  } catch {}
  return { checks: [], fault: "unreadable" };
}

export const parse = (text) => read(text).checks;

function isCheck(check) {
  const { at, right, in: place, of = 1, sure = "sure" } = check ?? {};
  const numbers = isTime(at) && Number.isSafeInteger(of) && of > 0;
  return numbers && typeof right === "boolean" && PLACES.includes(place) && SURE.includes(sure);
}

export const toText = (checks) => JSON.stringify({ v: 1, checks });

/* All that can be read, by question. storage: localStorage, or what stands in for it */
export function readAll(storage) {
  const keys = keysOf(storage).filter((key) => key.startsWith(PREFIX));
  const entries = keys.map((key) => [key.slice(PREFIX.length), parse(storage.getItem(key))]);
  return new Map(entries.filter(([, checks]) => checks.length));
}

/* The checks of each topic in the order of time, each with its question and day; questions that were removed since are
   among them. What is dated after now, as after a clock was set back, counts as long ago: it holds nothing up.
   Gives a Map of names to lists. topics: of course.json · days: see days.js */
export function byTopic(topics, checks, { now, dayOf }) {
  const found = new Map(topics.map(({ name }) => [name, []]));
  for (const [question, all] of checks) {
    const list = found.get(question.slice(0, question.lastIndexOf("/")));
    for (const check of list ? all : []) {
      const at = check.at > now ? 0 : check.at;
      list.push({ ...check, at, question, day: dayOf(at) });
    }
  }
  for (const [name, list] of found) found.set(name, inOrder(list));
  return found;
}

export const inOrder = (checks) => checks.toSorted((one, other) => one.at - other.at);

/* Adds one. Reads what is kept anew, as another tab may have added some; what cannot be read is put aside.
   Gives "" or why it is not kept: newer (a newer version wrote what is there) or full. */
export function add(storage, id, check) {
  const key = PREFIX + id;
  const text = textAt(storage, key);
  const { checks, fault } = read(text);
  if (fault === "newer") return fault;
  try {
    if (fault) storage.setItem(`${key}:unreadable-${check.at}`, text);
    storage.setItem(key, toText([...checks, check]));
    return "";
  } catch {
    return "full";
  }
}
