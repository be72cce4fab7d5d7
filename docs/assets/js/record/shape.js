/* What values that come from a storage or a file may look like. Pure. */
export const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
export const isText = (value) => typeof value === "string";

/* Milliseconds of a day that is written with four digits. */
export const isTime = (value) => Number.isSafeInteger(value) && value >= 0 && value < Date.UTC(10_000, 0);

/* Patterns: an id, a question as <quiz>/<id>, the code of a paper of the final. */
export const ID = "[a-z0-9][a-z0-9-]*";
export const QUESTION = `${ID}/${ID}`;
export const CODE = "[A-Z0-9]{4}-[1-9]\\d{0,2}";
const IS_QUESTION = new RegExp(`^${QUESTION}$`);
export const isQuestion = (value) => isText(value) && IS_QUESTION.test(value);

/* A paper of the final: {v: 1, at, questions: [ids]} */
export const isPaper = ({ v, at, questions }) =>
  v === 1 && isTime(at) && Array.isArray(questions) && questions.length > 0 && questions.every(isQuestion);
