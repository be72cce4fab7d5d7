/* What a review is made from, read from the storage: the edge between what is kept and the schedule. */
import { byTopic, readAll } from "./checks.js";
import { doneToday, draw, nextDay, schedule } from "./schedule.js";

/* topics: of course.json · days: see days.js
   Gives {lists: checks by topic, entries: topics that were begun, questions: for now, done: today, next: day of the next} */
export function readReview(topics, storage, days) {
  const lists = byTopic(topics, readAll(storage), days);
  const entries = schedule(topics, lists, days);
  const [questions, done] = [draw(entries, days.today), doneToday(entries, days.today)];
  return { lists, entries, questions, done, next: nextDay(entries) };
}
