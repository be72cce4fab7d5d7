/* Applications with the history of their stages: what is due or quiet, how far they came, and a report of the search. */
import { inert, toNumber } from "../worksheet/context.js";
import { addDays, daysBetween, isDay } from "../worksheet/dates.js";

// The stages in their order, and how far along the way each is. Who was turned down or never heard has sent, at least.
const RANK = {
  __proto__: null,
  saved: 0,
  applied: 1,
  screen: 2,
  test: 2,
  interview: 3,
  "interview-2": 4,
  "interview-3": 4,
  offer: 5,
  accepted: 5,
  rejected: 1,
  withdrawn: 0,
  quiet: 1,
};
const OPEN = ["applied", "screen", "test", "interview", "interview-2", "interview-3", "offer"];
const A_YEAR = 365;
const LONG_AGO = 10 * A_YEAR; // a day further back, or still to come, is a slip of the finger

export function calculate(c) {
  const jobs = read(c);
  const blocks = {
    jobs: [...due(c, jobs, c.t("due-title")), ...stages(c, jobs), ...quiet(c, jobs), ...funnel(c, jobs)],
    settings: quietAfter(c).notes,
    report: reported(c, jobs),
    internal: due(c, inside(c), c.t("internal-title")),
    safe: safe(c),
  };
  return Object.fromEntries(Object.entries(blocks).filter(([, each]) => each.length));
}

export function events(c) {
  const entries = [...read(c), ...inside(c)].filter(({ day }) => isDay(day));
  return entries.map(({ id, day, what, link, note }) => ({ id, day, title: what, note: link ?? note }));
}

export function tables(c) {
  const { t, label } = c;
  const jobs = read(c);
  const line = ({ organisation, role }, [day, stage]) => [day, organisation, role, label("jobs", "stage", stage)];
  const changes = jobs.flatMap((row) => row.past.map((each) => line(row, each)));
  const head = [t("date"), t("organisation"), t("role"), t("stage")];
  return [
    { name: "history", title: t("history-title"), head, rows: changes.sort(byDay) },
    { name: "report", ...report(c, jobs, (day) => day) },
  ];
}

export function markdown(c) {
  const { title, head, rows } = report(c, read(c), inWords(c));
  if (!rows.length) return "";
  const line = (cells) => `| ${cells.map((each) => inert(each.replace(/\s+/g, " "))).join(" | ")} |`;
  return [`## ${title}`, [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n")].join("\n\n");
}

const byDay = ([one], [other]) => (one < other ? -1 : one > other ? 1 : 0);
const measure = ({ data }, row) => Number(data["tracker-measures"].rows[row].value);

/* Each application with its `past`, the changes that have a sound day, oldest first; the furthest `rank` that it came to;
   and what it is called in a list. */
function read(c) {
  const first = addDays(c.today, -LONG_AGO);
  const isSound = ([day, stage]) => stage in RANK && isDay(day) && day >= first && day <= c.today;
  return c
    .rows("jobs")
    .filter(({ organisation, role, next }) => organisation.trim() || role.trim() || next.trim())
    .map((row) => {
      const past = (row["stage@"] ?? []).filter(isSound).sort(byDay);
      const rank = Math.max(RANK[row.stage] ?? 0, ...past.map(([, stage]) => RANK[stage]));
      const where = [row.organisation.trim(), row.role.trim()].filter(Boolean).join(", ") || c.t("unnamed");
      const next = row.next.trim();
      return { ...row, past, rank, where, what: next ? c.t("what", { next, where }) : where, day: row["next-day"] };
    });
}

/* The steps of a move inside that are still to do. */
function inside({ t, rows, data }) {
  const name = (id) => data["internal-steps"].rows[id].step;
  const open = rows("internal").filter(({ done }) => !done);
  return open.map(({ id, day, note }) => ({ id: `internal-${id}`, day, note, what: t("internal-event", { step: name(id) }) }));
}

function due(c, rows, title) {
  const { t, date, today } = c;
  const last = addDays(today, measure(c, "due"));
  const list = rows
    .filter(({ day }) => isDay(day) && day <= last)
    .sort((one, other) => byDay([one.day], [other.day]))
    .map(({ day, what }) => (day < today ? t("due-earlier", { day: date(day), what }) : t("due", { day: date(day), what })));
  return list.length ? [{ title }, { list }] : [];
}

function stages({ t, label }, jobs) {
  const count = (stage) => jobs.filter((row) => (row.stage in RANK ? row.stage : "") === stage).length;
  const name = (stage) => (stage ? label("jobs", "stage", stage) : t("no-stage"));
  const list = [...Object.keys(RANK), ""].filter(count).map((stage) => t("stages", { stage: name(stage), count: count(stage) }));
  return list.length ? [{ title: t("stages-title") }, { list }] : [];
}

function quietAfter(c) {
  const usual = measure(c, "quiet");
  const { quiet: typed } = c.form("settings");
  const days = toNumber(typed);
  if (Number.isInteger(days) && days >= 1 && days <= A_YEAR) return { days, notes: [] };
  return { days: usual, notes: typed.trim() ? [{ note: c.t("quiet-check", { least: 1, most: A_YEAR, days: usual }) }] : [] };
}

function quiet(c, jobs) {
  const { t, label, today } = c;
  const most = quietAfter(c).days;
  const list = jobs
    .filter(({ stage, past }) => OPEN.includes(stage) && past.length)
    .map(({ where, stage, past }) => ({ where, stage: label("jobs", "stage", stage), days: daysBetween(past.at(-1)[0], today) }))
    .filter(({ days }) => days > most)
    .sort((one, other) => other.days - one.days)
    .map((row) => t("quiet", row));
  return list.length ? [{ title: t("quiet-title") }, { text: t("quiet-text") }, { list }] : [];
}

/* How many came to each step or further. Too few say nothing, so they are only counted. */
function funnel(c, jobs) {
  const { t } = c;
  const least = measure(c, "read");
  const [sent, ...later] = [1, 2, 3, 4, 5].map((step) => jobs.filter(({ rank }) => rank >= step).length);
  if (!sent) return [];
  const blocks = [{ title: t("funnel-title") }];
  if (sent < least) return [...blocks, { text: t("funnel-few", { count: sent, least }) }, ...answers(c, jobs)];
  const names = [t("step-talk"), t("step-interview"), t("step-second"), t("step-offer")];
  const rows = later.map((part, at) => [names[at], `${part}`, t("share", { part, whole: [sent, ...later][at] })]);
  const head = [t("funnel-stage"), t("funnel-count"), t("funnel-share")];
  blocks.push({ table: { head, rows: [[t("step-sent"), `${sent}`, ""], ...rows] } }, { text: t("funnel-text") });
  return [...blocks, ...answers(c, jobs)];
}

/* The middle one of the days from an application to the first word back, a refusal included. */
function answers({ t, number }, jobs) {
  const days = jobs.flatMap(({ past }) => {
    const at = past.findIndex(([, stage]) => stage === "applied");
    const answer = past.slice(at + 1).find(([, stage]) => RANK[stage] > 1 || stage === "rejected");
    return at >= 0 && answer ? [daysBetween(past[at][0], answer[0])] : [];
  });
  days.sort((one, other) => one - other);
  const middle = (days[(days.length - 1) >> 1] + days[days.length >> 1]) / 2;
  return days.length ? [{ text: t("answer", { days: number(middle, 1), count: days.length }) }] : [];
}

/* The first and last day of the report; `set` says whether the reader chose one. */
function range(c) {
  const [from, to] = [c.form("report").from, c.form("report").to].map((day) => (isDay(day) ? day : ""));
  const isTurned = from !== "" && to !== "" && from > to;
  return { from: isTurned ? to : from, to: isTurned ? from : to || c.today, isTurned, isSet: from !== "" || to !== "" };
}

/* The same days come often, and writing one in words is slow. */
function inWords({ date }) {
  const known = new Map();
  return (day) => known.get(day) ?? known.set(day, date(day)).get(day);
}

const appliedOn = ({ past }) => past.find(([, stage]) => stage === "applied")?.[0] ?? "";
// Who noted a later stage alone is reported too, without a claim about the day of applying.
const sentOn = (row) => appliedOn(row) || (row.past.find(([, stage]) => RANK[stage])?.[0] ?? "");

function report(c, jobs, written) {
  const { t, label } = c;
  const { from, to } = range(c);
  const found = jobs.map((row) => [sentOn(row), row]).filter(([day]) => day && day >= from && day <= to);
  const withContact = found.some(([, { contact }]) => contact.trim());
  const stage = ([day, value]) => t("stage-dated", { stage: label("jobs", "stage", value), day: written(day) });
  const rows = found.sort(byDay).map(([, row]) => {
    const day = appliedOn(row);
    const cells = [day && written(day), row.organisation, row.role, row.place, row.way, row.past.map(stage).join("; ")];
    return withContact ? [...cells, row.contact] : cells;
  });
  const head = [t("applied-on"), t("organisation"), t("role"), t("place"), t("way"), t("stages-dated")];
  const title = t("report-title", { from: from ? c.date(from) : t("report-begin"), to: c.date(to) });
  return { title, head: withContact ? [...head, t("contact")] : head, rows };
}

function reported(c, jobs) {
  const { t } = c;
  const { isTurned, isSet } = range(c);
  if (!isSet) return [];
  const { title, head, rows } = report(c, jobs, inWords(c));
  const undated = jobs.filter((row) => row.rank > 0 && !sentOn(row)).length;
  return [
    ...(isTurned ? [{ note: t("report-turned") }] : []),
    { title },
    rows.length ? { table: { head, rows } } : { text: t("report-none") },
    ...(undated ? [{ text: t("report-undated", { count: undated }) }] : []),
  ];
}

function safe({ t, form }) {
  const found = { no: t("safe-no"), unsure: t("safe-unsure") }[form("safe").safe];
  return found ? [{ note: found }] : [];
}
