import type { Layer, ServiceKind } from "#domain/check/service.ts";
import type { Severity } from "#domain/cloud/event.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { Status } from "#domain/status/status.ts";
import type { FindingKind } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/**
 * The picture of the product as data: cloud, access and chain on one time axis. The page of now, a recorded outage and a
 * dossier are the same: now is the replay at t = now.
 */
export interface Timeline {
  readonly window: Window;
  /** Of a cell, in milliseconds; the window is whole units. */
  readonly unitMs: number;
  /** Everything in it is as it was known at this instant; no later time of the window is filled. */
  readonly asOf: EpochMs;
  /** In the catalog's order. */
  readonly rows: readonly TimelineRow[];
  /** Cloud events that are drawn through all rows, the one that explains most first. */
  readonly bands: readonly Band[];
}

/** `measured`: by us. `told`: by somebody else, and never drawn as if it had been measured. */
export type Source = "measured" | "told";

export interface TimelineRow {
  /** `access/kraken`, `chain/base`, `cloud/aws/us-east-1` */
  readonly id: string;
  readonly stratum: Layer;
  readonly name: string;
  /** Of its page, without a language. */
  readonly path: string;
  /** Of a service. */
  readonly kind: ServiceKind | null;
  readonly source: Source;
  /** They fill the window up to `asOf`: sorted, contiguous, no two neighbours alike. */
  readonly spans: readonly Span[];
}

/** A stretch of one status. */
export interface Span extends Window {
  readonly status: Status;
  readonly begins: Edge;
  readonly ends: Edge;
  /** When it became known that this status began; null for a gap, of which nobody has said anything. */
  readonly knownAt: EpochMs | null;
  readonly why: Why;
}

/**
 * How well an end of a span is known. `known`: to a round. `bracketed`: it lies between `other` and here. `open`: nobody
 * knows when, or it goes on.
 */
export interface Edge {
  readonly certainty: "known" | "bracketed" | "open";
  /** Of a bracket: the last sighting of what was before. */
  readonly other: EpochMs | null;
  /** The span goes on beyond the window, which cut it off here. */
  readonly clipped: boolean;
}

/** What a span's status rests on. */
export type Why =
  /** Nobody has said anything. */
  | { readonly kind: "gap" }
  | {
      readonly kind: "finding";
      /** Slug of the component that shows it: of several the worst. */
      readonly component: string;
      readonly finding: FindingKind;
      readonly failureType: FailureType | null;
      /** Vantages that see it, of those that could. */
      readonly seen: Count;
      /** Components that are not well or not known, of those that are judged. */
      readonly parts: Count;
    }
  | { readonly kind: "maintenance"; readonly component: string }
  /** What was said of this time was taken back. */
  | { readonly kind: "retracted"; readonly component: string }
  /** A provider that could be read said nothing, or only that all is well. */
  | { readonly kind: "nothing_said" }
  /** No feed of the provider could be read. */
  | { readonly kind: "unread" }
  | { readonly kind: "event"; readonly event: string; readonly severity: Severity }
  /** A claim of a dossier, by its id (domain/replay). */
  | { readonly kind: "entry"; readonly entry: string }
  /** A provider's own summary says so afterwards. */
  | { readonly kind: "phase" };

export interface Count {
  readonly n: number;
  readonly of: number;
}

/** A cloud event with its edges told apart: what we measured, what was said first, what was said last. */
export interface Band extends Window {
  /** Public id of the event. */
  readonly event: string;
  readonly provider: string;
  readonly region: string | null;
  /** The provider's own words. */
  readonly title: string;
  readonly onset: BandOnset;
  /** First public notice, by the provider's clock or ours (bands.ts); null when it lies outside of the window. */
  readonly saidAt: EpochMs | null;
  /** From the onset to the first notice, or to the end of the window; null where the provider spoke first. */
  readonly leadIn: Window | null;
  /** When it said that it was over; null unless within the window. */
  readonly saidResolvedAt: EpochMs | null;
  /** Components that began to fail with it: incidents attributed to it. */
  readonly hits: number;
}

export interface BandOnset {
  /** Null when it lies before the window. */
  readonly at: EpochMs | null;
  /** `measured`: the first failure that we saw; `told`: when the provider says that it began. */
  readonly by: Source;
  /** Only the end of the bracket is known well: "by 14:18". */
  readonly bracketed: boolean;
}

export const KNOWN: Edge = { certainty: "known", other: null, clipped: false };
/** Nobody knows when, within the window. */
export const OPEN: Edge = { certainty: "open", other: null, clipped: false };
export const GOES_ON: Edge = { certainty: "open", other: null, clipped: true };
