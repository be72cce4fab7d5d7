/* When a topic comes up for review, and with which questions. Pure: today comes in, no clock is read.

   A topic stands in one of five boxes and comes up so many days after it was last asked. All right on a day that it
   was due moves it one box on; anything wrong, back to the first. Fixed steps: what matters is that there is a space
   between two tries, not which (Latimier, Peyre and Ramus 2021: spaced against massed g = 0.74, growing against equal
   steps 0.03). */
import { groupBy, inTurns } from "./groups.js";

const BOXES = [1, 3, 7, 16, 35]; // days
export const MOST = 12; // questions a day
const LESSONS = { least: 3, most: 6 }; // mixed in one review, where so many are begun; each is a file to load

/* What is known of each topic that was begun: {topic, box, last, due: day, since: the day from which on it was due
   before anything was answered today, checks}. lists: of checks.js, by topic · days: {today, between, after} */
export function schedule(topics, lists, { today, between, after }) {
  const dueAfter = ({ box, last }) => after(last, BOXES[box]);
  return topics.flatMap((topic) => {
    const checks = lists.get(topic.name);
    if (!checks.some(({ question }) => question in topic.asked)) return []; // nothing that could be asked again
    const state = { box: 0, last: checks[0].day };
    const mixed = groupBy(checks.filter((check) => check.in !== "lesson"), (check) => check.day);
    const { [today]: now = [], ...before } = Object.fromEntries(mixed);
    for (const [day, answers] of Object.entries(before)) move(state, day, answers, between);
    const since = dueAfter(state);
    if (now.length) move(state, today, now, between);
    return [{ topic, ...state, due: dueAfter(state), since, checks }];
  });
}

function move(state, day, answers, between) {
  if (answers.some(({ right }) => !right)) Object.assign(state, { box: 0, last: day });
  else if (between(state.last, day) >= BOXES[state.box]) {
    Object.assign(state, { box: Math.min(state.box + 1, BOXES.length - 1), last: day });
  }
}

/* How many questions of a review were answered today. */
export function doneToday(entries, today) {
  return entries.flatMap(({ checks }) => checks).filter((check) => check.in === "review" && check.day === today).length;
}

/* The topics of today's review, the longest due first. */
export const dueOn = (entries, today) => bySince(entries.filter(({ since }) => since <= today));

const bySince = (entries) => entries.toSorted((one, other) => compare(one.since, other.since));
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/* The day on which something is due next; "" for never. */
export const nextDay = (entries) => entries.map(({ due }) => due).sort()[0] ?? "";

/* The questions for now: ids, mixed so that no two of a lesson stand together where that can be. Never a backlog.
   Wrong at the last try first, then once sure and wrong, then the longest not asked. */
export function draw(entries, today) {
  const due = dueOn(entries, today);
  const room = MOST - doneToday(entries, today);
  if (!due.length || room <= 0) return [];
  const others = bySince(entries.filter((entry) => !due.includes(entry)));
  const chosen = [...due.slice(0, LESSONS.most), ...others.slice(0, Math.max(0, LESSONS.least - due.length))];
  const share = Math.ceil(MOST / Math.max(chosen.length, LESSONS.least));
  const ranked = chosen.flatMap((entry) => candidates(entry, today, share)).sort(byNeed);
  return inTurns(ranked.slice(0, room), ({ topic }) => topic).map(({ question }) => question);
}

/* The questions of its lesson that were asked before, the most needed first: as many as today's share leaves. */
function candidates({ topic, checks }, today, share) {
  const known = [...groupBy(checks, ({ question }) => question)].filter(([question]) => question in topic.asked);
  const isDone = ([, all]) => all.some((check) => check.in === "review" && check.day === today);
  const done = known.filter(isDone).length;
  return known
    .filter((each) => !isDone(each))
    .map(([question, all]) => ({ question, topic: topic.name, need: need(all), last: all.at(-1).at }))
    .sort(byNeed)
    .slice(0, Math.max(0, share - done));
}

function need(checks) {
  if (!checks.at(-1).right) return 0;
  return checks.some(({ right, sure }) => !right && sure === "sure") ? 1 : 2;
}

const byNeed = (one, other) => one.need - other.need || one.last - other.last || compare(one.question, other.question);
