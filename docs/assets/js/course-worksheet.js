/* Worksheets: what a reader writes is kept as it is typed. What most visits do without is loaded when it is needed. */
import { isEmpty } from "./worksheet/record.js";
import { Rows } from "./worksheet/rows.js";
import { Shelf, keyOf } from "./worksheet/shelf.js";
import { translator } from "./worksheet/words.js";

const PAUSE = 400; // milliseconds after the last letter

class CourseWorksheet extends HTMLElement {
  backs = [];

  connectedCallback() {
    this.sheet = JSON.parse(this.dataset.sheet);
    this.words = JSON.parse(this.dataset.words);
    this.t = translator(this.words);
    const { lang } = document.documentElement;
    // The page's language, as it is written where the reader lives.
    this.language = navigator.languages.find((each) => each.split("-")[0] === lang) ?? lang;
    this.shelf = new Shelf(window, this.sheet.name);
    this.parts = new Map(this.sheet.parts.map((part) => [part.id, part]));
    this.rows = this.sheet.parts.filter(({ rows }) => rows).map((part) => new Rows(part, this));
    this.listen();
    this.wake();
    this.draw();
    this.fetch();
  }

  disconnectedCallback() {
    this.listening.abort();
    this.save();
  }

  listen() {
    const { signal } = (this.listening = new AbortController());
    for (const type of ["input", "change", "focusout", "click", "keydown"]) this.addEventListener(type, this, { signal });
    this.addEventListener("toggle", this, { signal, capture: true });
    for (const type of ["storage", "pagehide", "beforeprint", "afterprint"]) addEventListener(type, this, { signal });
    document.addEventListener("visibilitychange", this, { signal });
  }

  wake() {
    this.dataset.awake = "";
    for (const each of this.querySelectorAll(".worksheet__foot, .part__add")) each.hidden = false;
    this.find(".worksheet__example").open = isEmpty(this.shelf.record);
  }

  fetch() {
    const { record } = this.shelf;
    this.ready = this.sheet.calculates && this.fetchCalculation();
    if (this.allTakes().some(({ sheet }) => this.shelf.holds(sheet))) this.fetchOffers();
    if (!isEmpty(record)) this.fetchPaper();
    if (this.sheet.parts.some(({ fields }) => fields.some(({ history }) => history))) this.fetchHistory();
  }

  async fetchCalculation() {
    const script = new URL(`./calculate/${this.sheet.name}.js`, import.meta.url);
    const parts = [import("./worksheet/calculation.js"), import(script)];
    const [{ Calculation }, module] = await Promise.all(parts);
    this.module = module;
    this.calculation = new Calculation(this, module);
    this.calculation.run();
  }

  async fetchOffers() {
    this.offers ??= new (await import("./worksheet/offers.js")).Offers(this);
    this.offers.draw();
  }

  async fetchPaper() {
    this.fillPaper ??= (await import("./worksheet/paper.js")).fillPaper;
  }

  async fetchHistory() {
    this.history ??= new (await import("./worksheet/history.js")).History(this);
    this.history.draw();
  }

  allTakes() {
    return this.sheet.parts.flatMap(({ fields }) => fields.flatMap(({ takes = [] }) => takes));
  }

  find(selector) {
    return this.querySelector(selector);
  }

  /* What a calculation, a file or paper is made from. */
  get given() {
    const { sheet, words, language, shelf } = this;
    return { sheet, record: shelf.record, words, language, now: new Date() };
  }

  handleEvent(event) {
    this[`on${event.type}`](event);
  }

  onkeydown(event) {
    if (event.key.length === 1) event.stopPropagation(); // the theme's one-key shortcuts end here
  }

  oninput({ target }) {
    const place = this.placeOf(target);
    if (!place) return this.rows.find(({ finder }) => finder === target)?.narrow();
    this.rows.find(({ part }) => part.id === place.part)?.keep(place.row);
    this.change({ ...place, value: target.type === "checkbox" && !target.checked ? "" : target.value });
  }

  async onchange({ target }) {
    if (target.type === "file") return (await import("./worksheet/import.js")).importFile(target, this);
    const place = this.placeOf(target);
    if (!place) return;
    const field = this.fieldOf(place);
    if (field.history) this.history?.note(place, target.value);
    this.judge(field, target);
  }

  /* A day that does not exist is no change: the field is empty before and after. */
  onfocusout({ target }) {
    if (!target.validity?.badInput) return;
    const place = this.placeOf(target);
    this.judge(place ? this.fieldOf(place) : { label: target.ariaLabel }, target);
  }

  async judge(field, target) {
    const { judge } = await import("./worksheet/judge.js");
    const words = judge(field, target, this.t);
    if (words || this.judged) this.say((this.judged = words));
  }

  onclick({ target }) {
    const button = target.closest("[data-do]");
    if (button) this.act(button.dataset.do, button);
  }

  async ontoggle({ target }) {
    if (!target.open || matchMedia("print").matches) return; // the theme unfolds all
    this.rows.find(({ place }) => place.contains(target))?.open(target);
    if (target.matches("[data-pick]")) (await import("./worksheet/pick.js")).pickable(target, this);
  }

  onstorage({ key }) {
    if (key && key !== keyOf(this.sheet.name)) return this.allTakes().length && this.fetchOffers();
    this.shelf.open();
    this.draw();
    this.calculation?.run();
  }

  onpagehide() {
    this.save();
  }

  onvisibilitychange() {
    this.save();
  }

  onbeforeprint() {
    this.save();
    if (this.dataset.print === "blank" || isEmpty(this.shelf.record) || !this.fillPaper) return;
    const results = this.querySelectorAll("form .part__result:not(:empty)");
    this.fillPaper(this.find(".worksheet__paper"), this.given, results);
    this.dataset.print = "filled";
  }

  onafterprint() {
    delete this.dataset.print;
    this.find(".worksheet__paper").textContent = "";
  }

  /* Where a field stands in the record: {part, row in rows, field}. */
  placeOf(node, field = node.dataset?.field) {
    const part = node.closest("[data-part]")?.dataset.part;
    const row = node.closest("[data-row]")?.dataset.row;
    return part && field && { part, ...(row && { row }), field };
  }

  fieldOf({ part, field }) {
    return this.parts.get(part).fields.find(({ id }) => id === field);
  }

  valueOf({ part, row, field }) {
    const kept = this.shelf.record.parts[part];
    return (row ? kept?.rows?.[row] : kept)?.[field] ?? "";
  }

  /* Makes a change and has it saved and calculated soon; gives the one that takes it back. */
  change(change) {
    const back = this.shelf.change(change);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.save();
      this.calculation?.run();
    }, PAUSE);
    return back;
  }

  save() {
    clearTimeout(this.pause);
    if (!this.shelf.pending.length) return;
    const time = new Intl.DateTimeFormat(this.language, { timeStyle: "short" }).format(new Date());
    this.kept(this.shelf.save() ? this.t("saved", { time }) : "");
    for (const each of this.rows) each.draw();
    this.history?.draw();
    this.fetchPaper();
  }

  /* Says whether what is written is kept. */
  kept(words) {
    const { fault, keeps } = this.shelf;
    const said = fault && (fault === "newer" ? this.t("fault_newer") : this.t("fault_unreadable"));
    const all = keeps ? [said, words] : [said || this.t("not_saved")];
    this.find(".worksheet__saved").textContent = all.filter(Boolean).join(" ");
    this.dataset.kept = keeps && !fault;
  }

  /* Shows the record, but for the field in which somebody is writing. */
  draw() {
    for (const each of this.rows) each.draw();
    for (const field of this.querySelectorAll("[data-field]")) this.fill(field);
    this.history?.draw();
    this.offers?.draw();
    if (this.shelf.fault || !this.shelf.keeps) this.kept();
  }

  fill(field) {
    if (field === document.activeElement) return;
    const place = this.placeOf(field);
    const value = this.valueOf(place);
    if (/checkbox|radio/.test(field.type)) field.checked = field.value === value;
    else if (field.tagName !== "OUTPUT") field.value = value;
    else field.value = this.fieldOf(place).options[value] || value || this.t("result_none");
  }

  /* Makes the changes of a button, which can be taken back. */
  press(changes) {
    const back = changes.map((each) => this.change(each)).reverse();
    this.redraw();
    this.say(this.t("changed"), back);
  }

  redraw() {
    this.save();
    this.draw();
    this.calculation?.run();
  }

  /* Says something; `back` are the changes that undo it. One undo leads to the one before. */
  say(words, back) {
    const status = this.find(".worksheet__status");
    status.textContent = words;
    if (back) this.backs.push(back);
    if (!back && words !== this.t("undone")) return;
    if (document.activeElement === document.body) status.focus(); // what was pressed is gone
    if (!this.backs.length) return;
    const undo = Object.assign(document.createElement("button"), { className: "button", textContent: this.t("undo") });
    status.append(" ", undo);
    undo.onclick = () => {
      for (const each of this.backs.pop()) this.change(each);
      this.redraw();
      this.say(this.t("undone"));
    };
  }

  async act(action, button) {
    const rows = this.rows.find(({ place }) => place.parentElement.contains(button));
    const row = button.closest(".row");
    const actions = {
      add: () => rows.add(),
      up: () => rows.move(row, -1),
      down: () => rows.move(row, 1),
      remove: () => rows.remove(row),
      take: () => this.offers.take(),
      leave: () => this.offers.leave(),
      forget: () => this.history.forget(button),
      print: () => this.print("filled"),
      "print-blank": () => this.print("blank"),
      clear: async () => this.press((await import("./worksheet/clear.js")).clearing(this.shelf.record)),
      export: async () => (await import("./worksheet/export.js")).exportFiles(button.dataset.kind, this),
    };
    await actions[action]();
  }

  async print(how) {
    if (!isEmpty(this.shelf.record)) await this.fetchPaper();
    this.dataset.print = isEmpty(this.shelf.record) ? "blank" : how;
    print();
  }
}

customElements.define("course-worksheet", CourseWorksheet);
