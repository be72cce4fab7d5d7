/* What is wrong with a value, in words; nothing where it is sound. The value itself is kept as it was typed. */
import { toNumber } from "./context.js";
import { isMonth } from "./dates.js";

const LONG = 100_000; // letters in one field; a browser keeps some five million in all

export function judge({ kind, label, least, most }, { value, validity }, t) {
  if (value.length > LONG) return t("very_long", { label, count: value.length });
  if (kind === "month" && (validity.badInput || (value && !isMonth(value)))) return t("no_month", { label });
  if (validity.badInput) return t("no_day", { label });
  if (!value.trim()) return "";
  if (kind !== "number") return "";
  const number = toNumber(value);
  if (number === null) return t("no_number", { label });
  const outside = number < (least ?? number) || number > (most ?? number);
  return outside ? t("number_range", { label, least: least ?? "", most: most ?? "" }) : "";
}
