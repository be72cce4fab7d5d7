/* The papers of the final that are kept: footbridge:final:<code> holds {v: 1, at, questions: [ids]}, the answers stand
   under footbridge:final:<code>:<quiz>/<question>; see store.js. */
import { Answers } from "../store.js";
import { CODE, isPaper } from "./shape.js";
import { keysOf, valueAt } from "./storage.js";

const PAPER = new RegExp(`^footbridge:final:(${CODE})$`);
export const paperKey = (code) => `footbridge:final:${code}`;

/* All that can be read, the newest first: {code, at, questions, total: how many of them the course still has, done: of
   those, how many were tried, right: at the first try}. topics: of course.json */
export function readPapers(storage, topics) {
  const isKnown = (id) => topics.some(({ asked, held }) => id in asked || id in held);
  return keysOf(storage)
    .flatMap((key) => {
      const [, code] = PAPER.exec(key) ?? [];
      const paper = (code && valueAt(storage, key)) || {};
      if (!isPaper(paper)) return [];
      const { at, questions } = paper;
      return [{ code, at, questions, ...result(storage, code, questions.filter(isKnown)) }];
    })
    .sort((one, other) => other.at - one.at);
}

function result(storage, code, questions) {
  const answers = new Answers({ localStorage: storage }, `${paperKey(code)}:`);
  const records = questions.map((id) => answers.read(id));
  return {
    total: questions.length,
    right: records.filter((record) => record?.firstRight).length,
    done: records.filter(Boolean).length,
  };
}
