/* Start here: footbridge:start holds {v: 1, answers: {<quiz>/<question>: choice}, begin?, changed}
   choice: an option's id, "" for “I do not know” · begin: the lesson suggested for these answers · changed: milliseconds

   And what follows from the answers: where to begin, what to skim, what to read. Nothing is scored. Pure. */
import { grade } from "../grade.js";
import { isQuestion } from "./shape.js";

const CHOICE = /^([a-z0-9][a-z0-9-]*)?$/;

/* The answers in a text; none where it cannot be read. */
export function parse(text) {
  try {
    const { v, answers } = JSON.parse(text);
    const sound = ([id, choice]) => isQuestion(id) && typeof choice === "string" && CHOICE.test(choice);
    if (v === 1 && Object.entries(answers).every(sound)) return { ...answers };
  } catch {}
  return {};
}

/* begin: name of a topic, where one was suggested */
export const toText = (answers, changed, begin) => JSON.stringify({ v: 1, answers, begin, changed });

/* Where a reader stands, and the units that are for that, as on the course's first page. */
const UNITS = new Map([
  ["deciding", ["decide"]],
  ["building", ["plan", "build"]],
  ["applying", ["tell", "get-hired"]],
]);

/* Gives {begin: topic, sheet: whether with its sheet, skim: topics, read: topics after the first}.
   topics: of course.json · keys: {<quiz>/<question>: key} of what is asked · aim: see UNITS; others mean the whole course

   A lesson whose question was answered as it teaches is to skim; every other is to read, those without a question too.
   Both lists begin with the units of the aim; what lies before them comes last. One begins with the first lesson of
   these units that is to read. Where none is left there, the work itself is: one begins with the sheet of their first. */
export function suggest(topics, answers, keys, aim) {
  const fits = new Set(Object.keys(keys).filter((id) => isKey(keys[id], answers[id])).map((id) => id.split("/")[0]));
  const found = topics.filter(({ unit }) => UNITS.get(aim)?.includes(unit));
  const own = found.length ? found : topics;
  const from = topics.indexOf(own[0]);
  const order = [...topics.slice(from), ...topics.slice(0, from)];
  const [skim, read] = [true, false].map((known) => order.filter(({ name }) => fits.has(name) === known));
  const begin = own.find((topic) => read.includes(topic));
  return { begin: begin ?? own[0], sheet: !begin, skim, read: read.filter((topic) => topic !== begin) };
}

const isKey = (key, choice) => Boolean(choice) && grade("single", key, { [choice]: "on" }).verdict === "right";
