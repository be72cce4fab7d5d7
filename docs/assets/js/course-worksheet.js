/* Worksheets: what a reader writes is kept as it is typed. The rest is loaded when needed. */
import { isEmpty } from "./worksheet/record.js";
import { Rows } from "./worksheet/rows.js";
import { Shelf, keyOf } from "./worksheet/shelf.js";
import { pageLanguage, translator } from "./worksheet/words.js";

const PAUSE = 400; // milliseconds

class CourseWorksheet extends HTMLElement {
  backs = [];

  connectedCallback() {
    this.sheet = JSON.parse(this.dataset.sheet);
    this.words = JSON.parse(this.dataset.words);
    this.t = translator(this.words);
    this.language = pageLanguage();
    this.shelf = new Shelf(window, this.sheet.name);
    this.parts = new Map(this.sheet.parts.map((part) => [part.id, part]));
    this.rows = this.sheet.parts.filter(({ rows }) => rows).map((part) => new Rows(part, this));
    this.fields = this.sheet.parts.flatMap(({ fields }) => fields);
    this.takes = this.fields.flatMap(({ takes = [] }) => takes);
    this.listen();
    this.wake();
    this.draw();
    this.kept();
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
    for (const type of ["storage", "pageshow", "pagehide", "beforeprint", "afterprint"]) addEventListener(type, this, { signal });
    document.addEventListener("visibilitychange", () => this.onpagehide(), { signal });
  }

  wake() {
    this.dataset.awake = "";
    for (const each of this.querySelectorAll(".worksheet__foot, .part__add")) each.hidden = false;
    this.find(".worksheet__example").open = isEmpty(this.shelf.record);
  }

  fetch() {
    const { record } = this.shelf;
    this.ready = this.sheet.calculates && this.fetchCalculation();
    if (this.takes.some(({ sheet }) => this.shelf.holds(sheet))) this.fetchOffers();
    if (!isEmpty(record)) this.fetchPaper();
    if (this.fields.some(({ history }) => history)) this.fetchHistory().then((each) => each.draw());
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
    const { History } = await import("./worksheet/history.js");
    this.history ??= new History(this);
    return this.history;
  }

  find(selector) {
    return this.querySelector(selector);
  }

  /* For calculations and files. */
  get given() {
    const { sheet, words, language, shelf } = this;
    return { sheet, record: shelf.record, words, language, now: new Date() };
  }

  /* What cannot be fetched is said. */
  async handleEvent(event) {
    try {
      await this[`on${event.type}`](event);
    } catch (error) {
      this.say(this.t("not_loaded"));
      throw error;
    }
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
    if (field.history) (this.history ?? (await this.fetchHistory())).note(place, target.value);
    await this.judge(field, target);
  }

  /* A day that does not exist fires no change. */
  onfocusout({ target }) {
    if (!target.validity?.badInput) return;
    const place = this.placeOf(target);
    return this.judge(place ? this.fieldOf(place) : { label: target.ariaLabel }, target);
  }

  async judge(field, target) {
    const { judge } = await import("./worksheet/judge.js");
    const words = judge(field, target, this.t);
    if (words || this.judged) this.say((this.judged = words));
  }

  onclick({ target }) {
    const button = target.closest("[data-do]");
    if (button) return this.act(button.dataset.do, button);
  }

  async ontoggle({ target }) {
    if (!target.open || matchMedia("print").matches) return; // the theme unfolds all
    this.rows.find(({ place }) => place.contains(target))?.open(target);
    if (target.matches("[data-pick]")) (await import("./worksheet/pick.js")).pickable(target, this);
  }

  onstorage({ key }) {
    if (key && key !== keyOf(this.sheet.name)) {
      return this.takes.some(({ sheet }) => key === keyOf(sheet)) && this.fetchOffers();
    }
    this.shelf.open();
    this.kept();
    this.draw();
    this.calculation?.run();
  }

  /* A page that was kept aside has heard of nothing. */
  onpageshow({ persisted }) {
    if (persisted) this.onstorage({});
  }

  /* What is being written counts as written. */
  onpagehide() {
    const field = document.activeElement;
    const place = this.contains(field) && this.placeOf(field);
    if (place) this.history?.note(place, this.valueOf(place));
    this.save();
  }

  onbeforeprint() {
    this.save();
    if (this.dataset.print === "blank" || isEmpty(this.shelf.record) || !this.fillPaper) return;
    const results = this.querySelectorAll("form .part__result:not(:empty)");
    this.fillPaper(this.find(".worksheet__paper"), this.given, results);
    this.dataset.paper = "";
  }

  onafterprint() {
    delete this.dataset.print;
    delete this.dataset.paper;
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

  /* Saves and calculates soon; gives the change that takes this one back. */
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

  /* Aloud where nothing is kept. */
  kept(words) {
    const { fault, keeps } = this.shelf;
    const said = fault && (fault === "newer" ? this.t("fault_newer") : this.t("fault_unreadable"));
    const all = keeps ? [said, words] : [said || this.t("not_saved")];
    const line = this.find(".worksheet__saved");
    line.ariaLive = keeps ? "off" : "polite";
    line.textContent = all.filter(Boolean).join(" ");
    this.dataset.kept = keeps;
  }

  /* But for what is being typed. */
  draw() {
    for (const each of this.rows) each.draw();
    for (const field of this.querySelectorAll("[data-field]")) this.fill(field);
    this.history?.draw();
    this.offers?.draw();
  }

  fill(field) {
    const place = this.placeOf(field);
    const isPending = (each) => each.row === place.row && each.field === place.field;
    if (field === document.activeElement && this.shelf.pending.some(isPending)) return;
    const value = this.valueOf(place);
    if (/checkbox|radio/.test(field.type)) field.checked = field.value === value;
    else if (field.tagName !== "OUTPUT") field.value === value || (field.value = value);
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

  /* Says something; `back` are the changes that undo it. */
  say(words, back) {
    const status = this.find(".worksheet__status");
    status.textContent = words;
    if (back) this.backs.push(back) && import("./worksheet/actions.js"); // at hand when it is pressed
    this.find("[data-do=undo]").hidden = !this.backs.length;
    if (document.activeElement === document.body && words) status.focus(); // what was pressed is gone
  }

  async act(action, button) {
    const rows = this.rows.find(({ place }) => place.parentElement.contains(button));
    const row = button.closest(".row");
    if (action === "add") rows.add();
    else if (action === "remove") rows.remove(row);
    else await (await import("./worksheet/actions.js")).actions[action](this, button, rows, row);
  }
}

customElements.define("course-worksheet", CourseWorksheet);
