/* Every kind of block, for the browser tests. */
export function calculate(c) {
  const { t } = c;
  const stops = c.rows("stops").filter(({ town }) => town.trim());
  if (!stops.length) return { "=": [{ part: "frame", field: "total", value: "" }] };
  const count = c.number(stops.length);
  const large = stops.filter(({ size }) => size === "large");
  return {
    "=": [{ part: "frame", field: "total", value: count }],
    stops: [
      { title: t("towns", { count }) },
      { list: stops.map(({ town, size }) => t("line", { town, size: c.label("stops", "size", size) })) },
      { table: { head: ["", "x"], rows: stops.map(({ town }) => [town, "1"]) } },
      { bars: { unit: "x", rows: stops.map(({ town }, at) => ({ label: town, low: at, high: at + 2, text: `${at}–${at + 2}`, own: at === 0 })) } },
      ...(large.length ? [] : [{ note: t("none-large") }]),
      { button: t("all-large"), changes: stops.map(({ id }) => ({ part: "stops", row: id, field: "size", value: "large" })) },
      { copy: stops.map(({ town }) => town).join(", ") },
      { cards: stops.map(({ town, note }) => ({ front: town, back: [note] })) },
    ],
    ...Object.fromEntries(stops.map(({ id, town }) => [`stops/${id}`, [{ text: town }]])),
    "": [{ text: t("towns", { count }) }],
  };
}

export function events(c) {
  const { name } = c.form("frame");
  return c.rows("stops").filter(({ day }) => day).map(({ id, town, day, note }) => ({ id, day, title: town, note: [name, note].filter(Boolean).join("\n") }));
}

export function tables(c) {
  return [{ name: "names", title: "Names", head: ["Town"], rows: c.rows("stops").map(({ town }) => [town]) }];
}

export function text(c) {
  return c.rows("stops").map(({ town }) => town).join("\n");
}
