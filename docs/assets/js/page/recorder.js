/* Writes down each first try: at a lesson's question whenever it is asked anew, in a review or the final once. */
import { add } from "../record/checks.js";

/* course: promise of course.json, which may fail · storage: localStorage or null
   refused(why): called where a try is not kept; see checks.js */
export function keepChecks(course, { storage, refused }) {
  document.addEventListener("course:checked", async ({ target, detail }) => {
    const { id, first, state, tries } = detail;
    const place = target.closest("course-quiz").dataset.in ?? "lesson";
    if (state === "shown" || tries !== 1 || (place !== "lesson" && !first)) return;
    const sure = target.querySelector("[data-sure]")?.value || undefined;
    const check = { at: Date.now(), right: state === "right", in: place };
    const { topics } = await course.catch(() => ({ topics: [] }));
    const topic = topics.find(({ name }) => id.startsWith(`${name}/`));
    const of = topic && Object.keys(topic.asked).length;
    const why = add(storage, id, { ...check, of, sure });
    if (why) refused(why);
    dispatchEvent(new Event("course:recorded"));
  });
}
