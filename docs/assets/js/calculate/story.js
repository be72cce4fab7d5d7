/* The three parts as one text, how long it takes aloud, and words that raise a question. */

export function calculate(c) {
  const blocks = {
    start: secondLook(c, c.form("start").reason),
    parts: [...whole(c), ...balance(c, c.form("parts")), ...secondLook(c, text(c))],
  };
  return Object.fromEntries(Object.entries(blocks).filter(([, each]) => each.length));
}

export function text(c) {
  const { past, link, proof } = c.form("parts");
  return [past, link, proof].map((each) => each.trim()).filter(Boolean).join("\n\n");
}

const count = (typed) => typed.split(/\s+/).filter(Boolean).length;

function whole(c) {
  const words = count(text(c));
  if (!words) return [];
  const { pace, length } = c.data["reading-aloud"].rows;
  const seconds = (words * 60) / pace.figure.low;
  const over = words - Math.floor((length.figure.low * pace.figure.low) / 60);
  const said = { pace: pace.figure.text, length: length.figure.text };
  const blocks = [
    { title: c.t("whole") },
    { copy: text(c) },
    { text: c.t("length", { ...said, words: c.number(words), seconds: c.number(seconds) }) },
  ];
  return over > 0 ? [...blocks, { note: c.t("long", { ...said, words: c.number(over) }) }] : blocks;
}

/* A part left out, or one that takes more than half; of a beginning nothing is said. */
function balance({ t, list }, { past, link, proof }) {
  const parts = [
    [t("past"), count(past)],
    [t("link"), count(link)],
    [t("proof"), count(proof)],
  ];
  const total = parts.reduce((sum, [, words]) => sum + words, 0);
  const empty = parts.filter(([, words]) => !words).map(([name]) => name);
  if (!total) return [];
  if (empty.length) return [{ note: t("empty", { parts: list(empty) }) }];
  return parts.filter(([, words]) => words * 2 > total).map(([part]) => ({ note: t("half", { part }) }));
}

/* Whole words, whatever the case and the marks between them; a question each, never a ban. */
function secondLook({ t, data }, typed) {
  const plain = (words) => ` ${words.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu)?.join(" ") ?? ""} `;
  const found = Object.values(data["second-look"].rows).filter(({ word }) => plain(typed).includes(plain(word)));
  return found.length ? [{ title: t("look-title") }, { list: found.map((row) => t("look-item", row)) }] : [];
}
