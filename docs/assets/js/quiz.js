/* Questions that stand together and, at a lesson's end, their result. */
import { Question } from "./question.js";
import { Answers, keyOf } from "./store.js";

const answers = new Answers(storageOfPage());

export class CourseQuiz extends HTMLElement {
  connectedCallback() {
    const words = JSON.parse(this.dataset.words);
    this.t = (key, values) => words[key].replace(/{(\w+)}/g, (all, name) => values?.[name] ?? all);
    this.questions = [...this.querySelectorAll(".question")].map((form) => new Question(form, this.t, answers));
    const { signal } = (this.listening = new AbortController());
    for (const type of ["submit", "click", "keydown"]) this.addEventListener(type, this, { signal });
    for (const type of ["storage", "afterprint"]) addEventListener(type, this, { signal });
    // A choice made before the script came stays, unless one is kept.
    for (const each of this.questions) each.record ? each.restore() : each.draw();
    this.draw();
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  handleEvent(event) {
    this[`on${event.type}`](event);
  }

  onsubmit(event) {
    event.preventDefault();
    this.questionOf(event).check();
    this.draw();
  }

  onclick(event) {
    const action = event.target.closest("[data-do]")?.dataset.do;
    if (action === "show") this.questionOf(event).show();
    if (action === "retry") this.again(this.missed);
    if (action === "restart") this.again(this.questions);
    if (/^print/.test(action)) {
      this.dataset.print = action;
      window.print();
    }
    if (action) this.draw();
  }

  // The theme's one-key shortcuts end here: the page stays, and the key is typed.
  onkeydown(event) {
    if (event.key.length === 1) event.stopPropagation();
  }

  // In another tab; no key means all.
  onstorage({ key }) {
    for (const each of this.questions) if (!key || key === keyOf(each.id)) each.restore();
    this.draw();
  }

  onafterprint() {
    delete this.dataset.print;
  }

  questionOf({ target }) {
    return this.questions.find((each) => each.form.contains(target));
  }

  get missed() {
    return this.questions.filter((each) => !each.record?.firstRight);
  }

  again(questions) {
    for (const each of questions) each.clear();
    questions[0].focus();
  }

  draw() {
    const end = this.querySelector(".quiz__end");
    if (!end) return;
    const { missed, questions } = this;
    const total = questions.length;
    const done = total > 0 && questions.every((each) => each.done);
    const outcome = done && (missed.length ? "missed" : "all-right");
    end.hidden = false;
    for (const part of end.querySelectorAll("[data-when]")) part.hidden = !part.matches(`[data-when~=${outcome}]`);
    const score = this.t("result_score", { right: total - missed.length, total });
    end.querySelector(".quiz__score").textContent = done ? score : "";
    end.querySelector(".quiz__missed").replaceChildren(...missed.map(lineOf));
  }
}

function lineOf({ form }) {
  const line = document.createElement("li");
  const link = form.querySelector(".question__review a").cloneNode(true);
  line.append(form.querySelector(".question__place").textContent, " ", link);
  return line;
}

function storageOfPage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
