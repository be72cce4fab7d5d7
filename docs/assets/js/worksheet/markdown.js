/* A record as Markdown: what the reader wrote stays words, whatever signs are in it. */
import { inert as inertLine } from "./context.js";
import { written } from "./written.js";

/* An indented line would be code, or a list within a list. */
const inert = (text) => inertLine(text.replace(/\r\n?/g, "\n").replace(/^[ \t]+/gm, ""));

/* more: Markdown of the calculation · foot: where and when it was made */
export function toMarkdown(sheet, record, c, { more = "", foot }) {
  const parts = written(sheet, record, c).map(({ title, sets }) => [`## ${inert(title)}`, ...sets.map(set)].join("\n\n"));
  return `${[`# ${inert(sheet.title)}`, ...parts, more.trim(), `---\n\n${inert(foot)}`].filter(Boolean).join("\n\n")}\n`;
}

function set({ name, lines }) {
  const list = lines.map(([label, value]) => `- **${inert(label)}:** ${inert(value).replaceAll("\n", "\n  ")}`).join("\n");
  return [name && `### ${inert(name).replaceAll("\n", " ")}`, list].filter(Boolean).join("\n\n");
}

/* What a calculation found, as Markdown; buttons are for the page alone. */
export function blocksToMarkdown(blocks) {
  return blocks.map((block) => Object.entries(forms).find(([kind]) => kind in block)?.[1](block)).filter(Boolean).join("\n\n");
}

const lines = (texts) => texts.map((text) => `- ${inert(text).replaceAll("\n", "\n  ")}`).join("\n");
const cells = (texts) => `| ${texts.map((text) => inert(text).replaceAll("\n", " ")).join(" | ")} |`;
const forms = {
  title: ({ title }) => `### ${inert(title)}`,
  text: ({ text }) => inert(text),
  note: ({ note }) => `> ${inert(note).replaceAll("\n", "\n> ")}`,
  list: ({ list }) => lines(list),
  table: ({ table: { head, rows } }) => [cells(head), `|${" --- |".repeat(head.length)}`, ...rows.map(cells)].join("\n"),
  bars: ({ bars: { rows } }) => lines(rows.map(({ label, text }) => `${label}: ${text}`)),
  copy: ({ copy }) => `> ${inert(copy).replaceAll("\n", "\n> ")}`,
};
