/* Rows in the order of gap × adverts, strengths and gaps as marked. An order only: nothing is added up or shared out. */
import { inert } from "../worksheet/context.js";

const GAPS = ["none", "polish", "learn", "start"];
const DEMANDS = ["none", "few", "half", "most"];
const MOST = { strength: 5, gap: 3 };

export function calculate(c) {
  const rows = written(c);
  const blocks = { start: hint(c), skills: [...order(c, rows), ...marked(c, rows, "strength"), ...marked(c, rows, "gap")] };
  for (const row of rows) blocks[`skills/${row.id}`] = advice(c, row);
  return Object.fromEntries(Object.entries(blocks).filter(([, each]) => each.length));
}

/* The order and the marks, as they stand in the sheet. */
export function markdown(c) {
  const rows = written(c);
  const list = (title, lines) => (lines.length ? [`## ${title}`, lines.map((line, at) => `${at + 1}. ${inert(line.replace(/\s+/g, " "))}`).join("\n")] : []);
  const placed = inOrder(rows).filter(isPlaced);
  return [
    ...list(c.t("order-title"), placed.map((row) => `${row.skill}: ${product(c, row)}`)),
    ...list(c.t("strengths"), named(c, byKind(rows, "strength"), "strength")),
    ...list(c.t("gaps"), named(c, byKind(rows, "gap"), "gap")),
  ].join("\n\n");
}

/* Rows with a name, and their marks as numbers; -1 where a mark is missing. */
function written(c) {
  return c.rows("skills")
    .filter(({ skill }) => skill.trim())
    .map((row) => ({ ...row, skill: row.skill.trim(), open: GAPS.indexOf(row.gap), asked: DEMANDS.indexOf(row.demand) }));
}

const isPlaced = ({ open, asked }) => open >= 0 && asked >= 0;
const weight = (row) => (isPlaced(row) ? row.open * row.asked : -1);
const inOrder = (rows) => [...rows].sort((one, other) => weight(other) - weight(one) || other.asked - one.asked);
const byAdverts = (rows) => [...rows].sort((one, other) => other.asked - one.asked);
const hasProof = ({ proof }) => proof.trim() !== "";
const isStrong = (row) => hasProof(row) && (row.open === 0 || row.open === 1);

function product({ t }, row) {
  const values = { gap: row.open, demand: row.asked, product: weight(row) };
  return row.guess ? t("product-guess", values) : t("product", values);
}

function hint({ t, form, label, data }) {
  const { background } = form("start");
  if (!background) return [];
  const count = Object.values(data["skill-names"].rows).filter((row) => row.background.includes(background)).length;
  return [{ text: count ? t("rows-here", { count, background: label("start", "background", background) }) : t("rows-none") }];
}

function order(c, rows) {
  const { t } = c;
  const placed = inOrder(rows).filter(isPlaced);
  if (!placed.length) return [];
  const open = rows.filter((row) => !isPlaced(row)).map(({ skill }) => skill);
  return [
    { title: t("order-title") },
    { table: { head: [t("order-skill"), t("order-product")], rows: placed.map((row) => [row.skill, product(c, row)]) } },
    { text: t("order-only") },
    ...(placed.length > 1 ? [{ text: t("order-ties") }] : []),
    ...(open.length ? [{ text: t("order-open", { skills: c.list(open) }) }] : []),
  ];
}

const sorted = (rows, kind) => (kind === "gap" ? inOrder(rows) : byAdverts(rows));
const byKind = (rows, kind) => sorted(rows.filter(({ mark }) => mark === kind), kind);
const named = ({ t }, rows, kind) =>
  rows.map(({ skill, asked }) => (kind === "strength" && asked === 0 ? t("not-asked", { skill }) : skill));

/* What is marked, and which to drop if that is too many; before the first mark, what the order suggests. */
function marked(c, rows, kind) {
  const { t } = c;
  const own = byKind(rows, kind);
  const most = MOST[kind];
  if (!own.length) return suggested(c, rows, kind);
  const title = { title: kind === "gap" ? t("gaps") : t("strengths") };
  const list = { list: named(c, own, kind) };
  if (own.length <= most) return [title, list];
  const values = { count: own.length, most };
  const note = { note: kind === "gap" ? t("many-gaps", values) : t("many-strengths", values) };
  return [title, list, note, ...own.map(({ id, skill }) => ({ button: t("drop", { skill }), changes: [change(id, "")] }))];
}

const change = (row, value) => ({ part: "skills", row, field: "mark", value });

function suggested(c, rows, kind) {
  const { t } = c;
  const fits = kind === "gap" ? (row) => weight(row) > 0 && !isStrong(row) : isStrong;
  const found = sorted(rows.filter((row) => !row.mark && fits(row)), kind).slice(0, MOST[kind]);
  if (!found.length) return [];
  const skills = c.list(named(c, found, kind));
  const changes = found.map(({ id }) => change(id, kind));
  if (kind === "gap") return [{ text: t("offer-gaps", { skills }) }, { button: t("mark-gaps"), changes }];
  return [{ text: t("offer-strengths", { skills }) }, { button: t("mark-strengths"), changes }];
}

/* A skill still to be started has no proof yet, and none is asked for. */
function advice({ t }, row) {
  const notes = [];
  if (!hasProof(row)) {
    if (row.mark === "strength") notes.push({ note: t("strength-proof") });
    else if (row.gap !== "start") notes.push({ note: t("add-proof") });
  }
  if (row.mark === "strength" && row.open > 1) notes.push({ note: t("strength-gap") });
  return notes;
}
