/* Months by source, side by side; the reader's own range from the hours behind one source's preparation. */
import { toNumber } from "../worksheet/context.js";
import { addDays, addMonths, isMonth, monthOf } from "../worksheet/dates.js";

export function calculate(c) {
  const plan = planOf(c);
  const time = [...sourceBlocks(c, plan), ...ownBlocks(c, plan), ...notes(c, plan)];
  const phases = phaseBlocks(c, plan);
  return { ...(time.length && { time }), ...(phases.length && { "": phases }) };
}

export function events(c) {
  return phasesOf(c, planOf(c));
}

export function tables(c) {
  const { t } = c;
  const plan = planOf(c);
  const head = [t("source"), t("months"), t("measures"), t("preparation"), t("hours-assumed")];
  const ranges = plan.rows.map((row) => [row.label, row.months.text, row.means, row.preparation.text ?? "", row.hours.text ?? ""]);
  if (plan.total) ranges.push([ownBar(c, plan).label, span(c, plan.total), ownBar(c, plan).text, span(c, plan.study), c.number(plan.hours, 1)]);
  const phases = phasesOf(c, plan).map((each) => [each.title, each.day, each.until]);
  return [
    { name: "phases", title: t("file-phases"), head: [t("phase"), t("from"), t("to")], rows: phases },
    { name: "ranges", title: t("file-ranges"), head, rows: ranges },
  ].filter((each) => each.rows.length);
}

/* What was typed, and from it the hours in all, the months of study and the months in total, each as [low, high]. */
function planOf(c) {
  const form = c.form("time");
  const { week, month, year, search, allowance } = c.data.assumptions.rows;
  const typed = (id, least, most) => {
    const value = toNumber(form[id]);
    return value !== null && value >= least && value <= most ? value : null;
  };
  const hours = typed("hours", 1, 80);
  const [from, to] = [typed("search-from", 0, 36), typed("search-to", 0, 36)];
  // One end alone moves the other, so that the range never runs backwards.
  const wait = [from ?? Math.min(search.value.low, to ?? 36), to ?? Math.max(search.value.high, from ?? 0)].sort((a, b) => a - b);
  const rows = rowsOf(c, form.background);
  // A year that is still being typed reads 0002.
  const start = isMonth(form.start) && form.start.startsWith("2") ? form.start : "";
  const plan = { form, hours, rows, search: wait, start };
  if (!hours || !rows.length) return plan;
  const base = basis(rows);
  const weeks = Number(month.value);
  const kept = (typed("allowance", 0.2, 1) ?? Number(allowance.value)) * (1 - (typed("weeks-off", 0, 40) ?? 0) / Number(year.value));
  const all = [base.low * weeks * week.value.low, base.high * weeks * week.value.high];
  const study = all.map((each) => each / (hours * weeks * kept));
  return { ...plan, base, all, study, total: study.map((each, at) => each + (base.isTotal ? 0 : wait[at])) };
}

/* The rows that name the background, then those nearest to it; the longest first. */
function rowsOf(c, background) {
  const having = (column, label) =>
    Object.values(c.data.months.rows)
      .filter((row) => row[column].includes(background))
      .sort((a, b) => b.months.high - a.months.high || b.months.low - a.months.low)
      .map((row) => ({ ...row, label: label(row.who), isNear: column === "near" }));
  return [...having("backgrounds", (who) => who), ...having("near", (who) => c.t("bar-near", { who }))];
}

/* Preparation where a source gives it, for the background itself before its neighbours; else the total. */
function basis(rows) {
  const prepared = rows.filter((row) => row.preparation.text);
  const own = prepared.filter((row) => !row.isNear);
  const ranges = prepared.length ? (own.length ? own : prepared).map((row) => row.preparation) : rows.map((row) => row.months);
  return {
    low: Math.min(...ranges.map((each) => each.low)),
    high: Math.max(...ranges.map((each) => each.high)),
    isNear: !own.length && prepared.length > 0,
    isTotal: !prepared.length,
  };
}

const round = (c, months) => c.number(months, months < 3 ? 1 : 0);

function span(c, range) {
  const [low, high] = range.map((each) => round(c, each));
  return low === high ? c.t("same-months", { low }) : c.t("own-months", { low, high });
}

function ownBar(c, { hours, base, study, total, search }) {
  const words = { total: span(c, total), study: span(c, study), search: span(c, search) };
  return {
    label: c.t("own-label", { hours: c.number(hours, 1) }),
    low: Math.round(total[0] * 10) / 10,
    high: Math.round(total[1] * 10) / 10,
    text: base.isTotal ? c.t("own-total", words) : c.t("own-parts", words),
    own: true,
  };
}

function sourceBlocks(c, plan) {
  const { t } = c;
  const [first, second] = plan.rows;
  if (!first) return [];
  const rows = plan.rows.map(({ label, months, means }) => {
    return { label, low: months.low, high: months.high, text: t("bar", { months: months.text, means }) };
  });
  if (plan.total) rows.push(ownBar(c, plan));
  const title = t("sources-title", { background: c.label("time", "background", plan.form.background) });
  const blocks = [{ title }, { bars: { unit: t("unit"), rows } }];
  if (first.isNear) blocks.push({ note: t("near-note") });
  if (!second) blocks.push({ note: t("single", { source: first.months.source }) });
  return blocks;
}

function ownBlocks(c, { base, all, total, start }) {
  const { t } = c;
  if (!total) return [];
  const week = c.data.assumptions.rows.week.value.text;
  const words = { months: span(c, [base.low, base.high]), week, low: c.number(all[0]), high: c.number(all[1]) };
  const [from, to] = total.map((each) => (start ? c.month(monthOf(addMonths(start, each))) : round(c, each)));
  const blocks = [
    { title: t("own-title") },
    { text: start ? t("between", { from, to }) : t("within", { from, to }) },
    { text: base.isTotal ? t("how-total", words) : t("how", words) },
  ];
  if (base.isNear) blocks.push({ text: t("how-near") });
  return blocks;
}

function notes(c, { form, hours, total, start }) {
  const { t } = c;
  const { few, many } = c.data.assumptions.rows;
  const found = [];
  if (form.hours.trim() && !hours) found.push(t("check-hours"));
  if (hours && hours < few.value.low) found.push(t("few", { hours: c.number(few.value.low) }));
  if (hours > many.value.high) found.push(t("many", { hours: c.number(many.value.high) }));
  const isEarly = total && start && isMonth(form.target) && form.target < monthOf(addMonths(start, total[0]));
  if (isEarly) found.push(t("early", { target: c.month(form.target) }));
  return found.map((note) => ({ note }));
}

const phaseRows = (c, { form }) => Object.entries(c.data.phases.rows).filter(([, row]) => row.backgrounds.includes(form.background));

/* The plan of the background, stretched over the long end of the preparation; the search comes after it. */
function phasesOf(c, plan) {
  const rows = phaseRows(c, plan);
  if (!plan.study || !plan.start) return [];
  const whole = rows.reduce((sum, [, row]) => sum + (row.months.high ?? 1), 0);
  const parts = rows.map(([id, row]) => [id, row.name, (plan.study[1] * (row.months.high ?? 1)) / whole]);
  if (!plan.base.isTotal && plan.search[1] > 0) parts.push(["search", c.t("search"), plan.search[1]]);
  let passed = 0;
  return parts.map(([id, title, months]) => {
    const day = addMonths(plan.start, passed);
    passed += months;
    const until = addDays(addMonths(plan.start, passed), -1);
    return { id, day, until: until < day ? day : until, title };
  });
}

function phaseBlocks(c, plan) {
  const { t } = c;
  const rows = phasesOf(c, plan).map((each) => [each.title, c.date(each.day), c.date(each.until)]);
  if (!rows.length) return [];
  const [[, first]] = phaseRows(c, plan);
  return [
    { title: t("phases-title") },
    { table: { head: [t("phase"), t("from"), t("to")], rows } },
    { text: first.months.text ? t("phases-how", { plan: first.plan }) : t("phases-even", { plan: first.plan }) },
  ];
}
