import { durationOf, type QuantityWords, spanOf } from "#domain/publish/quantities.ts";

const numbers = new Intl.NumberFormat("en");
const dates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const shortDates = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});

export const quantities: QuantityWords = {
  number: (value) => numbers.format(value),
  duration: (seconds) => {
    const { value, unit } = durationOf(seconds);
    if (unit === "d") return `${value} days`;
    return seconds < 1 ? `${value.toFixed(1)} s` : `${value} ${unit}`;
  },
  span: (seconds) =>
    spanOf(seconds)
      .map(({ value, unit }) => `${value} ${unit}`)
      .join(" ") || "under 1 s",
  ago: (duration) => `${duration} ago`,
  date: (at) => dates.format(at),
  shortDate: (at) => shortDates.format(at),
  minute: (at) => new Date(at).toISOString().slice(0, 16).replace("T", " "),
  list: (names) => (names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`),
};
