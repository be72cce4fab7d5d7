/* Writes down each first try: at a lesson's question whenever it is asked anew, in a review or the final once. */
import { add } from "../record/checks.js";

/* full(): called where nothing more can be kept */
export function keepChecks(topics, { storage, full }) {
  document.addEventListener("course:checked", ({ target, detail: { id, state, tries } }) => {
    if (state === "shown" || tries !== 1 || "counted" in target.dataset) return;
    const place = target.closest("course-quiz").dataset.in ?? "lesson";
    if (place !== "lesson") target.dataset.counted = "";
    const topic = topics.find(({ name }) => id.startsWith(`${name}/`));
    const of = topic && Object.keys(topic.asked).length;
    const sure = target.querySelector("[data-sure]")?.value || undefined;
    if (!add(storage, id, { at: Date.now(), right: state === "right", in: place, of, sure })) full();
    dispatchEvent(new Event("course:recorded"));
  });
}
