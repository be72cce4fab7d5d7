/* Six ratings as bars, without a total; and a tally of what adverts ask for, which sets each skill's mark. */
const LEVELS = ["unseen", "read", "helped", "alone", "users"];
const ADVERTS = ["a1", "a2", "a3", "a4", "a5", "a6"];

export function calculate(c) {
  const counted = tally(c);
  const changes = marks(counted);
  const blocks = { ratings: ratingBlocks(c), stage: stageBlocks(c), adverts: countBlocks(c, counted) };
  const filled = Object.entries(blocks).filter(([, each]) => each.length);
  return { ...Object.fromEntries(filled), ...(changes.length && { "=": changes }) };
}

function ratingBlocks(c) {
  const rated = c.rows("ratings").filter((row) => LEVELS.includes(row.level));
  if (!rated.length) return [];
  const names = areas(c);
  const name = (row) => names[row.id];
  const rows = rated.map((row) => ({ label: name(row), low: 0, high: LEVELS.indexOf(row.level), text: ratingText(c, row) }));
  const blocks = [{ bars: { unit: c.t("scale"), rows, most: LEVELS.length - 1 } }];
  const bare = rated.filter((row) => row.level !== LEVELS[0] && !row.proof.trim());
  if (bare.length) blocks.push({ note: c.t("no-proof", { areas: c.list(bare.map(name)) }) });
  return blocks;
}

function areas({ t }) {
  return {
    engineering: t("engineering"),
    data: t("data"),
    learning: t("learning"),
    "language-models": t("language-models"),
    operations: t("operations"),
    responsibility: t("responsibility"),
  };
}

/* The rating, beside the earliest one that the sheet has kept. */
function ratingText(c, row) {
  const [date, before] = (row["level@"] ?? []).find(([, level]) => LEVELS.includes(level)) ?? [];
  const now = c.label("ratings", "level", row.level);
  if (!before) return now;
  const words = { now, date: c.date(date), before: c.label("ratings", "level", before) };
  return before === row.level ? c.t("same", words) : c.t("was", words);
}

function stageBlocks(c) {
  const { t } = c;
  const next = { beginner: t("next-beginner"), builder: t("next-builder"), deployer: t("next-deployer"), operator: t("next-operator") };
  const text = next[c.form("stage").stage];
  return text ? [{ text }] : [];
}

/* Only adverts with a tick count: one without any has not been read. */
function tally(c) {
  const rows = c.rows("adverts");
  const total = ADVERTS.filter((advert) => rows.some((row) => row[advert] === "yes")).length;
  return { total, rows: rows.map((row) => ({ ...row, count: ADVERTS.filter((advert) => row[advert] === "yes").length })) };
}

function countBlocks(c, { total, rows }) {
  const { t } = c;
  if (!total) return [];
  const named = rows.filter((row) => row.skill.trim() || row.count).sort((a, b) => b.count - a.count);
  const lines = named.map((row) => [row.skill.trim() || t("unnamed"), t("of", { count: row.count, total })]);
  const blocks = [{ title: t("count-title") }, { table: { head: [t("skill"), t("asked")], rows: lines } }];
  if (total < ADVERTS.length) blocks.push({ note: t("scaled", { total }) });
  return blocks;
}

/* The mark that the skill audit gives to a count of six; a count of fewer is scaled up. */
function mark(count, total) {
  const ofSix = Math.round((count / total) * ADVERTS.length);
  return ["none", "few", "few", "half", "half", "most", "most"][ofSix];
}

function marks({ total, rows }) {
  return rows
    .map((row) => ({ part: "adverts", row: row.id, field: "mark", value: total ? mark(row.count, total) : "", was: row.mark }))
    .filter(({ value, was }) => value !== was)
    .map(({ was, ...change }) => change);
}
