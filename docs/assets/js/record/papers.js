/* The papers of the final that are kept: footbridge:final:<code> holds {v: 1, at, questions: [ids]}, and the answers stand
   under footbridge:final:<code>:<quiz>/<question>, as store.js describes them. An edge: it reads the storage. */
import { Answers } from "../store.js";
import { keysOf, textAt } from "./storage.js";

const PAPER = /^footbridge:final:([A-Z0-9]{4}-\d{1,3})$/;
export const paperKey = (code) => `footbridge:final:${code}`;

/* All that can be read, the newest first: {code, at, questions, right: at the first try, done: how many}. */
export function readPapers(storage) {
  return keysOf(storage)
    .flatMap((key) => {
      const [, code] = PAPER.exec(key) ?? [];
      const { v, at, questions } = (code && read(storage, key)) || {};
      const sound = v === 1 && Number.isSafeInteger(at) && Array.isArray(questions) && questions.every(isText);
      return sound ? [{ code, at, questions, ...result(storage, code, questions) }] : [];
    })
    .sort((one, other) => other.at - one.at);
}

const isText = (value) => typeof value === "string";

function read(storage, key) {
  try {
    return JSON.parse(textAt(storage, key));
  } catch {
    return null;
  }
}

function result(storage, code, questions) {
  const answers = new Answers({ localStorage: storage }, `${paperKey(code)}:`);
  const records = questions.map((id) => answers.read(id));
  return {
    right: records.filter((record) => record?.firstRight).length,
    done: records.filter((record) => record && record.state !== "open").length,
  };
}
