/* All that My course shows, read from the storage once. */
import { readReview } from "./kept.js";
import { levelOf } from "./levels.js";
import { readPapers } from "./papers.js";
import { readSheets } from "./sheets.js";
import { isTime } from "./shape.js";
import { keysOf, textAt } from "./storage.js";

/* course: as course.json · days: see days.js
   Gives what readReview gives, and {begun: whether anything is kept, topics: [{...topic, level, fell, missing, last}],
   papers, sheets: [{...sheet, changed: milliseconds, 0 where it is empty}], suggested: the lesson that Start here
   suggested to begin with, if any, backup: milliseconds or 0} */
export function readRecord({ topics, sheets }, storage, days) {
  const review = readReview(topics, storage, days);
  const last = new Map(review.entries.map(({ topic, checks }) => [topic.name, checks.at(-1).at]));
  return {
    ...review,
    begun: keysOf(storage).some((key) => /^footbridge:(checks|read|worksheet|start)\b/.test(key)),
    topics: topics.map((topic) => ({ ...topic, ...levelOf(topic, review.lists.get(topic.name), days.between), last: last.get(topic.name) ?? 0 })),
    papers: readPapers(storage, topics),
    sheets: readSheets(sheets, storage),
    suggested: field(storage, "footbridge:start", "begin"),
    backup: timeIn(storage, "footbridge:backup"),
  };
}

function timeIn(storage, key) {
  const at = field(storage, key, "at");
  return isTime(at) ? at : 0;
}

function field(storage, key, name) {
  try {
    return JSON.parse(textAt(storage, key))[name];
  } catch {
    return undefined;
  }
}
