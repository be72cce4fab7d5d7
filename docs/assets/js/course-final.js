/* The final: a paper of thirty questions by its code, the result by lesson, a record to take away. */
import { add } from "./worksheet/dom.js";
import { Answers } from "./store.js";
import { contents, heldBack, questions, root } from "./record/contents.js";
import { drawPaper, newCode, readCode, toCode } from "./record/draw.js";
import { paperKey, readPapers } from "./record/papers.js";
import { makeQuiz } from "./record/quiz.js";
import { storageOf, textAt } from "./record/storage.js";
import { Tool } from "./record/tool.js";

const FEW = 10; // open questions that are named

class CourseFinal extends Tool {
  async start() {
    this.course = await contents();
    this.draw();
    this.on(this.find(".final__begin"), "submit", (event) => this.begin(event));
    this.on(this, "click", ({ target }) => this.press(target.closest("[data-do]")));
    this.on(this, "course:checked", ({ target }) => this.answered(target));
    this.on(window, "afterprint", () => delete this.dataset.print);
    this.on(window, "storage", () => (this.code ? this.drawResult() : this.draw()));
  }

  get papers() {
    return readPapers(storageOf(window), this.course.topics);
  }

  /* The papers that were begun, and the code of one that was not. */
  draw() {
    const list = this.find(".final__papers");
    list.textContent = "";
    for (const { code, at, total, right, done } of this.papers) {
      const line = add(list, "li");
      const words = { code, date: this.date(at), right, done, total };
      add(line, "span", done === total ? this.t("paper_done", words) : this.t("paper_open", words));
      line.append(" ");
      const button = add(line, "button", done === total ? this.t("final_see") : this.t("final_go_on"), "button");
      Object.assign(button, { type: "button", ariaLabel: `${button.textContent}: ${code}` });
      Object.assign(button.dataset, { do: "take", code });
    }
    this.find(".final__earlier").hidden = !list.children.length;
  }

  async begin(event) {
    event.preventDefault();
    const field = this.find("[name=code]");
    const typed = field.value.trim() || newCode(this.course.topics, this.papers, Math.random);
    const code = readCode(typed);
    if (code) return this.take(toCode(code));
    this.say(this.t("final_no_code"));
    field.focus();
  }

  /* One at a time, whatever is pressed meanwhile. */
  async take(code) {
    if (this.taking) return;
    this.taking = true;
    this.say("");
    try {
      const kept = this.papers.find((each) => each.code === code);
      const paper = kept ?? { at: Date.now(), questions: drawPaper(this.course.topics, readCode(code)) };
      await this.ask(code, paper);
      if (!kept) this.write();
    } finally {
      this.taking = false;
    }
  }

  /* Once its questions are there, so that no paper is kept that was never seen. */
  write() {
    const { code, at, all: questions } = this;
    try {
      storageOf(window).setItem(paperKey(code), JSON.stringify({ v: 1, at, questions }));
    } catch {
      this.say(this.t("final_not_kept"));
    }
  }

  async ask(code, { at, questions: ids }) {
    const html = await load(this.course.topics, ids);
    Object.assign(this, { code, at, all: ids, ids: ids.filter((id) => Object.hasOwn(html, id)) });
    this.answers = new Answers(window, `${paperKey(code)}:`);
    const name = (number) => this.t("question_place", { number, total: this.ids.length });
    const { answers } = this;
    const quiz = await makeQuiz(this.find("template"), this.ids.map((id) => html[id]), { place: "final", name, answers });
    this.find(".final__quiz").replaceChildren(quiz);
    this.find(".final__start").hidden = true;
    this.find(".final__paper").hidden = false;
    this.find(".final__code").textContent = this.t("final_code", { code });
    const gone = ids.length - this.ids.length;
    if (gone) this.say(this.t("final_gone", { count: gone }));
    this.drawResult();
    this.enter();
  }

  /* To the result, to the first question that was not tried, or to the beginning. */
  enter() {
    const open = this.open;
    const result = this.find(".final__result");
    if (!result.hidden) result.querySelector("h2").focus();
    else if (open.length < this.ids.length && open.length) this.form(open[0]).querySelector("input, select").focus();
    else this.find(".final__title").focus();
  }

  form(id) {
    return this.find(`[data-question="${id}"]`);
  }

  get open() {
    return this.ids.filter((id) => !this.answers.read(id));
  }

  /* The last answer may stand far from the result. */
  answered(form) {
    const before = this.find(".final__result").hidden;
    if (textAt(storageOf(window), paperKey(this.code)) === null) this.write(); // erased in another tab
    this.drawResult();
    if (!before || this.find(".final__result").hidden) return;
    const status = form.querySelector(".question__status");
    status.append(" ");
    Object.assign(add(status, "a", this.t("final_see")), { href: "#result" });
  }

  /* What is still to be answered, where that is little. */
  drawOpen(count) {
    const place = this.find(".final__open");
    place.hidden = !count || count > FEW;
    place.lastElementChild.textContent = "";
    if (place.hidden) return;
    for (const id of this.open) {
      const link = add(place.lastElementChild, "a", this.ids.indexOf(id) + 1);
      link.href = `#${this.form(id).id}`;
      link.after(" ");
    }
  }

  get result() {
    return this.course.topics.flatMap((topic) => {
      const own = this.ids.filter((id) => id.startsWith(`${topic.name}/`));
      const records = own.map((id) => this.answers.read(id));
      const missed = own.filter((_, at) => records[at] && !records[at].firstRight);
      const passages = missed.map((id) => this.form(id).querySelector(".question__review a"));
      const done = records.filter(Boolean).length;
      const right = records.filter((record) => record?.firstRight).length;
      return own.length ? [{ topic, total: own.length, done, right, passages }] : [];
    });
  }

  drawResult() {
    const { result } = this;
    const sum = (name) => result.reduce((all, each) => all + each[name], 0);
    const [total, done, right] = [sum("total"), sum("done"), sum("right")];
    this.find(".final__left").textContent = this.t("final_left", { done, total });
    this.drawOpen(total - done);
    const end = this.find(".final__result");
    if ((end.hidden = done < total || !total)) return;
    this.find(".final__score").textContent = this.t("final_score", { right, total });
    this.find(".final__made").textContent = this.t("final_made", { code: this.code, date: this.date(this.at) });
    const list = this.find(".final__lessons");
    list.textContent = "";
    for (const each of result) this.drawLesson(add(list, "li"), each);
  }

  drawLesson(line, { topic, total, right, passages }) {
    add(line, "a", topic.title).href = new URL(topic.page, root);
    line.append(` ${this.t("final_of", { right, total })}`);
    for (const link of passages) add(line, "p", "", "final__reread").append(link.cloneNode(true));
  }

  async press(button) {
    const action = button?.dataset.do;
    if (action === "take") await this.take(button.dataset.code);
    if (action === "print-record") this.print();
    if (action === "record") await this.takeRecord();
    if (action === "back") this.leave();
  }

  print() {
    this.dataset.print = "record";
    print();
  }

  async takeRecord() {
    const [{ toRecord }, { download }] = await Promise.all([import("./record/result.js"), import("./worksheet/download.js")]);
    const address = location.href.split("#")[0];
    const text = toRecord(this.result, { code: this.code, date: this.date(this.at), address, t: this.t });
    const name = `final-${this.code}.md`;
    download({ name, type: "text/markdown", text });
    this.say(this.t("exported", { names: name }));
  }

  leave() {
    this.code = "";
    this.find(".final__quiz").replaceChildren();
    this.find(".final__start").hidden = false;
    this.find(".final__paper").hidden = true;
    this.find("[name=code]").value = "";
    this.say("");
    this.draw();
    this.find(".final__begin button").focus();
  }
}

/* The questions of a paper as HTML by id; those of the lessons are loaded only where a paper asks them. */
async function load(topics, ids) {
  const held = ids.some((id) => topics.some((topic) => id in topic.held));
  const asked = topics.filter((topic) => ids.some((id) => id in topic.asked));
  const parts = await Promise.all([held ? heldBack() : {}, ...asked.map(({ name }) => questions(name))]);
  return Object.assign({}, ...parts);
}

customElements.define("course-final", CourseFinal);
