import type { Acknowledgement } from "#domain/said/acknowledgement.ts";
import { accuracyGrade, type Graded } from "#domain/said/grade.ts";
import { kaplanMeierMedian, type Lifetime } from "#domain/said/kaplan-meier.ts";
import { type Bounds, wilson95 } from "#domain/uptime/intervals.ts";

/** A vendor's record of saying what we saw. */
export interface SaidSummary {
  /** Incidents whose 24 h are over and whose page could be read. */
  readonly n: number;
  readonly acknowledged: number;
  /** Wilson's 95 % for acknowledged / n. */
  readonly share: Bounds;
  /** Kaplan-Meier, over all incidents; null: more than half were never said. Negative: the vendor was first. */
  readonly medianMs: number | null;
  /** Of the incident at the median; null when it is not known, or there is no median. */
  readonly medianErrorMs: number | null;
  readonly grade: Graded;
  readonly vendorFirst: number;
  readonly cannotTell: number;
  readonly backdated: number;
}

/** Below this nothing is printed (methods 5). */
const FEWEST = 3;
const MINUTE_MS = 60_000;

/**
 * What may be printed of a vendor's incidents, of 90 days for a grade that compares; null under three.
 *
 * An incident counts in "x of n" and in the grade only once its 24 h are over: else those acknowledged at once would count at
 * once, and those never acknowledged only later.
 */
export function saidSummary(all: readonly Acknowledgement[]): SaidSummary | null {
  const settled = all.filter((each) => each.settled && each.state !== "unread");
  if (settled.length < FEWEST) return null;
  const acknowledged = settled.filter(({ state }) => state === "acknowledged").length;
  const medianMs = kaplanMeierMedian(all.map((each) => lifetime(each, 1)));
  const delays = all.flatMap(({ said }) => said ?? []);
  const atMedian = delays.filter(({ ms }) => ms === medianMs).map(({ errorMs }) => errorMs ?? Number.NaN);
  const medianErrorMs = Math.max(...atMedian);
  return {
    n: settled.length,
    acknowledged,
    share: wilson95(acknowledged, settled.length),
    medianMs,
    medianErrorMs: Number.isFinite(medianErrorMs) ? medianErrorMs : null,
    grade: accuracyGrade(settled.map((each) => lifetime(each, MINUTE_MS))),
    vendorFirst: delays.filter(({ order }) => order === "vendor_first").length,
    cannotTell: delays.filter(({ order }) => order === "cannot_tell").length,
    backdated: all.filter(({ backdatedMs }) => backdatedMs !== null).length,
  };
}

function lifetime({ said, censoredMs }: Acknowledgement, unitMs: number): Lifetime {
  return { time: (said?.ms ?? censoredMs ?? 0) / unitMs, observed: said !== null };
}
