import { SHORTEST_LIMIT_MS } from "#domain/drill/limits.ts";
import type { Scenario } from "#domain/drill/scenario.ts";
import type { EpochMs } from "#domain/time.ts";

/** How many checks of one interval were recorded at a tick, at all vantages together. */
export interface RecordedTick {
  readonly intervalMs: number;
  readonly tick: EpochMs;
  readonly count: number;
  /** Of these, how many say nothing of their target: it was our own fault, or no answer. */
  readonly neutral: number;
}

export interface Due {
  /** Of every check of the cast, one each. */
  readonly intervalsMs: readonly number[];
  readonly vantages: number;
  /** Of the scenario's clock. */
  readonly speed: number;
}

type Day = Pick<Scenario, "from" | "to" | "cuts" | "disturbances">;

/** Both attempts of a run that had no network, in real ms: until then its check is not asked again. */
const UNDER_WAY_MS = 2 * SHORTEST_LIMIT_MS;

/**
 * How much was looked at of what the scenario's clock made due, 0 to 1: held against the cast and the clock, and not against
 * what a worker says of itself, which plans nothing while it hangs. A neutral sample is no look: who only ever finds that it
 * cannot tell invents nothing, and would pass a quiet day. What is cut out is not due, nor what falls together with a
 * disturbance of ours; nothing else in a scenario makes a sample neutral.
 */
export function coverageOf(day: Day, { intervalsMs, vantages, speed }: Due, recorded: readonly RecordedTick[]): number {
  const due = intervalsMs.reduce((sum, interval) => sum + dueTicks(day, interval, speed), 0) * vantages;
  const done = recorded
    .filter(({ intervalMs, tick }) => tick % intervalMs === 0 && isDue(day, tick, intervalMs, speed))
    .reduce((sum, { count, neutral }) => sum + count - neutral, 0);
  return due === 0 ? 0 : done / due;
}

function dueTicks(day: Day, intervalMs: number, speed: number): number {
  let count = 0;
  for (let tick = Math.ceil(day.from / intervalMs) * intervalMs; tick < day.to; tick += intervalMs)
    if (isDue(day, tick, intervalMs, speed)) count += 1;
  return count;
}

/** A run is started within the interval that begins at its tick: all of that has to be free. */
function isDue({ from, to, cuts, disturbances }: Day, tick: EpochMs, intervalMs: number, speed: number): boolean {
  const end = tick + intervalMs;
  const disturbed = disturbances.map((one) => ({ from: one.from, to: one.to + UNDER_WAY_MS * speed }));
  return tick >= from && end <= to && [...cuts, ...disturbed].every((one) => end <= one.from || tick >= one.to);
}
