import type { EpochMs } from "#domain/time.ts";

/** Times of a day in UTC: `onDay("2025-10-20")("07:11")`. */
export function onDay(day: string): (time: string) => EpochMs {
  return (time) => {
    const at = Date.parse(`${day}T${time}:00Z`);
    if (Number.isNaN(at)) throw new Error(`${day} has no ${time}`);
    return at;
  };
}
