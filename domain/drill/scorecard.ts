import type { CloudPlace, CloudPost } from "#domain/drill/scenario.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { Text } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";

/** Of the form below; a reader of another refuses it. */
export const SCORECARD_VERSION = 1;

/** What became of a drill: what was modelled beside what was recorded. Plain JSON. Times are the scenario's. */
export interface Scorecard {
  readonly version: typeof SCORECARD_VERSION;
  readonly scenario: { readonly id: string; readonly title: Text; readonly dossier: string | null };
  readonly run: DrillRun;
  /** One for each component and window that was modelled, in order of their beginning. */
  readonly outages: readonly ScoredOutage[];
  /** Incidents that nothing modelled explains. */
  readonly invented: readonly InventedIncident[];
  readonly clouds: readonly ScoredStatement[];
  readonly samples: Samples;
  /**
   * Why it does not pass though everything was seen: the drill itself cannot be relied on, or an outage was not followed to its
   * end. Empty when it ran as planned, and somebody looked all the while.
   */
  readonly failures: readonly Text[];
  /** Windows for which no source gives minutes, and why they are as they are. */
  readonly assumptions: readonly Assumption[];
  /** What of the day is left out, or not as it was. */
  readonly departures: readonly Text[];
  readonly totals: Totals;
  /** Nothing was missed, late, invented or put down to the wrong cause or to none, and nothing stands in `failures`. */
  readonly passed: boolean;
}

export interface DrillRun {
  /** How many times faster than the machine's its clock ran. */
  readonly speed: number;
  readonly vantages: number;
  /** The part of the day that was run. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** When it ended, by the machine's clock; and how long it took. */
  readonly endedAt: EpochMs;
  readonly tookMs: number;
}

/** Which incident answers to an outage: the first on its component that falls into its window. How it went on is in `failures`. */
export interface SeenIncident {
  readonly incident: string;
  readonly startedAt: EpochMs;
  readonly detectedAt: EpochMs;
  /** From the beginning of the outage to the detection. */
  readonly delayMs: number;
  /** Longer than methods 1.3 allow for the interval of the component's checks. */
  readonly late: boolean;
  readonly resolvedAt: EpochMs | null;
}

export interface NamedCause extends CloudPlace {
  /** `confirmed`, `likely` or `possible` */
  readonly word: string;
  readonly score: number;
}

export interface ScoredOutage {
  readonly component: string;
  readonly fault: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly cause: CloudPlace | null;
  /** Null: it was missed. */
  readonly seen: SeenIncident | null;
  /** When the cloud that caused it first said so, by its feed; null when it has no such cause, or never did. */
  readonly saidAt: EpochMs | null;
  /**
   * `right`: the cause was named, or none where there was none, by every incident that belongs to it. `none`: a cause was
   * modelled, and one of them named none. `wrong`: one named another. `unseen`: there was no incident to attribute.
   */
  readonly attribution: "right" | "wrong" | "none" | "unseen";
  /** By the first of them that is the worst so; `runnerUp` likewise. */
  readonly named: NamedCause | null;
  /** The best of another provider, which was not named. */
  readonly runnerUp: (CloudPlace & { readonly score: number }) | null;
}

export interface InventedIncident {
  readonly incident: string;
  readonly component: string;
  readonly startedAt: EpochMs;
  readonly detectedAt: EpochMs;
}

/** A cloud's event in the scenario, and what we took down of it. */
export interface ScoredStatement {
  readonly place: CloudPlace;
  readonly began: EpochMs;
  readonly firstPostAt: EpochMs;
  readonly worst: NonNullable<CloudPost["severity"]>;
  /** When we first read of it; null when we never did. */
  readonly seenAt: EpochMs | null;
}

/** Measurements of the drill. */
export interface Samples {
  readonly recorded: number;
  /** How many told something of their target, of what the scenario's clock made due: 0 to 1. */
  readonly coverage: number;
  /** Samples that say nothing about their target, by type. */
  readonly neutral: Readonly<Partial<Record<FailureType, number>>>;
  /** Events that were written for delivery. */
  readonly told: number;
}

export interface Assumption {
  readonly components: readonly string[];
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly reason: Text;
}

export interface Totals {
  readonly modelled: number;
  readonly seen: number;
  readonly late: number;
  readonly missed: number;
  readonly invented: number;
  readonly right: number;
  readonly wrong: number;
  readonly none: number;
  readonly neutral: number;
}
