/* When each worksheet was last written in; read after the rest of My course, as reading sheets takes more script. */
import { isEmpty, parse } from "../worksheet/record.js";
import { textAt } from "./storage.js";

/* Gives [{...sheet, changed: milliseconds, 0 where it is empty}]. sheets: of course.json */
export const readSheets = (sheets, storage) =>
  sheets.map((sheet) => ({ ...sheet, changed: changedAt(textAt(storage, `footbridge:worksheet:${sheet.name}`)) }));

function changedAt(text) {
  const { record } = parse(text);
  return isEmpty(record) ? 0 : (record.changed ?? 0);
}
