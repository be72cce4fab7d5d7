/* The filter above all questions, and their printing. The questions stand below it, a quiz for each lesson.

   What a filter shows is settled when it is chosen: a question that is answered meanwhile stays where it is. */
import { readAll } from "./record/checks.js";
import { storageOf } from "./record/storage.js";
import { Tool } from "./record/tool.js";
import { Answers } from "./store.js";

class CourseQuestions extends Tool {
  start() {
    this.all = document.querySelector(".all-questions");
    const lessons = [...this.all.querySelectorAll(".all-questions__contents a")];
    const [lesson, state] = this.querySelectorAll("select");
    lesson.append(...lessons.map((link) => new Option(link.textContent, link.hash)));
    this.on(this, "change", () => this.filter(lesson.value, state.value));
    this.on(this, "click", ({ target }) => target.dataset.do && this.print(target.dataset.do));
  }

  /* lesson: #id of its section · state: open, tried and not right, or new; "" for any */
  filter(lesson, state) {
    const answers = new Answers(window);
    const checks = readAll(storageOf(window));
    const all = [...this.all.querySelectorAll(".question")];
    const shown = all.filter((form) => form.matches(`${lesson} *`) && (!state || stateOf(form, answers, checks) === state));
    for (const form of all) form.hidden = !shown.includes(form);
    for (const part of this.all.querySelectorAll(".all-questions__objective, .all-questions__held, .all-questions__lesson")) {
      part.hidden = !part.querySelector(".question:not([hidden])");
    }
    for (const link of this.all.querySelectorAll(".all-questions__contents a")) {
      link.parentElement.hidden = document.querySelector(link.hash).hidden;
    }
    const held = shown.filter((form) => form.closest(".all-questions__held")).length;
    const said = shown.length ? this.t("questions_shown", { shown: shown.length, total: all.length }) : this.t("questions_none");
    this.say(held ? `${said} ${this.t("questions_folded", { held })}` : said);
  }

  /* Each quiz forgets it after printing. */
  print(kind) {
    for (const quiz of this.all.querySelectorAll("course-quiz")) quiz.dataset.print = kind;
    print();
  }
}

/* A question asked anew looks new, yet was tried; so was one that a review or the final asked. */
function stateOf({ dataset: { state, question } }, answers, checks) {
  const last = checks.get(question)?.at(-1);
  if (state === "right" || (state === "new" && last?.right)) return "right";
  return state === "new" && !last && !answers.read(question) ? "new" : "open";
}

customElements.define("course-questions", CourseQuestions);
