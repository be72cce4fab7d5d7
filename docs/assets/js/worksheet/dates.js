/* Days as they are written, 2027-03-31, and months, 2027-03; arithmetic in UTC, so that no clock change moves a day. */
const DAY = 86_400_000;

/* Whether the text is a day of the calendar: 2027-02-30 is none. */
export const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && toDay(Date.parse(text)) === text;
export const isMonth = (text) => /^\d{4}-\d\d$/.test(text) && isDay(`${text}-01`);
export const addDays = (day, days) => toDay(Date.parse(day) + days * DAY);
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/* The day that is `months` after the first of this month; a fraction is a share of the days of the month it falls in. */
export function addMonths(month, months) {
  const whole = Math.floor(months);
  const [year, number] = month.split("-").map(Number);
  const [first, next] = [0, 1].map((more) => toDay(Date.UTC(year, number - 1 + whole + more, 1)));
  return addDays(first, Math.floor((months - whole) * daysBetween(first, next)));
}

export const monthOf = (day) => day.slice(0, 7);

/* The reader's own day, whatever the hour is in Greenwich. */
export function dayOf(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function toDay(milliseconds) {
  return Number.isNaN(milliseconds) ? "" : new Date(milliseconds).toISOString().slice(0, 10);
}
