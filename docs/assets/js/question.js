/* One question. Its data-state, by which quiz.css shows and hides, is new, open (tried, not right yet), right or shown.
   A kept choice is graded anew: it shows as right by today's key alone. */
import { grade } from "./grade.js";

let toldNotKept = false;

export class Question {
  /* `t` gives a string, as in the templates. */
  constructor(form, t, answers) {
    const { question: id, type, key } = form.dataset;
    Object.assign(this, { form, t, answers, id, type, key: JSON.parse(key) });
    this.placed = /order|match/.test(type);
    this.ticked = /single|multiple/.test(type);
    const fields = [...form.querySelectorAll("input, select")];
    this.fields = new Map(fields.map((field) => [field.closest(".option")?.dataset.option ?? "typed", field]));
    this.status = this.part(".question__status");
  }

  part(selector) {
    return this.form.querySelector(selector);
  }

  get record() {
    return this.answers.read(this.id);
  }

  get done() {
    return /right|shown/.test(this.form.dataset.state);
  }

  get choice() {
    const given = [...this.fields].filter(([, field]) => !this.ticked || field.checked);
    return Object.fromEntries(given.map(([id, field]) => [id, field.value]));
  }

  /* Passes over what the question no longer has. */
  set choice(choice) {
    for (const [id, field] of this.fields) {
      if (this.ticked) field.checked = choice[id] === "on";
      else field.value = choice[id] ?? "";
      if (!field.value) field.value = "";
    }
  }

  check() {
    const { choice, record } = this;
    const { verdict } = grade(this.type, this.key, choice);
    const right = verdict === "right";
    if (!right && verdict !== "wrong") return this.say("note", this.t(`say_${verdict}`));
    const { firstRight, tries } = record ?? { firstRight: right, tries: 0 };
    this.keep({ choice, state: right ? "right" : "open", firstRight, tries: tries + 1 });
  }

  show() {
    if (this.record) this.keep({ ...this.record, state: "shown" });
  }

  keep(record) {
    this.answers.write(this.id, record);
    this.restore();
    if (!this.answers.keeps && !toldNotKept) this.status.append(` ${this.t("say_not_kept")}`);
    toldNotKept = !this.answers.keeps;
    const { state, firstRight, tries } = record;
    const detail = { id: this.id, state, firstRight, tries };
    this.form.dispatchEvent(new CustomEvent("course:checked", { bubbles: true, detail }));
  }

  clear() {
    this.answers.remove(this.id);
    this.restore();
  }

  restore() {
    const { record } = this;
    if (record) this.choice = record.choice;
    else this.form.reset();
    this.draw(record);
  }

  draw(record) {
    const focused = document.activeElement;
    const { verdict, parts } = grade(this.type, this.key, this.choice);
    const judged = { right: "right", wrong: "open" }[verdict] ?? "new";
    const state = !record ? "new" : record.state === "shown" ? "shown" : judged;
    this.form.dataset.state = state;
    this.part("fieldset").disabled = this.part(".question__actions").hidden = this.part(".answer").open = this.done;
    this.part("[type=submit]").disabled = false;
    this.part("[data-do=show]").hidden = state !== "open";
    this.part(".question__hint")?.toggleAttribute("open", state === "open");
    for (const option of this.form.querySelectorAll(".option")) this.mark(option, parts.get(option.dataset.option));
    const right = [...parts.values()].filter(Boolean).length;
    const words = state !== "open" ? state : this.placed && right ? "partly" : "wrong";
    this.say(state, state === "new" ? "" : this.t(`say_${words}`, { right, total: parts.size }));
    const lost = focused.matches(":disabled") || !focused.checkVisibility();
    if (lost && this.form.contains(focused)) this.status.focus();
  }

  /* `right` is undefined for an option not chosen. A placed line's reason names its place, and waits. */
  mark(option, right) {
    const id = option.dataset.option;
    const reason = this.part(`[data-for="${id}"]`);
    const field = this.fields.get(id);
    const tried = this.form.dataset.state !== "new" && right !== undefined;
    const mark = tried ? (right ? "right" : "wrong") : this.done && "right" in reason.dataset ? "missed" : "";
    option.querySelector(".option__note")?.remove();
    option.dataset.mark = mark;
    field.removeAttribute("aria-describedby");
    if (!tried && !this.done) return;
    const note = option.appendChild(element("p", "", "option__note"));
    note.id = `${this.form.id}-${id}`;
    field.setAttribute("aria-describedby", note.id);
    if (mark) note.append(element("b", this.t(`mark_${mark}`)), " ");
    if (this.done || right || !this.placed) note.append(reason.querySelector(".answer__why").cloneNode(true));
  }

  /* A new element, so that the same words are announced again. */
  say(tone, words) {
    this.status.dataset.tone = tone;
    this.status.replaceChildren(element("span", words));
  }

  focus() {
    this.form.scrollIntoView();
    this.part("input, select").focus({ preventScroll: true });
  }
}

function element(name, textContent, className = "") {
  return Object.assign(document.createElement(name), { textContent, className });
}
