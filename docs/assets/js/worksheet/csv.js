/* Tables as text, by RFC 4180, for spreadsheets: UTF-8 with its mark, CRLF, every cell quoted. */

/* head: [text] · rows: [[text]]. A cell that a spreadsheet would run as a formula gets an apostrophe before it (CWE-1236). */
export function toCsv(head, rows) {
  const line = (cells) => cells.map((each) => `"${tame(each).replaceAll('"', '""')}"`).join(",");
  return `\ufeff${[head, ...rows].map(line).join("\r\n")}\r\n`;
}

const tame = (text) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const untame = (text) => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

/* Gives the rows of a file, the head first. */
export function fromCsv(text) {
  const plain = text.replace(/^\ufeff/, "");
  return cells(plain, separatorOf(plain)).filter((row) => row.some((cell) => cell.trim()));
}

/* The separator by which most of the first lines have as many cells as the head, or else the one that parts it most. */
function separatorOf(text) {
  const [first] = text.match(/^(?:[^\r\n]*(?:\r\n|\r|\n|$)){1,20}/);
  const score = (separator) => {
    const [head, ...rows] = cells(first.trimEnd(), separator);
    const alike = rows.filter((row) => row.length === head.length).length;
    return head.length > 1 ? 1000 * (1 + alike) + head.length : 0;
  };
  return [",", ";", "\t"].reduce((best, each) => (score(each) > score(best) ? each : best));
}

function cells(text, separator) {
  const rows = [[]];
  const token = new RegExp(`"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)|${separator}|\\r\\n|\\n|\\r`, "g");
  let cell = "";
  for (const [all, quoted, bare] of text.matchAll(token)) {
    if (quoted !== undefined) cell += quoted.replaceAll('""', '"');
    else if (bare !== undefined) cell += bare;
    else {
      rows.at(-1).push(untame(cell));
      cell = "";
      if (all !== separator) rows.push([]);
    }
  }
  rows.at(-1).push(untame(cell));
  return rows;
}

/* Gives the text of a file: UTF-8 or UTF-16 by its mark, otherwise UTF-8 or, where it is none, Windows-1252. */
export function decode(bytes) {
  const [one, two] = bytes;
  if (one === 0xff && two === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (one === 0xfe && two === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
