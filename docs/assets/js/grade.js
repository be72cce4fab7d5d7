/* Gives {verdict: right, wrong or why nothing was checked; parts: by id whether it is right}.
   key: see `_key` in macros/render.py · choice: {id: "on"} if ticked, {typed} or {id: place or target} */
export function grade(type, key, choice) {
  const values = Object.values(choice);
  const given = values.filter((value) => value.trim());
  const fault =
    (!given.length && ("typed" in choice ? "empty_text" : "empty")) ||
    (type === "number" && !readings(choice.typed, key.unit).length && "no_number") ||
    (type === "order" && new Set(given).size < given.length && "same_place") ||
    (given.length < values.length && "incomplete");
  const parts = new Map(fault ? [] : Object.entries(choice).map(([id, value]) => [id, isRight[type](key, value, id)]));
  const whole = type !== "multiple" || parts.size === key.length;
  return { verdict: fault || (whole && [...parts.values()].every(Boolean) ? "right" : "wrong"), parts };
}

const isRight = {
  single: (key, _, id) => id === key,
  multiple: (key, _, id) => key.includes(id),
  order: (key, place, id) => key[place - 1] === id,
  match: (key, target, id) => key[id] === target,
  text: ({ accept, ignore }, typed) => accept.some((each) => fold(each, ignore) === fold(typed, ignore)),
  // 0.4 - 0.3 is more than 0.1, by a hair.
  number: ({ value, tolerance, unit }, typed) =>
    readings(typed, unit).some((each) => Math.abs(each - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(value))),
};

/* 1,500 is 1500 or 1.5. */
export function readings(typed, unit) {
  const word = fold(unit, ["case"]);
  const text = fold(typed, ["case"]).replace(word, word && "|").replace("\u2212", "-").replace(/\s/g, " ");
  const [, sign, digits] = /^\|? *([+-]?) ?(.*?) *\|?$/.exec(text);
  const found = [];
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(digits)) found.push(digits.replaceAll(",", ""));
  if (/^([1-9]\d{0,2}(\.\d{3})+,|\d+[.,]?|\d{1,3}( \d{3})+[.,]?|[.,](?=\d))\d*$/.test(digits))
    found.push(digits.replace(/[ .](?=.*,)| /g, "").replace(",", "."));
  return found.map((each) => Number(sign + each));
}

/* As `answer_fold` in macros/rules/keys.py, with Python's white space. */
export function fold(text, ignore) {
  text = text.replace(ENDS, "").normalize("NFC");
  if (ignore.includes("diacritics")) text = [...text.normalize("NFD")].filter((each) => !combines(each)).join("");
  if (ignore.includes("case")) text = text.toLowerCase();
  return ignore.includes("space") ? text.replace(SPACES, "") : text;
}

const SPACES = /((?!\ufeff)[\s\x1c-\x1f\x85])+/g;
const ENDS = new RegExp(`^${SPACES.source}|${SPACES.source}$`, "g");

// Normalizing sorts combining marks, this one last.
function combines(sign) {
  const last = "\u0345";
  return sign === last || (last + sign).normalize("NFD") !== last + sign;
}
