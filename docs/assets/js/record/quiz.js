/* A quiz of questions that were loaded, put together for a review or the final. */
import "../course-quiz.js";
import { translator } from "../worksheet/words.js";
import { contents, root } from "./contents.js";
import { read } from "./settings.js";
import { storageOf } from "./storage.js";

/* template: holds an empty quiz · html: question id to HTML, made by this site · place: review or final
   name(at): the words above question `at`, counted from 1 · answers: where they are kept
   Gives the section with the quiz, not yet in the page. */
export async function makeQuiz(template, html, { place, name, answers }) {
  const section = document.importNode(template.content, true).querySelector("section");
  const quiz = section.querySelector("course-quiz");
  quiz.dataset.in = place;
  quiz.answers = answers;
  const end = quiz.querySelector(".quiz__note");
  for (const [at, text] of html.entries()) {
    end.insertAdjacentHTML("beforebegin", text);
    const form = end.previousElementSibling;
    form.querySelector(".question__place").textContent = name(at + 1, form);
    // They were written for the first page.
    for (const link of form.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), root);
  }
  if (read(storageOf(window)).sure) {
    const { askSure } = await import("../page/confidence.js");
    askSure(quiz, translator((await contents()).words));
  }
  return section;
}
