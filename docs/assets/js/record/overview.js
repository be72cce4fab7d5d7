/* What My course shows of lessons, reviews and papers, read from the storage once. */
import { readReview } from "./kept.js";
import { levelOf } from "./levels.js";
import { readPapers } from "./papers.js";
import { keysOf, textAt } from "./storage.js";

/* topics: of course.json · days: see days.js
   Gives what readReview gives, and {begun: whether anything is kept, topics: [{...topic, level, fell, missing, last}],
   papers, backup: milliseconds or 0} */
export function readRecord(topics, storage, days) {
  const review = readReview(topics, storage, days);
  const last = new Map(review.entries.map(({ topic, checks }) => [topic.name, checks.at(-1).day]));
  return {
    ...review,
    begun: keysOf(storage).some((key) => /^footbridge:(checks|read|worksheet|start)\b/.test(key)),
    topics: topics.map((topic) => ({ ...topic, ...levelOf(topic, review.lists.get(topic.name), days.between), last: last.get(topic.name) ?? "" })),
    papers: readPapers(storage),
    backup: backupAt(textAt(storage, "footbridge:backup")),
  };
}

function backupAt(text) {
  try {
    const { at } = JSON.parse(text);
    return Number.isSafeInteger(at) ? at : 0;
  } catch {
    return 0;
  }
}
