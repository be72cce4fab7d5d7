/* My course: the next step, what is due, how well each topic is known, sheets, papers, copies. */
import { add } from "./worksheet/dom.js";
import { contents, root } from "./record/contents.js";
import { daysAt } from "./record/days.js";
import { readRecord } from "./record/overview.js";
import { LEVELS } from "./record/levels.js";
import { nextStep } from "./record/next.js";
import { storageOf } from "./record/storage.js";
import { Tool } from "./record/tool.js";

const DAY = 86_400_000;

class CourseProgress extends Tool {
  async start() {
    this.course = await contents();
    this.draw();
    this.on(window, "storage", () => this.draw());
    this.on(window, "pageshow", ({ persisted }) => persisted && this.draw());
  }

  draw() {
    const days = daysAt(new Date());
    const record = readRecord(this.course, storageOf(window), days);
    this.drawNext(record);
    for (const topic of record.topics) this.drawTopic(topic);
    this.drawReview(record, days);
    this.drawSheets(record);
    this.drawPapers(record);
    this.drawBackup(record);
  }

  drawNext({ begun, topics, questions, papers, sheets, suggested, next }) {
    const open = sheets.filter(({ changed }) => !changed);
    const { step, topic, sheet, count, day } = nextStep({
      topics,
      begun,
      due: questions.length,
      sheets: open,
      papers,
      suggested,
      next,
    });
    const steps = {
      start: () => ["my-course/start/", this.t("next_start"), this.t("next_start_why")],
      finish: () => [topic.page, topic.title, this.t("next_finish_why", { count })],
      review: () => ["my-course/review/", this.t("due_title"), this.t("next_review_why", { count })],
      paper: () => ["my-course/final/", this.t("next_final"), this.t("next_paper_why")],
      lesson: () => [topic.page, topic.title, this.t("next_lesson_why", { number: topic.number, minutes: topic.minutes })],
      again: () => [topic.page, topic.title, this.t("next_again_why")],
      final: () => ["my-course/final/", this.t("next_final"), this.t("next_final_why")],
      sheet: () => [sheet.page, sheet.title, this.t("next_sheet_why")],
      wait: () => ["workbook/", this.t("next_wait"), this.t("next_wait_why", { date: this.date(day) })],
    };
    const [page, words, why] = steps[step]();
    const link = this.find(".progress__next a");
    Object.assign(link, { href: new URL(page, root), textContent: words });
    this.find(".progress__why").textContent = why;
  }

  drawTopic({ name, level, fell, missing, right, asked }) {
    const line = this.find(`[data-topic="${name}"]`);
    if (!line) return;
    const reached = LEVELS.indexOf(level);
    line.dataset.level = level;
    for (const [at, step] of [...line.querySelectorAll(".steps > li")].entries()) {
      step.dataset.reached = at < reached;
      step.ariaCurrent = at === reached - 1 ? "step" : null;
    }
    const words = [];
    if (fell) words.push(this.reason(fell));
    const total = Object.keys(asked).length;
    if (level === "tried" || level === "familiar") words.push(this.t("topic_right", { right, total }));
    if (level !== "none" && missing.length) words.push(this.t("topic_missing", { count: missing.length }));
    const why = line.querySelector(".topic__why");
    why.textContent = words.join(" ");
    why.hidden = !words.length;
  }

  reason({ day, in: place }) {
    const places = { lesson: this.t("fell_lesson"), review: this.t("fell_review"), final: this.t("fell_final") };
    return this.t("topic_fell", { date: this.date(day), place: places[place] });
  }

  drawReview({ entries, questions, next, done }, { today }) {
    const link = this.find(".progress__review a");
    link.hidden = !questions.length;
    this.find(".progress__due").textContent = questions.length
      ? this.t("due_now", { count: questions.length })
      : !entries.length ? this.t("due_never")
      : done && next <= today ? this.t("due_tomorrow")
      : this.t("due_on", { date: this.date(next) });
  }

  drawSheets({ sheets }) {
    const begun = sheets.filter(({ changed }) => changed).sort((one, other) => other.changed - one.changed);
    const list = this.find(".progress__sheets");
    list.textContent = "";
    for (const { title, page, changed } of begun) {
      const line = add(list, "li");
      add(line, "a", title).href = new URL(page, root);
      line.append(` ${this.t("sheet_changed", { date: this.date(changed) })}`);
    }
    this.find(".progress__sheets-none").hidden = begun.length > 0;
  }

  drawPapers({ papers }) {
    const list = this.find(".progress__papers");
    list.textContent = "";
    for (const { code, at, total, right, done } of papers) {
      const words = { code, date: this.date(at), right, done, total };
      add(list, "li", done === total ? this.t("paper_done", words) : this.t("paper_open", words));
    }
    this.find(".progress__final").hidden = !papers.length;
  }

  drawBackup({ begun, backup }) {
    const days = Math.floor((Date.now() - backup) / DAY);
    this.find(".progress__copy").textContent = !backup
      ? this.t("backup_never")
      : this.t("backup_last", { date: this.date(backup) }) + (days > 30 ? ` ${this.t("backup_old")}` : "");
    this.find(".progress__backup").hidden = !begun;
  }
}

customElements.define("course-progress", CourseProgress);
