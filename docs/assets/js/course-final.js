/* The final: a paper of thirty questions by its code, the result by lesson, a record to take away. */
import { add } from "./worksheet/dom.js";
import { Answers } from "./store.js";
import { contents, heldBack, questions, root } from "./record/contents.js";
import { drawPaper, newWord, readCode, toCode } from "./record/draw.js";
import { paperKey, readPapers } from "./record/papers.js";
import { makeQuiz } from "./record/quiz.js";
import { storageOf } from "./record/storage.js";
import { Tool } from "./record/tool.js";

class CourseFinal extends Tool {
  async start() {
    this.course = await contents();
    this.draw();
    this.on(this.find(".final__begin"), "submit", (event) => this.begin(event));
    this.on(this, "click", ({ target }) => this.press(target.closest("[data-do]")));
    this.on(this, "course:checked", () => this.drawResult());
    this.on(window, "storage", () => (this.code ? this.drawResult() : this.draw()));
  }

  get papers() {
    return readPapers(storageOf(window));
  }

  /* The papers that were begun, and the code of one that was not. */
  draw() {
    const list = this.find(".final__papers");
    list.textContent = "";
    for (const { code, at, right, done, questions: all } of this.papers) {
      const line = add(list, "li");
      const words = { code, date: this.date(at), right, done, total: all.length };
      add(line, "span", done === all.length ? this.t("final_done", words) : this.t("final_open", words));
      line.append(" ");
      const button = add(line, "button", done === all.length ? this.t("final_see") : this.t("final_go_on"), "button");
      Object.assign(button, { type: "button", ariaLabel: `${button.textContent}: ${code}` });
      Object.assign(button.dataset, { do: "open", code });
    }
    this.find(".final__earlier").hidden = !list.children.length;
  }

  /* A new word, or the next try of the word that was tried last, whose questions are others. */
  newCode() {
    const used = this.papers.map(({ code }) => readCode(code));
    const word = used[0]?.word ?? newWord(Math.random);
    return toCode({ word, attempt: 1 + Math.max(0, ...used.filter((each) => each.word === word).map(({ attempt }) => attempt)) });
  }

  async begin(event) {
    event.preventDefault();
    const field = this.find("[name=code]");
    const typed = field.value.trim() || this.newCode();
    const code = readCode(typed);
    if (!code) {
      this.say(this.t("final_no_code"));
      return field.focus();
    }
    await this.open(toCode(code));
  }

  async open(code) {
    this.say("");
    const paper = this.papers.find((each) => each.code === code) ?? this.write(code);
    await this.ask(code, paper.questions);
  }

  write(code) {
    const paper = { v: 1, at: Date.now(), questions: drawPaper(this.course.topics, readCode(code)) };
    try {
      storageOf(window).setItem(paperKey(code), JSON.stringify(paper));
    } catch {
      this.say(this.t("final_not_kept"));
    }
    return paper;
  }

  async ask(code, ids) {
    const html = await load(this.course.topics, ids);
    this.code = code;
    this.ids = ids.filter((id) => id in html);
    this.answers = new Answers(window, `${paperKey(code)}:`);
    const name = (number) => this.t("final_place", { number, total: this.ids.length });
    const { answers } = this;
    const quiz = await makeQuiz(this.find("template"), this.ids.map((id) => html[id]), { place: "final", name, answers });
    this.find(".final__quiz").replaceChildren(quiz);
    this.find(".final__start").hidden = true;
    this.find(".final__paper").hidden = false;
    this.find(".final__code").textContent = this.t("final_code", { code });
    const gone = ids.length - this.ids.length;
    if (gone) this.say(this.t("final_gone", { count: gone }));
    this.drawResult();
    this.find(".final__title").focus();
  }

  get result() {
    return this.course.topics.flatMap((topic) => {
      const own = this.ids.filter((id) => id.startsWith(`${topic.name}/`));
      const records = own.map((id) => this.answers.read(id));
      const missed = own.filter((_, at) => records[at] && !records[at].firstRight);
      const done = records.filter((record) => record && record.state !== "open").length;
      return own.length ? [{ topic, total: own.length, done, right: records.filter((each) => each?.firstRight).length, missed }] : [];
    });
  }

  drawResult() {
    const { result } = this;
    const sum = (name) => result.reduce((all, each) => all + each[name], 0);
    const [total, done, right] = [sum("total"), sum("done"), sum("right")];
    this.find(".final__left").textContent = this.t("final_left", { done, total });
    const end = this.find(".final__result");
    if ((end.hidden = done < total || !total)) return;
    this.find(".final__score").textContent = this.t("final_score", { right, total });
    this.find(".final__made").textContent = this.t("final_made", { code: this.code, date: this.date(Date.now()) });
    const list = this.find(".final__lessons");
    list.textContent = "";
    for (const { topic, total, right, missed } of result) this.drawLesson(add(list, "li"), topic, { total, right, missed });
  }

  drawLesson(line, topic, { total, right, missed }) {
    add(line, "a", topic.title).href = new URL(topic.page, root);
    line.append(` ${this.t("final_of", { right, total })}`);
    for (const id of missed) {
      const review = this.find(`[data-question="${id}"] .question__review a`).cloneNode(true);
      add(line, "p", "", "final__reread").append(review);
    }
  }

  async press(button) {
    const action = button?.dataset.do;
    if (action === "open") await this.open(button.dataset.code);
    if (action === "print-record") this.print();
    if (action === "record") await this.takeRecord();
    if (action === "back") this.leave();
  }

  print() {
    this.dataset.print = "record";
    print();
    delete this.dataset.print;
  }

  async takeRecord() {
    const [{ toRecord }, { download }] = await Promise.all([import("./record/result.js"), import("./worksheet/download.js")]);
    const text = toRecord(this.result, { code: this.code, date: this.date(Date.now()), address: location.href.split("#")[0], t: this.t });
    const name = `final-${this.code}.md`;
    download({ name, type: "text/markdown", text });
    this.say(this.t("final_taken", { name }));
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
