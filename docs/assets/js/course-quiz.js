/* The questions of a quiz and their result. */
import { grade } from "./grade.js";
import { Answers } from "./store.js";

function due(root, state) {
  for (const part of root.querySelectorAll("[data-when]")) part.hidden = !part.matches(`[data-when~="${state}"]`);
}

function add(parent, name, textContent = "") {
  return parent.appendChild(Object.assign(document.createElement(name), { textContent }));
}

const STATES = { right: "right", wrong: "open" };
const idOf = (field) => field.closest(".option")?.dataset.option ?? "typed";

/* Its state is new, open (not right yet), right or shown. A kept choice is graded anew, by today's key. */
class Question {
  constructor(form, { t, answers }) {
    const { question: id, type, key } = form.dataset;
    Object.assign(this, { form, t, answers, id, type, key: JSON.parse(key) });
    this.placed = /order|match/.test(type);
    this.ticked = /single|multiple/.test(type);
    this.fields = [...this.part("fieldset").elements];
    this.status = this.part(".question__status");
  }

  part(selector) {
    return this.form.querySelector(selector);
  }

  get record() {
    return this.answers.read(this.id);
  }

  get done() {
    return /right|shown/.test(this.state);
  }

  get choice() {
    const given = this.fields.filter((field) => !this.ticked || field.checked);
    return Object.fromEntries(given.map((field) => [idOf(field), field.value]));
  }

  set choice(choice) {
    for (const field of this.fields) {
      const value = choice[idOf(field)] ?? "";
      if (this.ticked) field.checked = value === "on";
      else field.value = value;
      if (!field.value) field.value = "";
    }
  }

  check() {
    const { choice, record } = this;
    this.say(""); // so that the same words are announced again
    if (JSON.stringify(choice) === JSON.stringify(record?.choice)) return this.draw();
    const { verdict } = grade(this.type, this.key, choice);
    const state = STATES[verdict];
    if (!state) return this.say(this.t(`say_${verdict}`), "note");
    const { firstRight, tries } = record ?? { firstRight: state === "right", tries: 0 };
    this.keep({ choice, state, firstRight, tries: tries + 1 });
  }

  show() {
    this.keep({ ...this.record, choice: this.choice, state: "shown" });
  }

  keep(record) {
    const first = !this.record;
    this.write(record);
    const detail = { id: this.id, first, ...this.record };
    this.form.dispatchEvent(new CustomEvent("course:checked", { bubbles: true, detail }));
  }

  write(record) {
    this.answers.write(this.id, record);
    this.restore();
  }

  restore() {
    this.choice = this.record?.choice ?? {};
    this.draw();
  }

  turn(field) {
    if (this.state === "open") {
      this.say("");
      this.mark(field);
    }
  }

  draw() {
    const { form, placed, record } = this;
    const { verdict, parts } = grade(this.type, this.key, this.choice);
    const judged = record && STATES[verdict];
    const state = record?.state === "shown" ? "shown" : (judged ?? "new");
    form.dataset.state = this.state = state;
    const focused = form.contains(document.activeElement);
    due(form, state);
    this.part("fieldset").disabled = this.part(".answer").open = this.done;
    for (const field of this.fields) this.mark(field, parts.get(idOf(field)));
    const right = [...parts.values()].filter(Boolean).length;
    const answer = this.part(".answer__key strong")?.textContent;
    const typed = !placed && !this.ticked;
    const word = { open: placed && right ? "partly" : "wrong", shown: typed ? "answer" : "shown" }[state];
    let said = state === "new" ? "" : this.t(`say_${word ?? state}`, { right, total: parts.size, answer });
    const hint = this.part(".question__hint");
    if (hint && (hint.open = state === "open")) said += ` ${this.t("say_hint")}`;
    this.say(said, state);
    if (this.done && focused) this.status.focus();
  }

  /* A placed line's reason names its place, and waits. */
  mark(field, right) {
    const line = field.closest(".option, .question__line");
    const reason = this.part(`[data-for="${idOf(field)}"]`);
    const tried = this.state !== "new" && right !== undefined;
    const mark = tried ? (right ? "right" : "wrong") : this.done && reason?.matches("[data-right]") ? "missed" : "";
    line.dataset.mark = mark;
    line.querySelector(".option__note")?.remove();
    if (!reason || !(tried || this.done)) return;
    const note = add(line, "p");
    note.className = "option__note";
    note.id = `${this.form.id}-${idOf(field)}`;
    field.setAttribute("aria-describedby", note.id);
    if (mark) add(note, "b", this.t(`mark_${mark}`)).after(" ");
    if (this.done || right || !this.placed) note.append(reason.lastElementChild.cloneNode(true));
  }

  say(words, tone) {
    this.status.dataset.tone = tone;
    if (this.status.textContent === words) return;
    this.status.textContent = "";
    add(this.status, "span", words);
  }

  focus() {
    this.form.scrollIntoView();
    this.fields[0].focus({ preventScroll: true });
  }
}

class CourseQuiz extends HTMLElement {
  answers = new Answers(window);

  connectedCallback() {
    const words = JSON.parse(this.dataset.words);
    this.t = (key, values = {}) => words[key].replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
    this.questions = [...this.querySelectorAll(".question")].map((form) => new Question(form, this));
    const { signal } = (this.listening = new AbortController());
    for (const type of ["click", "input", "keydown"]) this.addEventListener(type, this, { signal });
    for (const type of ["storage", "afterprint"]) addEventListener(type, this, { signal });
    // A choice made before the script came stays, unless one is kept.
    for (const each of this.questions) each.record ? each.restore() : each.draw();
    this.draw();
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  handleEvent(event) {
    const { type, target, key } = event;
    if (type === "afterprint") delete this.dataset.print;
    // no key means all
    if (type === "storage") {
      for (const each of this.questions) if (!key || key === this.answers.prefix + each.id) each.restore();
      return this.draw();
    }
    const asked = this.questions.find(({ form }) => form === target.closest?.("form"));
    // What a page comes with is no news.
    if (asked) asked.status.ariaLive = "polite";
    if (type === "input") asked.turn(target);
    // The theme's one-key shortcuts end here.
    if (key?.length === 1) event.stopPropagation();
    const action = type === "click" && target.closest("[data-do]")?.dataset.do;
    if (!action) return;
    event.preventDefault();
    this.act(action, asked);
    this.draw(asked);
  }

  act(action, asked) {
    if (/^print/.test(action)) {
      this.dataset.print = action;
      return print();
    }
    const again = { again: [asked], retry: this.missed, restart: this.questions }[action];
    if (!again) return asked[action]();
    for (const each of again) {
      each.write(action === "restart" ? null : { ...each.record, choice: {}, state: "open", tries: 0 });
    }
    again[0].focus();
  }

  get missed() {
    return this.questions.filter(({ record }) => record?.state !== "right" || record.tries > 1);
  }

  draw(asked) {
    this.querySelector(".quiz__note").hidden = this.answers.keeps;
    const end = this.querySelector(".quiz__end");
    if (!end) return;
    const { missed, questions } = this;
    const done = questions.every((each) => each.done);
    const first = questions.filter(({ record }) => record?.firstRight).length;
    const right = questions.filter(({ state }) => state === "right").length;
    const score = this.t(right > first ? "result_by_now" : "result_score", { first, right, total: questions.length });
    end.hidden = false;
    due(end, done && (missed.length ? "missed" : "all-right"));
    end.querySelector(".quiz__score").textContent = score;
    const list = end.querySelector(".quiz__missed");
    list.textContent = "";
    for (const each of missed) {
      const line = add(list, "li", `${each.part(".question__place").textContent} `);
      line.append(each.part(".question__review a").cloneNode(true));
    }
    // It may be out of sight.
    if (done) asked?.status.firstChild.append(` ${score}`);
  }
}

customElements.define("course-quiz", CourseQuiz);
