/* How well a topic is known, from all checks of its questions. Pure: days come in, no clock is read.

   tried     fewer than 70 % of the questions that its lesson asks were right at the last first try
   familiar  70 % or more
   can       all of them
   kept      all, and one was right again in a review or the final at least three days later

   A wrong answer lowers the level by one at most, once a day, where the share or “kept” no longer holds, and is named as
   the reason; one to a question that no lesson asks ends “kept” alone. A question that was added since lowers nothing;
   one that was removed counts where it was asked. */
export const LEVELS = ["none", "tried", "familiar", "can", "kept"];
const FAMILIAR = 0.7;
const DAYS = 3;

/* topic: of course.json · checks: its list of checks.js · between(day, day): days
   Gives {level, fell: {question, day, in} or undefined, missing: questions of the lesson without a check, right: how
   many of those were right at the last first try} */
export function levelOf(topic, checks, between) {
  const state = { level: 0, last: new Map(), lowered: "", since: "" };
  for (const check of checks) step(state, topic, check, between);
  const seen = new Set(checks.map(({ question }) => question));
  const asked = Object.keys(topic.asked);
  const { level, fell, last } = state;
  const right = asked.filter((id) => last.get(id)).length;
  return { level: LEVELS[level], fell, missing: asked.filter((id) => !seen.has(id)), right };
}

function step(state, topic, check, between) {
  const { level, since, last } = state;
  const held = check.question in topic.held;
  if (held && !level) return; // the final alone begins no lesson
  if (!held && (last.get(check.question) !== check.right || check.of !== state.of)) {
    last.set(check.question, check.right);
    Object.assign(state, { of: check.of, shown: Math.max(levelByShare(last, topic, check.of), 1) });
  }
  const { shown } = state;
  if (!check.right) return lower(state, Math.max(shown, level - 1), check);
  const kept = shown === 3 && level === 3 && check.in !== "lesson" && between(since, check.day) >= DAYS;
  const next = kept ? 4 : shown;
  if (next > level) Object.assign(state, { level: next, since: check.day, fell: undefined });
}

function levelByShare(last, topic, of) {
  const total = Object.keys(topic.asked).length;
  // While the lesson had other questions than today, all that were asked count.
  const now = of === undefined || of === total;
  const answers = [...last].filter(([question]) => !now || question in topic.asked).map(([, right]) => right);
  const share = answers.filter(Boolean).length / Math.max(now ? total : of, answers.length, 1);
  return share >= 1 ? 3 : share >= FAMILIAR ? 2 : 1;
}

function lower(state, level, { day, question, in: place }) {
  if (level > state.level) state.level = level; // a first answer, if a wrong one
  if (level >= state.level || state.lowered === day) return;
  Object.assign(state, { level, lowered: day, since: day, fell: { question, day, in: place } });
}
