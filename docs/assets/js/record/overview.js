/* All that My course shows, read from the storage once. */
import { readReview } from "./kept.js";
import { levelOf } from "./levels.js";
import { readPapers } from "./papers.js";
import { readSheets } from "./sheets.js";
import { isTime } from "./shape.js";
import { keysOf, valueAt } from "./storage.js";

/* course: as course.json · days: see days.js
   Gives what readReview gives, and {begun: whether anything is kept, topics: [{...topic, level, fell, missing, last}],
   papers, sheets: [{...sheet, changed: milliseconds, 0 where it is empty}], suggested: the lesson that Start here
   suggested to begin with, if any, backup: milliseconds or 0} */
export function readRecord({ topics, sheets }, storage, days) {
  const review = readReview(topics, storage, days);
  const backup = valueAt(storage, "footbridge:backup")?.at;
  return {
    ...review,
    begun: keysOf(storage).some((key) => /^footbridge:(checks|read|worksheet|start)\b/.test(key)),
    topics: topics.map((topic) => {
      const checks = review.lists.get(topic.name);
      return { ...topic, ...levelOf(topic, checks, days.between), last: checks.at(-1)?.at ?? 0 };
    }),
    papers: readPapers(storage, topics),
    sheets: readSheets(sheets, storage),
    suggested: valueAt(storage, "footbridge:start")?.begin,
    backup: isTime(backup) ? backup : 0,
  };
}
