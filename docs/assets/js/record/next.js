/* The one next step for a reader, from the course and what was done. Pure.

   In this order: begin; finish the lesson that was begun; review what is due; finish a paper of the final; the next
   lesson, the first of all being the one that Start here suggested; a lesson whose questions are not all right; the
   final; a worksheet not begun; otherwise wait until something is due. */

/* topics: [{name, level, missing, last: moment of its last check or 0, …}] in the order of the course · due: how many
   questions a review would ask now · sheets: those not begun · papers: {total, done} · suggested: name of a topic or ""
   next: day of the next review
   Gives {step, topic?, sheet?, day?, count?} */
export function nextStep({ topics, begun, due, sheets, papers, suggested, next }) {
  if (!begun) return { step: "start" };
  const tried = topics.filter(({ level }) => level !== "none");
  const latest = tried.toSorted((one, other) => other.last - one.last);
  const open = latest.find(({ missing }) => missing.length);
  if (open) return { step: "finish", topic: open, count: open.missing.length };
  if (due) return { step: "review", count: due };
  if (papers.some(({ total, done }) => done && done < total)) return { step: "paper" };
  const after = latest.length ? topics.indexOf(latest[0]) + 1 : 0;
  const first = latest.length ? [] : topics.filter(({ name }) => name === suggested);
  const fresh = [...first, ...topics.slice(after), ...topics].find(({ level }) => level === "none");
  if (fresh) return { step: "lesson", topic: fresh };
  const weak = topics.find(({ level }) => level === "tried") ?? topics.find(({ level }) => level === "familiar");
  if (weak) return { step: "again", topic: weak };
  if (!papers.some(({ total, done }) => total && done === total)) return { step: "final" };
  if (sheets.length) return { step: "sheet", sheet: sheets[0] };
  return { step: "wait", day: next };
}
