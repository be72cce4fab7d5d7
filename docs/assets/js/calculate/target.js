/* What likings lean to, one guide's first role for a start, and a sentence that a friend could check on its date. */
import { inert, toNumber } from "../worksheet/context.js";
import { isMonth, monthOf } from "../worksheet/dates.js";

const ENOUGH = 5; // statements answered before a lean is shown
const FEELINGS = ["like", "neutral", "dislike"];
const ENGINEERS = ["engineer-junior", "engineer-senior"];

export function calculate(c) {
  const blocks = { interests: lean(c), start: guess(c), options: ranks(c), fallback: trigger(c), aim: aim(c) };
  return Object.fromEntries(Object.entries(blocks).filter(([, each]) => each.length));
}

/* The sentence, as Markdown. */
export function markdown(c) {
  const text = sentence(c);
  return text ? `> ${inert(text)}` : "";
}

/* A statement's id begins with its direction. Most likes lead; a tie stays a tie. */
function lean({ t, rows, label, number, list }) {
  const answered = rows("interests").filter(({ feel }) => FEELINGS.includes(feel));
  if (answered.length < ENOUGH) return [];
  const found = directions(t).map((each) => ({
    ...each,
    counts: FEELINGS.map((feel) => answered.filter((row) => row.id.startsWith(`${each.id}-`) && row.feel === feel).length),
  }));
  const most = Math.max(...found.map(({ counts }) => counts[0]));
  const first = found.filter(({ counts }) => counts[0] === most);
  const values = { directions: list(first.map(({ name }) => name)), roles: list(first.map(({ role }) => role)) };
  const head = ["", ...FEELINGS.map((feel) => label("interests", "feel", feel))];
  const text = most === 0 ? t("lean-none") : first.length > 1 ? t("lean-tie", values) : t("lean-most", values);
  return [
    { title: t("lean-title") },
    { table: { head, rows: found.map(({ name, counts }) => [name, ...counts.map((count) => number(count))]) } },
    { text },
  ];
}

const directions = (t) => [
  { id: "build", name: t("build"), role: t("role-build") },
  { id: "train", name: t("train"), role: t("role-train") },
  { id: "find", name: t("find"), role: t("role-find") },
];

function guess({ t, form, label, data }) {
  const { background, years } = form("start");
  const rows = data["first-roles"].rows;
  const id = byYears(background, toNumber(years), rows);
  const row = rows[id];
  if (!row) return [];
  const start = label("start", "background", id);
  const lines = [t("guess-role", row), t("guess-reason", row), t("guess-or", { other: row.or }), t("guess-who", row)];
  return [
    { title: t("guess-title", { start }) },
    ...(id === background ? [] : [{ text: t("guess-years", { start }) }]),
    { list: lines },
    { text: t("guess-limits") },
  ];
}

/* The guide tells software engineers apart by years; typed years count for more than the chosen line. */
function byYears(background, years, rows) {
  const limit = rows["engineer-junior"]?.years.high;
  if (!ENGINEERS.includes(background) || years === null || years < 0 || limit === undefined) return background;
  return Math.floor(years) > limit ? "engineer-senior" : "engineer-junior";
}

function ranks({ t, rows }) {
  const [one, two] = rows("options");
  return one.rank && one.rank === two.rank ? [{ note: t("rank-same") }] : [];
}

function trigger(c) {
  const { t } = c;
  const { bridge, "trigger-month": month, "trigger-sign": sign } = trimmed(c.form("fallback"));
  if (!bridge) return [];
  if (!sign || !isMonth(month)) return [{ text: t("trigger-open") }];
  return [{ text: t("trigger", { month: c.month(month), sign, bridge }) }, ...passed(c, month)];
}

/* Values without blanks and full stops at their ends, since they stand inside sentences. */
const trimmed = (form) => Object.fromEntries(Object.entries(form).map(([id, text]) => [id, String(text).trim().replace(/[.\s]+$/, "")]));

function sentence(c) {
  const { month, ...form } = trimmed(c.form("aim"));
  if (missing(c).length) return "";
  return [c.t("sentence", { ...form, month: c.month(month) }), earlierLine(c)].filter(Boolean).join(" ");
}

function earlierLine(c) {
  const { earlier, "earlier-month": month } = trimmed(c.form("aim"));
  return earlier && isMonth(month) ? c.t("sentence-earlier", { earlier, month: c.month(month) }) : "";
}

function missing(c) {
  const { t } = c;
  const { role, sector, place, month } = trimmed(c.form("aim"));
  const parts = [[role, t("part-role")], [sector, t("part-sector")], [place, t("part-place")], [isMonth(month), t("part-month")]];
  return parts.filter(([written]) => !written).map(([, name]) => name);
}

function aim(c) {
  const { t } = c;
  const form = trimmed(c.form("aim"));
  if (!Object.values(form).some(Boolean)) return [];
  const open = missing(c);
  const questions = [...vague(c, form), ...passed(c, form.month), ...earlier(c, form)];
  if (open.length) return [{ text: t("missing", { parts: c.list(open) }) }, ...questions];
  return [{ copy: sentence(c) }, { title: t("check-title") }, { text: t("check-whole") }, ...questions];
}

/* Questions, never a ban: the reader may well mean what stands there. */
function vague({ t }, { role, sector, place }) {
  const plain = (text) => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  const texts = [role, sector, place].map(plain);
  const words = t("vague-words").split(",").map((word) => word.trim());
  const found = words.find((word) => texts.some((text) => text.includes(plain(word))));
  return found ? [{ note: t("vague", { word: found }) }] : [];
}

function passed({ t, today, month: say }, month) {
  return isMonth(month) && month < monthOf(today) ? [{ note: t("past", { month: say(month) }) }] : [];
}

function earlier(c, { earlier: deed, "earlier-month": by, month }) {
  const { t } = c;
  if (!deed && !by) return missing(c).length ? [] : [{ text: t("earlier-none") }];
  if (!deed || !isMonth(by)) return [{ text: t("earlier-part") }];
  if (isMonth(month) && by >= month) return [{ note: t("earlier-late", { month: c.month(by) }) }];
  return passed(c, by);
}
