/* Settings, each of which takes effect at once, and the switch for a shared computer. */
import { entriesOf, erase } from "./record/backup.js";
import { apply, read, write } from "./record/settings.js";
import { forgetOffline, isShared, setShared, tabStorage } from "./record/shared.js";
import { storageOf } from "./record/storage.js";
import { Tool } from "./record/tool.js";

class CourseSettings extends Tool {
  async start() {
    this.form = this.find("form");
    this.on(this.form, "change", () => this.change());
    this.on(this.find(".settings__switch"), "click", () => this.press());
    this.on(this.find("dialog"), "close", ({ target }) => target.returnValue && this.turn(false));
    this.on(window, "storage", () => this.draw());
    this.on(window, "pageshow", ({ persisted }) => persisted && this.draw());
    this.draw();
    setTimeout(() => this.arrive()); // once it can be seen
  }

  draw() {
    const { sure, shortcuts, spacing } = read(storageOf(window));
    const { elements } = this.form;
    elements.sure.checked = sure;
    elements.shortcuts.checked = shortcuts;
    elements.spacing.value = spacing;
    const on = isShared();
    this.find(".settings__state").textContent = on ? this.t("shared_on") : this.t("shared_off");
    this.find(".settings__switch").textContent = on ? this.t("shared_turn_off") : this.t("shared_turn_on");
  }

  change() {
    const { sure, shortcuts, spacing } = this.form.elements;
    const chosen = { sure: sure.checked, shortcuts: shortcuts.checked, spacing: spacing.value };
    const kept = write(storageOf(window), chosen, Date.now());
    if (kept) dispatchEvent(new Event("course:settings"));
    apply(chosen, document);
    this.say(!kept ? this.t("settings_not_kept") : isShared() ? this.t("settings_kept_tab") : this.t("settings_kept"));
  }

  /* What was done in this tab ends with the switch, so that is asked first. */
  press() {
    if (!isShared()) return this.turn(true);
    if (!entriesOf(tabStorage()).size) return this.turn(false);
    const dialog = this.find("dialog");
    dialog.returnValue = "";
    dialog.showModal();
  }

  /* All scripts of the page have to begin anew, with the other storage. */
  async turn(on) {
    if (!setShared(on)) return this.say(this.t("shared_refused"));
    const gone = on ? await forgetOffline() : true;
    if (!on) erase(tabStorage());
    history.replaceState({ turned: on, gone }, "");
    location.reload();
  }

  /* After that: says what was done, where the reader was. */
  arrive() {
    const { turned, gone } = history.state ?? {};
    if (turned === undefined) return;
    history.replaceState(null, "");
    const words = turned ? this.t("shared_now_on") : this.t("shared_now_off");
    this.say(gone ? words : `${words} ${this.t("erase_half")}`);
    this.find(".settings__switch").focus();
  }
}

customElements.define("course-settings", CourseSettings);
