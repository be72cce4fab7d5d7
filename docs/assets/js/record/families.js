/* The kinds of what the browser keeps. Pure: all of it is text by key.

   A family has {name, pattern: of its keys, fault(text): "", broken or newer, merge(here, there): the text to keep}
   In `merge` both texts are sound, and they differ. */
import { Answers } from "../store.js";
import { parse as parseSheet } from "../worksheet/record.js";
import { inOrder, parse as parseChecks, toText } from "./checks.js";
import { CODE, ID, QUESTION, isMap, isPaper, isText, isTime } from "./shape.js";

export const PREFIX = "footbridge:";
const PAPER = `final:${CODE}`;

/* A fault where the text is no record of version 1 that fits. */
const brokenUnless = (fits) => (text) => {
  try {
    const record = JSON.parse(text);
    return isMap(record) && record.v === 1 && fits(record) ? "" : "broken";
  } catch {
    return "broken";
  }
};

const hasTime = brokenUnless(({ at }) => isTime(at));
const isSoundPaper = brokenUnless(isPaper);
const isStart = brokenUnless(({ answers }) => isMap(answers) && Object.values(answers).every(isText));
const isAnswer = (text) => (new Answers({ localStorage: { getItem: () => text } }).read("") ? "" : "broken");
const isSheet = (text) => {
  const { fault, record } = parseSheet(text);
  if (fault) return { unreadable: "broken", newer: "newer" }[fault];
  return record.changed === undefined || isTime(record.changed) ? "" : "broken";
};

/* Those here, unless the other is later, or earlier, by the number under `name`. */
const here = (mine) => mine;
const numberAt = (text, name) => Number(JSON.parse(text)[name]) || 0;
const latest = (name) => (mine, theirs) => (numberAt(theirs, name) > numberAt(mine, name) ? theirs : mine);
const earliest = (name) => (mine, theirs) => (numberAt(theirs, name) < numberAt(mine, name) ? theirs : mine);

const FAMILIES = [
  ["answers", `answer:${QUESTION}`, isAnswer, latest("changed")],
  ["checks", `checks:${QUESTION}`, (text) => (parseChecks(text).length ? "" : "broken"), mergeChecks],
  ["sheets", `worksheet:${ID}`, isSheet, mergeSheets],
  ["aside", `(?:worksheet:${ID}|checks:${QUESTION}):unreadable-\\d{1,15}`, () => "", here],
  ["read", `read:${ID}`, hasTime, earliest("at")],
  ["papers", PAPER, isSoundPaper, here],
  ["final", `${PAPER}:${QUESTION}`, isAnswer, latest("changed")],
  ["start", "start", isStart, latest("changed")],
  ["settings", "settings", brokenUnless(() => true), here],
  ["dates", "backup", hasTime, latest("at")],
].map(([name, keys, fault, merge]) => ({ name, pattern: new RegExp(`^${PREFIX}(?:${keys})$`), fault, merge }));

/* undefined for a key that is none of ours. */
export const familyOf = (key) => FAMILIES.find(({ pattern }) => pattern.test(key));

/* The names of all families, in the order in which they are told. */
export const NAMES = FAMILIES.map(({ name }) => name);

/* Each check as often as it stands on the side that has it more often. */
function mergeChecks(mine, theirs) {
  const checks = parseChecks(mine);
  const left = checks.map(sameness);
  const more = parseChecks(theirs).filter((check) => {
    const at = left.indexOf(sameness(check));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return more.length ? toText(inOrder([...checks, ...more])) : mine;
}

const sameness = ({ at, right, in: place, of, sure }) => JSON.stringify([at, right, place, of, sure]);

/* Field by field: where both have text, that of the sheet that was changed later stays. */
function mergeSheets(mine, theirs) {
  const sheets = [mine, theirs].map((text) => parseSheet(text).record);
  const [newer, older] = numberAt(theirs, "changed") > numberAt(mine, "changed") ? sheets.toReversed() : sheets;
  const sent = Math.max(newer.sent ?? 0, older.sent ?? 0);
  return JSON.stringify({ ...newer, parts: join(newer.parts, older.parts, joinParts), ...(sent && { sent }) });
}

/* What either has, in the order of the newer; `both` says what becomes of what both have. */
function join(newer, older, both) {
  const keys = new Set([...Object.keys(newer), ...Object.keys(older)]);
  const value = (key) => {
    if (!Object.hasOwn(older, key)) return newer[key];
    return Object.hasOwn(newer, key) ? both(newer[key], older[key], key) : older[key];
  };
  return Object.fromEntries([...keys].map((key) => [key, value(key)]));
}

const joinParts = (newer, older) =>
  join(newer, older, (one, other, key) => {
    if (key === "rows") return join(one, other, (row, old) => join(row, old, joinFields));
    return key === "order" ? [...new Set([...one, ...other])] : joinFields(one, other);
  });

/* A text, or the history of one: [[day, text], …] */
function joinFields(newer, older) {
  if (isText(newer)) return newer || older;
  const known = newer.map(String);
  const more = older.filter((entry) => !known.includes(String(entry)));
  return more.length ? [...newer, ...more].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)) : newer;
}
