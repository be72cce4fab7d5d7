/* The days of a reader: what the pure parts need of a clock, made from one moment, in the reader's own time zone. */
import { addDays, dayOf, daysBetween } from "../worksheet/dates.js";

/* now: Date */
export const daysAt = (now) => ({
  now: now.getTime(),
  today: dayOf(now),
  dayOf: (at) => dayOf(new Date(at)),
  between: daysBetween,
  after: addDays,
});
