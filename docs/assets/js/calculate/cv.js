/* A CV line from its parts, in up to four orders; gentle checks; ready only with four ticks. No word or number is invented. */
import { inert } from "../worksheet/context.js";

const TICKS = ["i-did", "can-show", "confirmed", "sourced"];
const PARTS = ["did", "with", "whom", "scale", "result"];
// Digits with their separators, range, sign and short unit: 40, 10,000, 10–20, 5k, 12 %. Not those of a name: GPT-4, S3.
const NUMBER = /(^|[^\p{L}\p{N}-])(\d+(?:[.,\s–-]+\d+)*(?:\s?%|\p{L}{1,2}(?!\p{L}))?)/gu;

export function calculate(c) {
  const { t } = c;
  const lines = read(c);
  const { ready, waiting } = sorted(c, lines);
  const end = ready.length ? [{ title: t("ready-title") }, { list: ready }] : [];
  if (waiting.length) end.push({ title: t("not-yet-title") }, { text: t("not-yet-text") }, { list: waiting });
  const blocks = Object.fromEntries(lines.map((line) => [`lines/${line.id}`, [...offers(c, line), ...checks(c, line)]]));
  return Object.fromEntries(Object.entries({ ...blocks, "": end }).filter(([, each]) => each.length));
}

export function text(c) {
  return sorted(c, read(c)).ready.join("\n");
}

export function markdown(c) {
  const { ready, waiting } = sorted(c, read(c));
  const part = (title, items) => (items.length ? [`## ${title}`, items.map((each) => `- ${inert(each.replace(/\s+/g, " "))}`).join("\n")] : []);
  return [...part(c.t("ready-title"), ready), ...part(c.t("not-yet-title"), waiting)].join("\n\n");
}

function sorted({ t, list }, lines) {
  const waits = ({ shown, original, missing }) => t("waiting", { line: shown || tidy(original), open: list(missing) });
  return {
    ready: lines.filter(({ missing }) => !missing.length).map(({ shown }) => shown),
    waiting: lines.filter(({ missing, line, original }) => missing.length && (line || original.trim())).map(waits),
  };
}

/* The rows that hold anything; each with its line as it prints (`shown`) and what is still open. */
function read(c) {
  return c
    .rows("lines")
    .filter((row) => [...PARTS, "original", "sentence"].some((field) => row[field].trim()))
    .map((row) => {
      const line = tidy(row.sentence);
      const shown = row.source.trim() ? line : masked(c, line);
      const missing = missingIn(c, row, line, shown);
      return { ...row, line, shown, missing };
    });
}

const tidy = (text) => text.trim().replace(/\s+/g, " ");
const masked = ({ t }, text) => text.replace(NUMBER, (all, before) => before + t("measure"));

function missingIn({ t }, row, line, shown) {
  if (!line) return [t("open-line")];
  const names = [t("open-i-did"), t("open-can-show"), t("open-confirmed"), t("open-sourced")];
  const found = TICKS.flatMap((tick, at) => (row[tick] ? [] : [names[at]]));
  if (shown !== line) found.push(t("open-number"));
  if (line.includes(t("measure"))) found.push(t("open-gap"));
  return found;
}

/* The sentences that its parts make: the deed first, or another part that is there. */
function offers(c, row) {
  const { t } = c;
  const parts = partsOf(c, row);
  if (!parts.did) return PARTS.some((field) => parts[field]) ? [{ note: t("no-did") }] : [];
  const orders = [
    ["did", t("order-deed"), t("take-deed")],
    ["result", t("order-result"), t("take-result")],
    ["whom", t("order-problem"), t("take-problem")],
    ["scale", t("order-scale"), t("take-scale")],
  ].filter(([first]) => parts[first]);
  return orders.flatMap(([, pattern, button]) => {
    const value = fill(pattern, parts);
    if (value === row.line) return [];
    return [{ text: value }, { button, changes: [{ part: "lines", row: row.id, field: "sentence", value }] }];
  });
}

/* Clean parts: without a full stop of their own, and with gaps where a number has no source. */
function partsOf(c, row) {
  const clean = (field) => tidy(row[field]).replace(/[\s.,;:]+$/, "");
  const parts = Object.fromEntries(PARTS.map((field) => [field, clean(field)]));
  if (!row.source.trim()) for (const field of ["scale", "result"]) parts[field] = masked(c, parts[field]);
  return parts;
}

/* [Pieces] whose {part} is empty fall away. The reader's words go in last, so that their own brackets stay. */
function fill(pattern, parts) {
  const whole = (piece) => [...piece.matchAll(/{(\w+)}/g)].every(([, name]) => parts[name]);
  const kept = pattern.replace(/\[([^\]]*)\]/g, (all, piece) => (whole(piece) ? piece : ""));
  const line = kept.replace(/{(\w+)}/g, (all, name) => parts[name]);
  return line.charAt(0).toLocaleUpperCase() + line.slice(1);
}

/* Questions about the line that is kept, else about the one that stands. */
function checks({ t, data, list }, row) {
  const { tools, passive, long } = data["cv-checks"].rows;
  const line = row.line || tidy(row.original);
  const words = line.split(" ").filter(Boolean).length;
  const start = passive.value.split(", ").find((each) => line.toLowerCase().startsWith(`${each.toLowerCase()} `));
  const found = [];
  if (isList(line, Number(tools.value)) || (row.with.trim() && !row.did.trim())) found.push(t("tools"));
  if (row.did.trim() && !row.result.trim()) found.push(t("no-result"));
  if (start) found.push(t("passive", { start }));
  if (words > Number(long.value)) found.push(t("long", { count: words, most: long.value }));
  if (hasGap(row)) found.push(t("no-source", { measure: t("measure") }));
  const notes = found.map((note) => ({ note }));
  return row.line && row.missing.length ? [...notes, { text: t("not-yet", { open: list(row.missing) }) }] : notes;
}

const hasGap = (row) => !row.source.trim() && ["scale", "result", "sentence"].some((field) => row[field].search(NUMBER) >= 0);

function isList(line, most) {
  const pieces = line.split(/[,;·|]/).map((each) => each.trim().split(" "));
  return pieces.length > 2 && pieces.every((words) => words.length <= most);
}
