/* Marks in the list of lessons: read, or done where each of the lesson's questions was tried. */
import { readAll } from "../record/checks.js";
import { root } from "../record/contents.js";
import { add } from "../worksheet/dom.js";
import { isRead } from "./reading.js";

export function markLessons(topics, storage, t) {
  const checks = readAll(storage);
  const links = [...document.querySelectorAll(".md-nav--primary .md-nav__link[href]")];
  for (const { name, page, asked } of topics) {
    const done = Object.keys(asked).every((id) => checks.has(id));
    const words = done ? t("mark_done") : isRead(storage, name) ? t("mark_read") : "";
    const address = new URL(page, root).href;
    for (const link of links.filter(({ href }) => href.split("#")[0] === address)) mark(link, words, done);
  }
}

function mark(link, words, done) {
  link.querySelector(".mark")?.remove();
  if (words) add(link, "span", words, "mark").dataset.done = done;
}
