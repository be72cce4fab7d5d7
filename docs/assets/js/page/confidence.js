/* “How sure are you?”, asked before a check where the reader wants that. It is never scored. */
import { SURE } from "../record/checks.js";
import { add } from "../worksheet/dom.js";

/* Adds the question to every form below `place`. t: with the words of every page */
export function askSure(place, t) {
  const labels = { guess: t("sure_guess"), fairly: t("sure_fairly"), sure: t("sure_sure") };
  for (const actions of place.querySelectorAll(".question__actions")) {
    const label = add(actions.parentElement, "label", `${t("sure_ask")} `, "sure");
    actions.before(label);
    const select = add(label, "select");
    select.dataset.sure = "";
    add(select, "option", t("sure_none")).value = "";
    for (const value of SURE) add(select, "option", labels[value]).value = value;
    // It is no part of the answer.
    for (const type of ["input", "change"]) select.addEventListener(type, (event) => event.stopPropagation());
    actions.parentElement.addEventListener("course:checked", ({ detail }) => compare(actions.parentElement, select, detail, t));
  }
}

function compare(form, { value }, { state, tries }, t) {
  if (value === "sure" && state === "open" && tries === 1) add(form.querySelector(".question__status"), "span", ` ${t("sure_wrong")}`);
}
