/* The result of a final as Markdown, which says what it is and what it is not. Pure. */
import { inert } from "../worksheet/context.js";

/* result: [{topic, total, right, passages: links to read again}] in the order of the course
   date: of the paper, as the reader writes it */
export function toRecord(result, { code, date, address, t }) {
  const right = result.reduce((all, each) => all + each.right, 0);
  const total = result.reduce((all, each) => all + each.total, 0);
  const lines = result.map(({ topic, total, right }) => `| ${inert(topic.title)} | ${t("final_of", { right, total })} |`);
  const again = result.flatMap(({ passages }) => passages.map((link) => `- [${inert(link.textContent)}](${link.href})`));
  return [
    `# ${t("record_title")}`,
    t("final_score", { right, total }),
    [`| ${t("questions_lesson")} | ${t("record_right")} |`, "| --- | --- |", ...lines].join("\n"),
    ...(again.length ? [t("result_missed"), again.join("\n")] : []),
    t("final_made", { code, date }),
    `<${address}>`,
    "",
  ].join("\n\n");
}
