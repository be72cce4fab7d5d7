/* The paper of the final: two questions a lesson, the same for the same code on every device. Pure.

   A code is a word and the number of the try, such as K7Q2-1. The word orders the questions of each lesson, those held
   back first, levels taken in turn; each try takes the next two, so that a second try meets none twice before all
   are used. */
import { inTurns } from "./groups.js";

const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // none that is read as another
const PER_LESSON = 2;
const TRIES = 6; // after which a word has asked all twelve questions of a lesson
const CODE = /^([A-Z0-9]{4})(?:-(\d{1,3}))?$/;

/* Gives {word, attempt} of a typed code; null where it is none. */
export function readCode(text) {
  const [, word, attempt = "1"] = CODE.exec(text.trim().toUpperCase()) ?? [];
  return word && Number(attempt) ? { word, attempt: Number(attempt) } : null;
}

export const toCode = ({ word, attempt }) => `${word}-${attempt}`;

/* Gives the code of a new paper: of the words in use and a new one the try that repeats least of earlier papers.
   papers: [{code, questions}], the latest first · random(): from 0 to below 1 */
export function newCode(topics, papers, random) {
  const words = [...new Set(papers.map(({ code }) => readCode(code).word)), newWord(random)];
  const used = new Set(papers.map(({ code }) => code));
  const seen = new Set(papers.flatMap(({ questions }) => questions));
  const codes = words.flatMap((word) => Array.from({ length: TRIES }, (_, at) => ({ word, attempt: at + 1 })));
  const repeats = (code) => drawPaper(topics, code).filter((id) => seen.has(id)).length;
  const found = codes.filter((code) => !used.has(toCode(code))).map((code) => ({ code, repeats: repeats(code) }));
  return toCode(found.toSorted((one, other) => one.repeats - other.repeats)[0].code);
}

const newWord = (random) => Array.from({ length: 4 }, () => SIGNS[Math.floor(random() * SIGNS.length)]).join("");

/* Gives the ids of the questions, in the order in which they are asked. topics: of course.json */
export function drawPaper(topics, { word, attempt }) {
  const pairs = topics.map((topic) => {
    const order = [...byLevel(topic.held, word), ...byLevel(topic.asked, word)];
    const start = (PER_LESSON * (attempt - 1)) % Math.max(order.length, 1);
    return [...order, ...order].slice(start, start + Math.min(PER_LESSON, order.length));
  });
  // The lessons mixed, with the second question of each after the first of all.
  return Array.from({ length: PER_LESSON }, (_, at) =>
    byHash(pairs.flatMap((pair) => pair.slice(at, at + 1)), `${word}-${attempt}`),
  ).flat();
}

/* questions: id to level. A level after the other. */
const byLevel = (questions, word) => inTurns(byHash(Object.keys(questions), word), (id) => questions[id]);

const byHash = (ids, seed) =>
  ids
    .map((id) => [hash(`${seed}/${id}`), id])
    .sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1))
    .map(([, id]) => id);

/* FNV-1a, 32 bits, stirred at the end: near-alike texts come far apart. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
