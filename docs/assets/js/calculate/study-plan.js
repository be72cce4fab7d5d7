/* The week split as in the nearest of one guide's plans; what is left of the steps; dates for the calendar. */
import { toNumber } from "../worksheet/context.js";
import { isDay } from "../worksheet/dates.js";

const WEEKS = 12;

export function calculate(c) {
  const time = [...splitBlocks(c), ...weighBlocks(c)];
  const steps = stepBlocks(c);
  const resources = resourceBlocks(c);
  return { ...(time.length && { time }), ...(steps.length && { steps }), ...(resources.length && { resources }) };
}

export function events(c) {
  const { "first-day": day } = c.form("time");
  const hours = hoursOf(c);
  const title = hours ? c.t("study-hours", { hours: c.number(hours, 1) }) : c.t("study-block");
  const block = isDay(day) ? [{ id: "study", day, title, weekly: WEEKS }] : [];
  const steps = left(c).filter((row) => isDay(row.by) && row.step.trim());
  return [...block, ...steps.map(stepEvent(c))];
}

const stepEvent = (c) => (row) => ({
  id: row.id,
  day: row.by,
  title: row.step.trim(),
  ...(row.stop.trim() && { note: c.t("stop-note", { stop: row.stop.trim() }) }),
});

function hoursOf(c) {
  const hours = toNumber(c.form("time").hours);
  return hours >= 1 && hours <= 80 ? hours : null;
}

/* How far the hours are from a plan, which may itself be a range. */
const distance = (hours, { low, high }) => Math.max(low - hours, hours - high, 0);

/* The table begins with the smallest plan, which therefore wins a tie. */
function nearest(c, hours) {
  const plans = Object.values(c.data["hour-splits"].rows);
  return plans.reduce((best, plan) => (distance(hours, plan.total) < distance(hours, best.total) ? plan : best));
}

function splitBlocks(c) {
  const { t } = c;
  const hours = hoursOf(c);
  if (!hours) return c.form("time").hours.trim() ? [{ note: t("check-hours") }] : [];
  const plan = nearest(c, hours);
  const words = { plan: plan.name, hours: plan.total.text };
  const title = { title: t("split-title") };
  // A part without a figure means that the plan splits nothing.
  if (plan.people.low === undefined) return [title, { text: t("one-project", words) }, { note: t("theory") }];
  const scale = hours / plan.total.low;
  const { columns } = c.data["hour-splits"];
  const rows = ["learn", "build", "people"].map((id) => [columns[id], c.number(plan[id].low * scale, 1), plan[id].text]);
  const table = { head: [t("part"), t("yours"), t("theirs")], rows };
  return [title, { table }, { text: t("plan", words) }, { note: t("theory") }];
}

function weighBlocks(c) {
  const { t } = c;
  const { money, structure } = c.form("time");
  const byMoney = { none: t("money-none"), some: t("money-some"), more: t("money-more") };
  const byStructure = { self: t("structure-self"), people: t("structure-people"), unsure: t("structure-unsure") };
  const list = [byMoney[money], byStructure[structure]].filter(Boolean);
  return list.length ? [{ title: t("weigh-title") }, { list }] : [];
}

const written = (rows, field) => rows.filter((row) => row[field].trim());
const left = (c) => c.rows("steps").filter((row) => row.known !== "yes" && row.done !== "yes");

function stepBlocks(c) {
  const { t } = c;
  const open = written(left(c), "step");
  if (!open.length) return written(c.rows("steps"), "step").length ? [{ text: t("nothing-left") }] : [];
  const phases = new Map();
  for (const row of open) {
    const phase = row.phase.trim() || t("no-phase");
    phases.set(phase, [...(phases.get(phase) ?? []), row.step.trim()]);
  }
  const rows = [...phases].map(([phase, steps]) => [phase, c.number(steps.length), steps[0]]);
  const blocks = [{ title: t("left-title") }, { table: { head: [t("phase"), t("left"), t("next")], rows } }];
  const endless = open.length - written(open, "stop").length;
  if (endless) blocks.push({ note: t("no-stop", { count: endless }) });
  return blocks;
}

function resourceBlocks(c) {
  const unchecked = written(c.rows("resources"), "name").filter((row) => !row.checked.trim());
  return unchecked.length ? [{ note: c.t("no-check", { count: unchecked.length }) }] : [];
}
