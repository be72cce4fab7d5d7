/* Review: the questions of today, and when to come back. */
import { Answers } from "./store.js";
import { contents, questions, root } from "./record/contents.js";
import { daysAt } from "./record/days.js";
import { readReview } from "./record/kept.js";
import { makeQuiz } from "./record/quiz.js";
import { storageOf } from "./record/storage.js";
import { Tool } from "./record/tool.js";

class CourseReview extends Tool {
  right = new Map();

  async start() {
    this.course = await contents();
    await this.begin();
    this.on(this, "course:checked", ({ detail }) => this.answered(detail));
    this.on(this.find(".review__remind button"), "click", () => this.remind());
    // Before anything is answered here, what another tab has answered or brought back changes what is asked.
    this.on(window, "storage", () => !this.right.size && this.begin());
  }

  async begin() {
    const { questions: ids, entries } = this.read();
    this.find(".review__none").hidden = entries.length > 0;
    this.find(".review__quiz").textContent = "";
    this.find(".review__intro").textContent = "";
    this.find(".review__end").hidden = true;
    if (ids.length) await this.ask(ids);
    else this.close();
  }

  read() {
    return readReview(this.course.topics, storageOf(window), daysAt(new Date()));
  }

  async ask(ids) {
    const topics = this.course.topics.filter(({ name }) => ids.some((id) => id.startsWith(`${name}/`)));
    const loaded = Object.assign({}, ...(await Promise.all(topics.map(({ name }) => questions(name)))));
    const known = ids.filter((id) => Object.hasOwn(loaded, id));
    const topicOf = (form) => topics.find(({ name }) => form.dataset.question.startsWith(`${name}/`));
    const name = (number, form) => this.t("review_place", { number, total: known.length, title: topicOf(form).title });
    // Each is asked afresh: what is answered here lasts as long as the page.
    const answers = new Answers({ localStorage: scratch() });
    const quiz = await makeQuiz(this.find("template"), known.map((id) => loaded[id]), { place: "review", name, answers });
    this.total = known.length;
    this.find(".review__intro").textContent = this.t("review_intro", { count: known.length, lessons: topics.length });
    this.find(".review__quiz").append(quiz);
  }

  answered({ id, firstRight }) {
    this.right.set(id, firstRight);
    if (this.right.size < this.total) return;
    this.close();
    const right = [...this.right.values()].filter(Boolean).length;
    this.say(this.t("review_result", { right, total: this.total }));
  }

  /* Nothing more is asked today. */
  close() {
    const { entries, next, done } = this.read();
    const { today } = daysAt(new Date());
    if (!entries.length) return;
    this.find(".review__end").hidden = false;
    this.find(".review__next").textContent =
      next > today ? this.t("review_next", { date: this.date(next) }) : done ? this.t("review_tomorrow") : "";
  }

  /* A day in the calendar; taken again, it moves the one that is there. */
  async remind() {
    const [{ stampOf, toCalendar }, { download }] = await Promise.all([
      import("./worksheet/calendar.js"),
      import("./worksheet/download.js"),
    ]);
    const now = new Date();
    const { today, after } = daysAt(now);
    const { next } = this.read();
    const day = next > today ? next : after(today, 1);
    const event = { id: "next", day, title: this.t("remind_title"), note: this.t("remind_note") };
    const text = toCalendar([event], {
      sheet: "review",
      sent: Math.floor(now.getTime() / 60_000), // rises with each file
      address: new URL("my-course/review/", root).href,
      stamp: stampOf(now),
    });
    download({ name: `review-${day}.ics`, type: "text/calendar", text });
    this.say(this.t("reminded", { date: this.date(day) }));
  }
}

function scratch() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

customElements.define("course-review", CourseReview);
