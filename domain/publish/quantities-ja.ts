import { durationOf, type QuantityWords, type Span, spanOf } from "#domain/publish/quantities.ts";

const UNITS: Readonly<Record<Span["unit"], string>> = { s: "秒", min: "分", h: "時間", d: "日" };

const numbers = new Intl.NumberFormat("ja");
const dates = new Intl.DateTimeFormat("ja", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const shortDates = new Intl.DateTimeFormat("ja", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });

export const quantities: QuantityWords = {
  number: (value) => numbers.format(value),
  duration: (seconds) => {
    const { value, unit } = durationOf(seconds);
    return seconds < 1 ? `${value.toFixed(1)}秒` : `${value}${UNITS[unit]}`;
  },
  span: (seconds) =>
    spanOf(seconds)
      .map(({ value, unit }) => `${value}${UNITS[unit]}`)
      .join("") || "1秒未満",
  ago: (duration) => `${duration}前`,
  date: (at) => dates.format(at),
  shortDate: (at) => shortDates.format(at),
  minute: (at) => `${shortDates.format(at)} ${new Date(at).toISOString().slice(11, 16)}`,
  list: (names) => names.join("、"),
};
