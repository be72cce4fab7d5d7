/* The copy of all that is kept: taken as a file, brought back after a look at what would change, and erased. */
import { countsOf, entriesOf, erase, toFile } from "./record/backup.js";
import { familyOf } from "./record/families.js";
import { deviceStorage, forgetOffline, isShared, tabStorage } from "./record/shared.js";
import { storageOf } from "./record/storage.js";
import { Tool } from "./record/tool.js";
import { dayOf } from "./worksheet/dates.js";
import { add } from "./worksheet/dom.js";
import { download } from "./worksheet/download.js";

const TAKEN = "footbridge:backup";

class CourseBackup extends Tool {
  async start() {
    this.names = {
      answers: this.t("kept_answers"),
      checks: this.t("kept_checks"),
      sheets: this.t("kept_sheets"),
      aside: this.t("kept_aside"),
      read: this.t("kept_read"),
      papers: this.t("kept_papers"),
      final: this.t("kept_final"),
      start: this.t("kept_start"),
      settings: this.t("kept_settings"),
      dates: this.t("kept_dates"),
    };
    this.on(this, "click", ({ target }) => this.act(target.closest("[data-do]")?.dataset.do));
    this.on(this.find("[type=file]"), "change", ({ target }) => this.choose(target));
    this.on(this.find("dialog"), "close", ({ target }) => target.returnValue && this.erase());
    this.on(window, "storage", () => this.draw());
    this.on(window, "pageshow", ({ persisted }) => persisted && this.draw());
    this.draw();
    await this.drawPromise();
  }

  act(action) {
    const actions = {
      take: () => this.say(this.take(storageOf(window))),
      device: () => this.say(this.take(deviceStorage)),
      first: () => (this.find(".backup__first").textContent = this.take(this.erasing)),
      persist: () => this.askPromise(),
      merge: () => this.restore("merge"),
      replace: () => this.restore("replace"),
      leave: () => this.leave(),
      before: () => this.say(this.hand(this.former, "-before")),
      erase: () => this.askErase(storageOf(window)),
      "erase-device": () => this.askErase(deviceStorage),
    };
    actions[action]?.();
  }

  draw() {
    const entries = entriesOf(storageOf(window));
    this.list(this.find(".backup__kept"), this.counted(entries));
    this.find(".backup__none").hidden = entries.size > 0;
    const size = this.find(".backup__size");
    size.hidden = !entries.size;
    size.textContent = this.t("backup_size", { size: this.size(toFile(entries, new Date())) });
    this.find(".backup__last").textContent = this.lastCopy(entries.get(TAKEN));
    const hidden = isShared() ? entriesOf(deviceStorage) : new Map();
    this.find(".backup__device").hidden = !hidden.size;
    this.list(this.find(".backup__hidden"), this.counted(hidden));
    if (this.file) this.drawPlan();
  }

  lastCopy(text = "") {
    if (familyOf(TAKEN).fault(text)) return this.t("backup_never");
    return this.t("backup_last", { date: this.date(JSON.parse(text).at) });
  }

  counted(entries) {
    return countsOf(entries).map(([name, count]) => this.t("plan_line", { name: this.names[name], counts: count }));
  }

  list(place, lines) {
    place.textContent = "";
    for (const each of lines) add(place, "li", each);
  }

  size(text) {
    const kilobytes = Math.ceil(new Blob([text]).size / 1000);
    return new Intl.NumberFormat(this.language, { style: "unit", unit: "kilobyte" }).format(kilobytes);
  }

  /* Whether the browser promised to keep it; not every browser is asked, and a tab's storage never. */
  async drawPromise() {
    const manager = navigator.storage;
    const place = this.find(".backup__promise");
    place.hidden = !manager?.persisted || isShared();
    if (place.hidden) return;
    const promised = await manager.persisted();
    place.firstElementChild.textContent = promised ? this.t("promise_made") : this.t("promise_none");
    this.find("[data-do=persist]").hidden = promised;
  }

  async askPromise() {
    const made = await navigator.storage.persist();
    await this.drawPromise();
    this.say(made ? this.t("promise_made") : this.t("promise_refused"));
    if (made) this.find(".tool__status").focus();
  }

  /* Hands out a copy; gives what to say. */
  take(storage) {
    if (!entriesOf(storage).size) return this.t("backup_nothing");
    try {
      storage.setItem(TAKEN, JSON.stringify({ v: 1, at: Date.now() }));
    } catch {
      // The copy matters more than its date.
    }
    const words = this.hand(toFile(entriesOf(storage), new Date()));
    this.draw();
    return words;
  }

  hand(text, end = "") {
    const name = `footbridge-${dayOf(new Date())}${end}.json`;
    download({ name, type: "application/json", text });
    return this.t("exported", { names: name });
  }

  async choose(input) {
    const [file] = input.files;
    if (file) await this.look(file);
    input.value = ""; // so that the same file can be chosen again
  }

  async look(file) {
    this.leave("");
    const { name } = file;
    // Few who come here bring a file.
    this.restoring = await import("./record/restore.js");
    if (file.size > this.restoring.LARGEST) return this.say(this.t("backup_large", { name }));
    const found = this.restoring.fromFile(new Uint8Array(await file.arrayBuffer()));
    if (found.fault) return this.say(this.refusals(name)[found.fault]);
    this.file = { name, ...found };
    if (!this.drawPlan()) return this.leave(this.t("backup_empty", { name }));
    this.say("");
    this.find(".backup__plan").hidden = false;
    const title = this.find(".backup__plan h3");
    title.scrollIntoView();
    title.focus({ preventScroll: true });
  }

  refusals(name) {
    return {
      binary: this.t("backup_binary", { name }),
      damaged: this.t("backup_damaged", { name }),
      foreign: this.t("backup_foreign", { name }),
      newer: this.t("backup_newer", { name }),
    };
  }

  plan() {
    return this.restoring.plan(entriesOf(storageOf(window)), this.file.entries, Date.now());
  }

  /* Gives how many entries of the file can be used. */
  drawPlan() {
    const { name, made } = this.file;
    const { merge, replace, left, usable } = this.plan();
    this.find(".backup__file").textContent = made ? this.t("plan_file", { name, date: this.date(made) }) : this.t("plan_undated", { name });
    this.list(this.find(".backup__left"), this.leftOut(left));
    this.list(this.find(".backup__merge"), this.outcome(merge));
    this.list(this.find(".backup__replace"), this.outcome(replace));
    return usable;
  }

  leftOut({ foreign, broken, newer }) {
    return [
      foreign && this.t("left_foreign", { count: foreign }),
      broken && this.t("left_broken", { count: broken }),
      newer && this.t("left_newer", { count: newer }),
    ].filter(Boolean);
  }

  /* A line for each family that the file or this browser has something of. */
  outcome({ counts, writes, removals }) {
    if (!writes.size && !removals.length) return [this.t("plan_nothing")];
    const format = new Intl.ListFormat(this.language, { type: "unit" });
    return [...counts].flatMap(([family, { added, changed, same, removed }]) => {
      const parts = [
        added && this.t("plan_added", { count: added }),
        changed && this.t("plan_changed", { count: changed }),
        same && this.t("plan_same", { count: same }),
        removed && this.t("plan_removed", { count: removed }),
      ].filter(Boolean);
      return parts.length ? [this.t("plan_line", { name: this.names[family], counts: format.format(parts) })] : [];
    });
  }

  restore(way) {
    const before = toFile(entriesOf(storageOf(window)), new Date());
    const chosen = this.plan()[way];
    const result = this.restoring.carryOut(storageOf(window), chosen);
    if (way === "replace" || result === "torn") this.former = before;
    const said = { done: () => this.done(way, chosen), refused: () => this.t("backup_refused"), torn: () => this.t("backup_torn") };
    this.leave(said[result]());
    if (result !== "refused") this.find(".backup__before").hidden = !this.former;
    this.find(".tool__status").focus();
    dispatchEvent(new StorageEvent("storage")); // for the other parts of this page
  }

  done(way, { counts }) {
    const total = { added: 0, changed: 0, removed: 0 };
    for (const each of counts.values()) for (const key of Object.keys(total)) total[key] += each[key];
    return way === "merge" ? this.t("backup_merged", total) : this.t("backup_replaced", total);
  }

  leave(words = this.t("backup_left")) {
    this.say(words);
    const open = !this.find(".backup__plan").hidden;
    this.find(".backup__plan").hidden = true;
    this.file = undefined;
    if (open) this.find("[type=file]").focus();
  }

  askErase(storage) {
    this.erasing = storage;
    const entries = entriesOf(storage);
    if (!entries.size) return this.say(this.t("erase_none"));
    this.list(this.find(".backup__goes"), this.counted(entries));
    this.find(".backup__first").textContent = "";
    const dialog = this.find("dialog");
    dialog.returnValue = "";
    dialog.showModal();
  }

  async erase() {
    erase(this.erasing);
    if (!isShared()) erase(tabStorage());
    this.leave("");
    const gone = await forgetOffline();
    this.draw();
    this.say(gone ? this.t("erase_done") : this.t("erase_half"));
    this.find(".tool__status").focus(); // the button that was pressed may be gone
    dispatchEvent(new StorageEvent("storage"));
  }
}

customElements.define("course-backup", CourseBackup);
