/* What the tools of the learner's record share. A tool's template has
   .tool__plain   what stands there without scripts
   .tool__live    what the script fills, hidden until then
   .tool__status  where it says what it did, a role=status */
import { pageLanguage, translator } from "../worksheet/words.js";

export class Tool extends HTMLElement {
  async connectedCallback() {
    this.t = translator(JSON.parse(this.dataset.words));
    this.language = pageLanguage();
    this.listening = new AbortController();
    await this.guarded(async () => {
      await this.start();
      for (const each of this.querySelectorAll(".tool__plain")) each.hidden = true;
      for (const each of this.querySelectorAll(".tool__live")) each.hidden = false;
    });
  }

  /* What fails, as where a part cannot be loaded, is told. */
  async guarded(task) {
    try {
      await task();
    } catch (error) {
      this.say(this.t("tool_failed"));
      throw error;
    }
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /* Listens until the tool is taken away. */
  on(target, type, listener) {
    target.addEventListener(type, (event) => this.guarded(() => listener(event)), { signal: this.listening.signal });
  }

  find(selector) {
    return this.querySelector(selector);
  }

  say(words) {
    this.find(".tool__status").textContent = words;
  }

  /* 24 Nov 2026, as the reader's language writes it. when: a day, 2026-11-24, or milliseconds */
  date(when) {
    const isDay = typeof when === "string";
    const format = new Intl.DateTimeFormat(this.language, { dateStyle: "medium", ...(isDay && { timeZone: "UTC" }) });
    return format.format(isDay ? Date.parse(when) : when);
  }
}
