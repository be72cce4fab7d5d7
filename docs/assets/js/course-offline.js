/* The page on reading offline: what of the course is on this device, and buttons to keep or remove the whole of it.
   The worker keeps a few files for each message, so that the bar moves and the reader can stop. */
import { ask, awake, isPossible } from "./offline/copy.js";
import { Tool } from "./record/tool.js";
import { isShared } from "./record/shared.js";

const AT_ONCE = 6; // files a message

customElements.define(
  "course-offline",
  class extends Tool {
    async start() {
      this.on(this, "click", ({ target }) => this[`on${target.closest("button")?.dataset.do}`]?.());
      if (isShared()) return this.refuse(this.t("offline_shared"));
      try {
        if (!isPossible()) throw new Error("no worker");
        this.registration = await awake();
        this.draw(await this.ask({ do: "state" }));
      } catch {
        this.refuse(this.t("offline_impossible"));
      }
    }

    ask(message) {
      return ask(this.registration, message);
    }

    /* Leaves the words alone, without a button. */
    refuse(words) {
      this.find(".offline__state").textContent = words;
    }

    draw(state) {
      const { made, missing, total, kept, spare } = (this.state = state);
      const now = this.running ? "running" : missing.length ? "some" : "whole";
      for (const part of this.querySelectorAll("[data-when]")) part.hidden = !part.matches(`[data-when~=${now}]`);
      if (!spare) this.find("[data-do=remove]").hidden = true;
      const bar = this.find("progress");
      bar.max = total.bytes;
      bar.value = kept.bytes;
      this.find(".offline__state").textContent = missing.length
        ? this.t("offline_some", { pages: kept.pages, all: total.pages, kept: this.size(kept), size: this.size(total) })
        : this.t("offline_whole", { size: this.size(total), date: this.date(made) });
    }

    size({ bytes }) {
      const [unit, divisor] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
      const form = new Intl.NumberFormat(this.language, { style: "unit", unit, maximumSignificantDigits: 2 });
      return form.format(bytes / divisor);
    }

    /* The pressed button goes away, so the focus goes to what is said. */
    tell(words) {
      this.say(words);
      this.find(".tool__status").focus();
    }

    async onkeep() {
      const run = (this.running = {});
      this.draw(this.state);
      this.tell(this.t("offline_running"));
      await this.fetchMissing(run).catch(() => {}); // what is missing afterwards tells of it
      if (this.running !== run) return;
      this.running = null;
      this.draw(this.state);
      this.tell(this.outcome());
    }

    /* Goes once through what is missing. Where nothing of what a message asks for arrives, the network has gone. */
    async fetchMissing(run) {
      const failed = new Set();
      const next = () => this.state.missing.filter((name) => !failed.has(name)).slice(0, AT_ONCE);
      for (let paths; this.running === run && (paths = next()).length; ) {
        const state = await this.ask({ do: "keep", paths });
        this.draw(state);
        for (const name of state.failed) failed.add(name);
        if (state.full || state.failed.length === paths.length) return;
      }
    }

    outcome() {
      const { full, missing } = this.state;
      if (!missing.length) return this.t("offline_done");
      return full ? this.t("offline_full") : this.t("offline_failed", { count: missing.length });
    }

    onstop() {
      this.running = null;
      this.draw(this.state);
      this.tell(this.t("offline_stopped"));
    }

    async onremove() {
      this.draw(await this.ask({ do: "forget" }));
      this.tell(this.t("offline_removed"));
    }
  },
);
