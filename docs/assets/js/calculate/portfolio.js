/* Which kinds of project are there, what each still lacks, and a README and an issue's checklist to take away. */
import { fenced } from "../worksheet/context.js";

const POINTS = "presentation-points";

export function calculate(c) {
  const projects = kept(c).filter((row) => row.title.trim() || row.slot);
  if (!projects.length) return {};
  const each = projects.map((row) => [`projects/${row.id}`, standing(c, row)]);
  return { projects: [...kinds(c, projects), ...oneActive(c, projects)], ...Object.fromEntries(each) };
}

export function markdown(c) {
  const projects = kept(c).filter((row) => row.title.trim());
  return projects.map((row) => [...readme(c, row), ...checklist(c, row)].join("\n\n")).join("\n\n");
}

const kept = (c) => c.rows("projects").filter((row) => row.state !== "dropped");
const name = ({ t }, row) => row.title.trim() || t("untitled");

function kinds(c, projects) {
  const { t } = c;
  const state = (row) => c.label("projects", "state", row.state);
  const said = (row) => (state(row) ? t("slots-project", { title: name(c, row), state: state(row) }) : name(c, row));
  const rows = Object.entries(c.data["portfolio-slots"].rows).map(([id, kind]) => {
    const held = projects.filter((row) => row.slot === id);
    return [kind.name, held.length ? c.list(held.map(said)) : t("slots-missing")];
  });
  return [{ title: t("slots-title") }, { table: { head: [t("slots-kind"), t("slots-projects")], rows } }];
}

/* A gentle word and a way out, since several begun projects are easily none. */
function oneActive(c, projects) {
  const active = projects.filter((row) => row.state === "active");
  if (active.length < 2) return [];
  const wait = (row) => ({ part: "projects", row: row.id, field: "state", value: "later" });
  const buttons = active.map((row) => ({
    button: c.t("active-keep", { title: name(c, row) }),
    changes: active.filter((other) => other !== row).map(wait),
  }));
  return [{ note: c.t("active-note", { list: c.list(active.map((row) => name(c, row))) }) }, ...buttons];
}

function standing({ t, data }, row) {
  const points = Object.keys(data[POINTS].rows);
  const count = points.filter((id) => row[id]).length;
  const blocks = [{ text: t("points", { count, total: points.length }) }];
  if (!own(t, row).length) blocks.push({ note: t("own-missing") });
  if (!row.licence.trim()) blocks.push({ note: t("licence-missing") });
  return blocks;
}

function own(t, row) {
  const parts = {
    "own-data": t("own-data"),
    "own-evaluation": t("own-evaluation"),
    "own-deployment": t("own-deployment"),
    "own-analysis": t("own-analysis"),
  };
  return Object.keys(parts).filter((id) => row[id]).map((id) => parts[id]);
}

/* Between tildes, so that it can be copied whole and what was typed changes nothing around it. */
function readme({ t }, row) {
  const or = (text) => text.trim() || t("to-write");
  const mine = own(t, row).map((each) => `- ${each}`).join("\n");
  const lines = [
    `# ${row.title.trim()}`,
    t("for", { text: or(row.person) }),
    `## ${t("head-data")}`,
    or(row.data),
    t("licence", { text: or(row.licence) }),
    `## ${t("head-choices")}`,
    t("to-write"),
    `## ${t("head-run")}`,
    or(row.run),
    `## ${t("head-result")}`,
    t("metric", { text: or(row.metric) }),
    t("baseline", { text: or(row.baseline) }),
    t("result", { text: t("to-write") }),
    `## ${t("head-own")}`,
    or(mine),
    `## ${t("head-limits")}`,
    or(row.harm),
  ];
  return [`## ${t("readme")}`, fenced(lines.join("\n\n"))];
}

function checklist({ t, data }, row) {
  const open = Object.entries(data[POINTS].rows).filter(([id]) => !row[id]);
  return open.length ? [`### ${t("open-points")}`, open.map(([, { point }]) => `- [ ] ${point}`).join("\n")] : [];
}
