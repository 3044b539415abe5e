import { readClock } from "#domain/clock.ts";
import { type Clock, createSharedClock } from "#workers/clock.ts";

/** Where a process of a drill finds the clock that all of them share; `clockText` writes it. */
export const CLOCK_VARIABLE = "FAULTLINE_CLOCK";

/** The drill's clock in a process of its own. @throws Error when the environment has none */
export function openClock(): Clock {
  const shared = readClock(process.env[CLOCK_VARIABLE] ?? "");
  if (shared === null) throw new Error(`${CLOCK_VARIABLE} is missing: this is started by npm run drill`);
  return createSharedClock(shared);
}
