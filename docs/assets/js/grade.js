/* grade(type, key, choice) gives {verdict, parts}: "right", "wrong" or why nothing was checked; by option whether it is
   right, where one was chosen or placed.

   type      key                            choice
   single    id                             {id: "on"}
   multiple  [id, …]                        {id: "on", …}
   text      {accept: [text, …], ignore}    {typed: text}
   number    {value, tolerance, unit}       {typed: text}
   order     [id, …] in the right order     {id: place, …}, from "1", "" for none
   match     {id: target id}                {id: target id, …}, "" for none */

const judged = (right, parts) => ({ verdict: right ? "right" : "wrong", parts: new Map(parts) });
const refused = (verdict) => ({ verdict, parts: new Map() });

export function grade(type, key, choice) {
  const values = Object.values(choice);
  const typed = type === "text" || type === "number";
  if (!values.some((value) => value.trim())) return refused(typed ? "empty_text" : "empty");
  return GRADERS[type](key, choice, values);
}

const GRADERS = {
  single: (key, choice) => GRADERS.multiple([key], choice),

  multiple(key, choice) {
    const parts = Object.keys(choice).map((id) => [id, key.includes(id)]);
    return judged(parts.length === key.length && parts.every(([, right]) => right), parts);
  },

  text({ accept, ignore }, { typed }) {
    return judged(accept.some((each) => fold(each, ignore) === fold(typed, ignore)));
  },

  number({ value, tolerance, unit }, { typed }) {
    const numbers = readings(typed, unit);
    // 0.4 - 0.3 is 0.10000000000000003: the bound gives way by a hair.
    const near = (each) => Math.abs(each - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(value));
    return numbers.length ? judged(numbers.some(near)) : refused("no_number");
  },

  order(key, choice, places) {
    const given = places.filter(Boolean);
    if (new Set(given).size < given.length) return refused("same_place");
    const right = key.map((id, at) => [id, `${at + 1}`]);
    return GRADERS.match(Object.fromEntries(right), choice, places);
  },

  match(key, choice, targets) {
    if (targets.includes("")) return refused("incomplete");
    const parts = Object.entries(choice).map(([id, target]) => [id, key[id] === target]);
    return judged(parts.every(([, right]) => right), parts);
  },
};

/* 1,500 has two readings, 1500 and 1.5; either may be right. */
export function readings(typed, unit) {
  let text = fold(typed, ["case"]).replace("\u2212", "-");
  const word = fold(unit, ["case"]);
  if (text.startsWith(word)) text = text.slice(word.length);
  else if (text.endsWith(word)) text = text.slice(0, -word.length);
  const [, sign, digits] = /^([+-]?) ?(.*)$/.exec(text.trim().replace(/\s/g, " "));
  const found = [];
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits)) found.push(digits.replaceAll(",", ""));
  if (/^(\d+|\d{1,3}( \d{3})+|(?=.))([.,]\d+)?$/.test(digits)) found.push(digits.replaceAll(" ", "").replace(",", "."));
  return found.map((each) => Number(sign + each));
}

/* Folds as `answer_fold` in macros/rules/keys.py does, with Python's white space. */
export function fold(text, ignore) {
  text = text.replace(ENDS, "").normalize("NFC");
  if (ignore.includes("diacritics")) text = [...text.normalize("NFD")].filter((each) => !combines(each)).join("");
  if (ignore.includes("case")) text = text.toLowerCase();
  return ignore.includes("space") ? text.replace(SPACES, "") : text;
}

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const ENDS = new RegExp(`^${SPACES.source}|${SPACES.source}$`, "g");

// Normalizing sorts combining marks, U+0345 last: what moves in front of it is one.
function combines(sign) {
  return sign === "\u0345" || `\u0345${sign}`.normalize("NFD") !== `\u0345${sign}`;
}
