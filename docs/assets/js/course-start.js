/* Start here: takes up the printed questions, keeps each choice, and shows where to begin. Scores nothing. */
import { contents, root } from "./record/contents.js";
import { storageOf, textAt } from "./record/storage.js";
import { parse, suggest, toText } from "./record/suggest.js";
import { Tool } from "./record/tool.js";
import { add } from "./worksheet/dom.js";

const KEY = "footbridge:start";

class CourseStart extends Tool {
  async start() {
    this.forms = [...this.querySelectorAll("form.question")];
    this.find(".paper__answers").hidden = true; // the key would spoil the lessons' own questions
    for (const form of this.forms) this.addUnknown(form);
    // A choice made before the script came stays, unless one is kept.
    this.draw({ ...this.chosen, ...this.kept });
    this.on(this, "input", () => this.save());
    this.on(this, "keydown", (event) => event.key.length === 1 && event.stopPropagation()); // the theme's shortcuts
    this.on(this, "click", ({ target }) => this.act(target.closest("[data-do]")?.dataset.do));
    this.on(window, "storage", ({ key }) => (!key || key === KEY) && this.draw(this.kept));
    this.on(window, "afterprint", () => delete this.dataset.print);
  }

  /* A radio button cannot be let go; “I do not know” takes an answer back. */
  addUnknown(form) {
    const last = [...form.querySelectorAll(".option")].at(-1);
    const option = last.cloneNode(true);
    option.dataset.option = "";
    option.querySelector("span").textContent = this.t("start_unknown");
    option.querySelector("input").checked = false;
    last.after(option);
  }

  /* What the page shows as chosen; it holds where the browser keeps nothing. */
  get chosen() {
    const pairs = this.forms.map((form) => [form.dataset.question, form.querySelector(":checked")]);
    return Object.fromEntries(pairs.flatMap(([id, field]) => (field ? [[id, field.closest(".option").dataset.option]] : [])));
  }

  get kept() {
    return parse(textAt(storageOf(window), KEY));
  }

  draw(answers) {
    for (const form of this.forms) {
      for (const option of form.querySelectorAll(".option")) {
        option.querySelector("input").checked = option.dataset.option === answers[form.dataset.question];
      }
    }
    this.find(".start__result").hidden = true; // it was for other answers
  }

  /* Answers to questions that are no longer asked stay as they are. */
  save() {
    this.draw({ ...this.kept, ...this.chosen });
    this.find("[data-do=undo]").hidden = true;
    this.say("");
    this.write();
  }

  /* begin: name of the lesson that was suggested, if one was */
  write(begin) {
    try {
      storageOf(window).setItem(KEY, toText({ ...this.kept, ...this.chosen }, Date.now(), begin));
    } catch {
      this.say(this.t("not_kept"));
    }
  }

  async act(action) {
    if (action === "print") {
      this.dataset.print = action;
      print();
    } else if (action === "show") await this.show();
    else if (action === "forget") this.forget();
    else if (action === "undo") this.undo();
  }

  async show() {
    const course = await contents();
    const aim = document.querySelector("#worksheet-profile [data-field=aim]");
    const keys = this.forms.map(({ dataset }) => [dataset.question, JSON.parse(dataset.key)]);
    const found = suggest(course.topics, this.chosen, Object.fromEntries(keys), aim?.value);
    if (Object.keys(this.chosen).length) this.write(found.begin.name);
    this.tell(found, course.sheets, aim?.value && aim.selectedOptions[0].label);
  }

  tell({ begin, sheet, skim, read }, sheets, aim) {
    const work = sheet && sheets.find(({ page }) => page.startsWith(begin.page));
    const first = this.find(".start__begin");
    first.textContent = work ? this.t("start_sheet", { title: work.title }) : this.name(begin);
    first.href = new URL((work || begin).page, root);
    const none = !Object.values(this.chosen).some(Boolean);
    const why = none && !aim ? this.t("start_why_none") : sheet ? this.t("start_why_sheet") : aim ? this.t("start_why_aim", { aim }) : this.t("start_why");
    this.find(".start__why").textContent = why;
    this.list(".start__skim", skim);
    this.list(".start__read", read);
    this.find(".start__result").hidden = false;
    this.find(".start__result h2").focus();
  }

  list(place, topics) {
    const list = this.find(`${place} :is(ul, ol)`);
    list.textContent = "";
    for (const topic of topics) add(add(list, "li"), "a", this.name(topic)).href = new URL(topic.page, root);
    this.find(place).hidden = !topics.length;
  }

  name({ number, title }) {
    return this.t("start_lesson", { number, title });
  }

  forget() {
    this.before = { ...this.kept, ...this.chosen };
    try {
      storageOf(window).removeItem(KEY);
    } catch {} // nothing was kept
    this.draw({});
    this.told(this.t("start_forgotten"), false);
  }

  undo() {
    this.draw(this.before);
    this.save();
    this.told(this.t("undone"), true);
  }

  told(words, undone) {
    this.find("[data-do=undo]").hidden = undone;
    this.say(words);
    this.find(".tool__status").focus();
  }
}

customElements.define("course-start", CourseStart);
