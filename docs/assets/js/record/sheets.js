/* When each worksheet was last written in; worksheet/record.js would be four times as long. */
import { isTime } from "./shape.js";
import { textAt } from "./storage.js";

/* Gives [{...sheet, changed: milliseconds, 0 where it is empty or cannot be read}]. sheets: of course.json */
export const readSheets = (sheets, storage) =>
  sheets.map((sheet) => ({ ...sheet, changed: changedAt(textAt(storage, `footbridge:worksheet:${sheet.name}`)) }));

function changedAt(text) {
  try {
    const { parts, changed } = JSON.parse(text);
    return hasText(parts) && isTime(changed) ? changed : 0;
  } catch {
    return 0;
  }
}

/* The order of rows holds their ids, which nobody wrote. */
function hasText(value) {
  if (typeof value === "string") return value.trim() !== "";
  return Object.entries(value ?? {}).some(([key, each]) => key !== "order" && hasText(each));
}
