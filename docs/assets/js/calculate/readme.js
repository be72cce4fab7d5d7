/* What each README still lacks, and the README itself, ready to paste. */
import { fenced } from "../worksheet/context.js";

/* Its sections in the order of the lesson: the field whose name is the heading, then those that stand below it with their names. */
const SECTIONS = [["problem", "who"], ["demo"], ["result", "metric", "baseline"], ["limits"], ["choices"], ["data", "licence"], ["run"], ["own"], ["contact"]];

export function calculate(c) {
  return Object.fromEntries(begun(c).map((row) => [`projects/${row.id}`, [...gaps(c.t, row), { copy: readme(c.t, row) }]]));
}

/* Between tildes, so that it can be copied whole and what was typed changes nothing around it. */
export function markdown(c) {
  return begun(c)
    .map((row) => `## ${c.t("readme")}\n\n${fenced(readme(c.t, row))}`)
    .join("\n\n");
}

const begun = (c) => c.rows("projects").filter((row) => Object.keys(names(c.t)).some((id) => row[id].trim()));

function names(t) {
  return {
    title: t("title"),
    problem: t("problem"),
    who: t("who"),
    data: t("data"),
    licence: t("licence"),
    choices: t("choices"),
    run: t("run"),
    metric: t("metric"),
    baseline: t("baseline"),
    result: t("result"),
    limits: t("limits"),
    own: t("own"),
    demo: t("demo"),
    contact: t("contact"),
  };
}

function gaps(t, row) {
  const list = Object.entries(names(t)).filter(([id]) => !row[id].trim()).map(([, name]) => name);
  return list.length ? [{ text: t("missing") }, { list }] : [{ text: t("complete") }];
}

function readme(t, row) {
  const named = names(t);
  const or = (id) => row[id].trim() || t("to-write");
  const section = ([head, ...below]) => [`## ${named[head]}`, or(head), ...below.map((id) => t("pair", { name: named[id], text: or(id) }))];
  return [`# ${or("title")}`, ...SECTIONS.flatMap(section)].join("\n\n");
}
