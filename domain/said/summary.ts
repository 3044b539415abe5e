import type { Acknowledgement, AcknowledgementState } from "#domain/said/acknowledgement.ts";
import { accuracyGrade, type Graded } from "#domain/said/grade.ts";
import { kaplanMeierMedian, type Lifetime } from "#domain/said/kaplan-meier.ts";
import { type Bounds, wilson95 } from "#domain/uptime/intervals.ts";

/**
 * Why there is no median. `never_said`: more than half of the incidents were never acknowledged. `not_watched`: too many of
 * them could not be followed to the end, for want of reading or of time.
 */
export type NoMedian = "never_said" | "not_watched";

/** A vendor's record of saying what we saw. */
export interface SaidSummary {
  /** Incidents whose 24 h are over and whose page could be read. */
  readonly n: number;
  readonly acknowledged: number;
  /** Wilson's 95 % for acknowledged / n. */
  readonly share: Bounds;
  /** Kaplan-Meier, over all incidents; null when it is not reached. Negative: the vendor was first. */
  readonly medianMs: number | null;
  /** Of the incident at the median; null when it is not known, or there is no median. */
  readonly medianErrorMs: number | null;
  readonly noMedian: NoMedian | null;
  /** null when fewer than three of the n have a figure. */
  readonly grade: Graded | null;
  readonly vendorFirst: number;
  readonly vendorLate: number;
  readonly cannotTell: number;
  readonly backdated: number;
}

/** How many incidents stand in each state, whatever may be printed of them. */
export type SaidCounts = Readonly<Record<AcknowledgementState, number>>;

/** Below this nothing is printed (methods 5). */
export const FEWEST = 3;
const MINUTE_MS = 60_000;

export function saidCounts(all: readonly Acknowledgement[]): SaidCounts {
  const of = (wanted: AcknowledgementState) => all.filter(({ state }) => state === wanted).length;
  return { acknowledged: of("acknowledged"), never: of("never"), pending: of("pending"), unread: of("unread") };
}

/**
 * What may be printed of a vendor's incidents, of 90 days for a grade that compares; null under three.
 *
 * An incident counts in "x of n" and in the grade only once its 24 h are over: else those acknowledged at once would count at
 * once, and those never acknowledged only later. One that was acknowledged in a gap of our reading counts in "x of n"; in the
 * median it is followed up to the gap, and in the grade, which needs a figure, not at all.
 */
export function saidSummary(all: readonly Acknowledgement[]): SaidSummary | null {
  const settled = all.filter((each) => each.settled && each.state !== "unread");
  if (settled.length < FEWEST) return null;
  const { acknowledged, never } = saidCounts(settled);
  const medianMs = kaplanMeierMedian(all.flatMap((each) => lifetime(each, 1)));
  const graded = settled.filter(({ state, censoredMs }) => state === "never" || censoredMs === null);
  const delays = all.flatMap(({ said }) => said ?? []);
  const inOrder = (wanted: string) => delays.filter(({ order }) => order === wanted).length;
  return {
    n: settled.length,
    acknowledged,
    share: wilson95(acknowledged, settled.length),
    medianMs,
    medianErrorMs: medianMs === null ? null : errorAt(medianMs, all),
    noMedian: medianMs !== null ? null : never * 2 > settled.length ? "never_said" : "not_watched",
    grade: graded.length < FEWEST ? null : accuracyGrade(graded.flatMap((each) => lifetime(each, MINUTE_MS))),
    vendorFirst: inOrder("vendor_first"),
    vendorLate: inOrder("vendor_late"),
    cannotTell: inOrder("cannot_tell"),
    backdated: all.filter(({ backdatedMs }) => backdatedMs !== null).length,
  };
}

/** The largest error of those whose delay is the median; null when one of them is not known. */
function errorAt(medianMs: number, all: readonly Acknowledgement[]): number | null {
  const errors = all.flatMap(({ said, censoredMs }) =>
    said === null || censoredMs !== null || said.ms !== medianMs ? [] : [said.errorMs],
  );
  return errors.includes(null) ? null : Math.max(...errors.map(Number));
}

/** None where nothing is known: nobody looked at the page from the onset on. */
function lifetime({ said, censoredMs }: Acknowledgement, unitMs: number): Lifetime[] {
  if (censoredMs === null) return said === null ? [] : [{ time: said.ms / unitMs, observed: true }];
  return censoredMs === 0 ? [] : [{ time: censoredMs / unitMs, observed: false }];
}
