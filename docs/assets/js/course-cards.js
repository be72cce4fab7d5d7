/* Practice cards, one at a time: deals from the folded lists of the page. Nothing is kept or counted for long. */
import { after, shuffled } from "./record/deck.js";
import { Tool } from "./record/tool.js";

class CourseCards extends Tool {
  start() {
    this.on(this, "click", ({ target }) => target.dataset.do && this[target.dataset.do]());
    this.on(window, "afterprint", () => this.deck.removeAttribute("data-print"));
  }

  get deck() {
    return document.getElementById(this.find("select").value);
  }

  deal() {
    this.cards = [...this.deck.querySelectorAll("details")];
    this.lay(shuffled(this.cards, Math.random));
  }

  knew() {
    this.lay(after(this.pile, true));
  }

  again() {
    this.lay(after(this.pile, false));
  }

  stop() {
    this.show("choose", "select");
  }

  print() {
    this.deck.dataset.print = "cards";
    print();
  }

  turn() {
    this.show("back", ".dealt__back");
  }

  /* Lays the top card down, its front up. */
  lay(pile) {
    this.pile = pile;
    if (!pile.length) {
      this.find(".dealt__end").textContent = this.t("cards_end", { total: this.cards.length });
      return this.show("end", ".dealt__end");
    }
    const [front, ...back] = pile[0].cloneNode(true).children;
    this.find(".dealt__left").textContent = this.t("cards_left", { left: pile.length });
    this.find(".dealt__ask").replaceChildren(...front.childNodes);
    this.find(".dealt__back").replaceChildren(...back);
    this.show("front", ".dealt__front");
  }

  show(state, focus) {
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = !part.matches(`[data-when~="${state}"]`);
    this.find(focus).focus();
  }
}

customElements.define("course-cards", CourseCards);
