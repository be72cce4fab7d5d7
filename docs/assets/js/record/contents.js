/* What the course holds: assets/course.json, made by macros/beside.py. The site's address follows from this script's. */
export const root = new URL("../../../", import.meta.url);

let asked;

/* Gives the contents; asks for them once a page. Throws where they cannot be had. */
export const contents = () => (asked ??= fetchJson("assets/course.json"));

/* Gives the questions of a lesson's quiz, or those held back for the final, as HTML by id. */
export const questions = (quiz) => fetchJson(`assets/questions/${quiz}.json`);
export const heldBack = () => questions("final/all");

async function fetchJson(path) {
  const answer = await fetch(new URL(path, root));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}
