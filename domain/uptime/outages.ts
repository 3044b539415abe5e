import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";
import { type Bounds, garwood95 } from "#domain/uptime/intervals.ts";

/** Fewer outages than this say nothing of the next one, and no mean is given (methods 6). */
const ENOUGH_OUTAGES = 3;

/** How long outages last. The two figures are null for fewer than three closed outages. */
export interface RepairTime {
  /** Closed outages: those that the figures are made of. */
  readonly n: number;
  /** Outages without a known end. */
  readonly open: number;
  readonly meanSeconds: number | null;
  readonly medianSeconds: number | null;
  /**
   * Whether to say "at least": the open outages have already lasted as long as both figures, so they can only raise them.
   * A younger one may still end soon and lower them; then only `open` can be told.
   */
  readonly atLeast: boolean;
}

/** How long it works between outages. Figures are null for fewer than three failures, or without time in service. */
export interface TimeBetweenFailures {
  readonly failures: number;
  readonly meanSeconds: number | null;
  /** 95 %, from Garwood's interval for the rate of failures. */
  readonly bounds: Bounds | null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/**
 * MTTR (methods 6): mean and median duration of the outages that are over, as known at `asOf`. One that ends later is open,
 * one that begins later is not there yet. An outage whose end nobody saw is to be given without one: its duration is
 * censored, not short.
 */
export function repairTime(outages: readonly Interval[], asOf: EpochMs): RepairTime {
  const begun = outages.filter(({ from }) => from <= asOf);
  const closed = begun.flatMap(({ from, to }) => (to !== null && to <= asOf ? [(to - from) / 1000] : []));
  const open = begun.filter(({ to }) => to === null || to > asOf).map(({ from }) => (asOf - from) / 1000);
  const counts = { n: closed.length, open: open.length };
  if (closed.length < ENOUGH_OUTAGES) return { ...counts, meanSeconds: null, medianSeconds: null, atLeast: false };
  const [meanSeconds, medianSeconds] = [mean(closed), median(closed)];
  const longest = Math.max(meanSeconds, medianSeconds);
  const atLeast = open.length > 0 && open.every((lasted) => lasted >= longest);
  return { ...counts, meanSeconds, medianSeconds, atLeast };
}

/**
 * MTBF (methods 6): time in service divided by failures, with the 95 % interval that so few failures allow.
 *
 * @param failures how many began in the window, open ones too
 * @param upSeconds the window's seconds in service: for failures that are outages, up and degraded together
 * @throws RangeError unless failures is a whole number >= 0 and upSeconds >= 0
 */
export function timeBetweenFailures(failures: number, upSeconds: number): TimeBetweenFailures {
  if (!Number.isInteger(failures) || failures < 0) throw new RangeError(`no count: ${failures}`);
  if (!(upSeconds >= 0)) throw new RangeError(`no time in service: ${upSeconds} s`);
  if (failures < ENOUGH_OUTAGES || upSeconds === 0) return { failures, meanSeconds: null, bounds: null };
  const rate = garwood95(failures, upSeconds);
  // The highest rate is the shortest time between two.
  return { failures, meanSeconds: upSeconds / failures, bounds: { low: 1 / rate.high, high: 1 / rate.low } };
}
