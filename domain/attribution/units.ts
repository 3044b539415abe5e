/** The formulas of methods 3 are in minutes, everything else in milliseconds. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Methods count a month as 30 days: 4 onsets a month are 9.259e-5 a minute. */
export const MONTH_MIN = 30 * 24 * 60;
