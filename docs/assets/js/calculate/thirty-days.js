/* A plan of four weeks: its actions week by week, buttons that move them, and calendar entries. Nothing is ever late. */
import { addDays, isDay } from "../worksheet/dates.js";
import { toNumber } from "../worksheet/context.js";

const WEEKS = ["w1", "w2", "w3", "w4"];
const A_YEAR = 366; // to move further is a slip of the finger

export function calculate(c) {
  const plan = read(c);
  const blocks = { start: move(c, plan), actions: [weeks, earlier, swaps].flatMap((each) => each(c, plan)) };
  return Object.fromEntries(Object.entries(blocks).filter(([, each]) => each.length));
}

export function events(c) {
  const { t } = c;
  const { first, open } = read(c);
  const dated = open.filter(({ on }) => on);
  const entries = dated.map((row) => ({ id: row.id, day: row.on, title: row.what, note: note(t, row) }));
  if (!first) return entries;
  const look = { title: t("look-title"), note: t("look-note"), weekly: WEEKS.length };
  return [...entries, { id: "look-back", day: addDays(first, 6), ...look }];
}

const note = (t, { cue, blocked, smallest }) =>
  [cue, blocked, smallest && t("note-smallest", { smallest })].filter(Boolean).join("\n");

/* first, if it is a day · actions, each with `set` (its own day), `on` (that, or its week's first day) and `last`
   (that, or its week's last day: without a day of its own, it has the whole week) · open: neither done nor dropped */
function read(c) {
  const first = valid(c.form("start").first);
  const actions = c
    .rows("actions")
    .filter((row) => row.what.trim())
    .map((row) => {
      const week = WEEKS.includes(row.week) ? row.week : "";
      const set = valid(row.day);
      const start = startOf(first, week);
      return { ...row, week, set, on: set || start, last: set || (start && addDays(start, 6)) };
    });
  return { first, actions, open: actions.filter((row) => !row.done && !row.dropped) };
}

const valid = (day) => (isDay(day) ? day : "");
const startOf = (first, week) => (first && week ? addDays(first, 7 * WEEKS.indexOf(week)) : "");
const setDay = (row, value) => ({ part: "actions", row, field: "day", value });

/* The number is cleared as the button is pressed: a second press would move the plan twice. */
function move({ t, form, number }, { first, open }) {
  const { shift } = form("start");
  const days = toNumber(shift);
  if (!shift.trim() || days === 0) return [];
  if (!Number.isInteger(days) || Math.abs(days) > A_YEAR) return [{ note: t("move-no") }];
  const changes = open.filter(({ set }) => set).map(({ id, set }) => setDay(id, addDays(set, days)));
  if (first) changes.unshift({ part: "start", field: "first", value: addDays(first, days) });
  if (!changes.length) return [];
  changes.push({ part: "start", field: "shift", value: "" });
  return [{ button: t("move", { days: number(days) }), changes }];
}

function weeks({ t, label, date }, { first, actions }) {
  return [...WEEKS, ""].flatMap((week) => {
    const list = actions.filter((row) => row.week === week).map((row) => line({ t, date }, row));
    const start = startOf(first, week);
    const name = week ? label("actions", "week", week) : t("no-week");
    return list.length ? [{ title: start ? t("week-from", { week: name, day: date(start) }) : name }, { list }] : [];
  });
}

function line({ t, date }, { what, set, done, dropped }) {
  const text = set ? t("on-day", { what, day: date(set) }) : what;
  if (done) return t("is-done", { what: text });
  return dropped ? t("is-dropped", { what: text }) : text;
}

/* Two neighbouring weeks change places, with the days set in them; what is done or dropped stays where it was. */
function swaps({ t }, { open }) {
  return WEEKS.slice(1).flatMap((later, at) => {
    const to = { [WEEKS[at]]: [later, 7], [later]: [WEEKS[at], -7] };
    const changes = open.filter(({ week }) => to[week]).flatMap(({ id, week, set }) => {
      const [value, days] = to[week];
      return [{ part: "actions", row: id, field: "week", value }, ...(set ? [setDay(id, addDays(set, days))] : [])];
    });
    return changes.length ? [{ button: t("swap", { one: at + 1, two: at + 2 }), changes }] : [];
  });
}

function earlier({ t, today }, { open }) {
  const left = open.filter(({ last }) => last && last < today);
  if (!left.length) return [];
  const buttons = left.map(({ id, what }) => ({ button: t("to-today", { what }), changes: [setDay(id, today)] }));
  return [{ title: t("earlier-title") }, { text: t("earlier-text") }, ...buttons];
}
