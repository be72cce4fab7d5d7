/* Days as a calendar file, by RFC 5545: all-day events that a second import replaces instead of doubling. */
import { addDays } from "./dates.js";

/* events: [{id, day, until?, title, note?, weekly?}], `until` being the last day · sheet: name for the ids
   sent: rises with each file taken · address: of the page · stamp: 20261124T101500Z */
export function toCalendar(events, { sheet, sent, address, stamp }) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Footbridge//Worksheets//EN", "CALSCALE:GREGORIAN"];
  for (const { id, day, until = day, title, note = "", weekly } of events) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${sheet}-${id}@footbridge`,
      `DTSTAMP:${stamp}`,
      `SEQUENCE:${sent}`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(addDays(until, 1))}`, // the first day that is free again
      ...(weekly ? [`RRULE:FREQ=WEEKLY;COUNT=${weekly}`] : []),
      `SUMMARY:${escaped(title)}`,
      ...(note ? [`DESCRIPTION:${escaped(note)}`] : []),
      `URL:${address}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    );
  }
  return `${[...lines, "END:VCALENDAR"].map(folded).join("\r\n")}\r\n`;
}

/* The moment of a file, as toCalendar takes it. now: Date */
export const stampOf = (now) => now.toISOString().replace(/[-:]|\.\d+/g, "");

const compact = (day) => day.replaceAll("-", "");
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "");

/* At most 75 bytes a line; what goes on begins with a space, and no letter is torn apart. */
function folded(line) {
  const size = (text) => new TextEncoder().encode(text).length;
  if (size(line) <= 75) return line;
  const parts = [""];
  let room = 75;
  for (const letter of line) {
    room -= size(letter);
    if (room < 0) {
      parts.push("");
      room = 74 - size(letter);
    }
    parts[parts.length - 1] += letter;
  }
  return parts.join("\r\n ");
}
