import type { Layer } from "#domain/check/service.ts";
import type { SourceKind, Text } from "#domain/replay/dossier.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Band, Source, Span } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/**
 * A past outage as data, whoever told it: a dossier of what others said, or what we measured ourselves. Everything that the
 * player shows at an instant follows from it and the instant alone (frame.ts), on the server and in the browser.
 */
export interface Replay {
  readonly id: string;
  readonly title: Text;
  /** `told`: reconstructed from a dossier; nothing in it is drawn as if we had measured it. */
  readonly source: Source;
  /** Whole minutes, with a little time before the first entry and after the last. */
  readonly window: Window;
  /** Where the player stands at first: at the onset. */
  readonly opening: EpochMs;
  /** Cloud, access, chain; in each what has times first, by when it began. */
  readonly rows: readonly ReplayRow[];
  readonly bands: readonly Band[];
  /** Those with a time by it, then those without one. */
  readonly entries: readonly Entry[];
  /** When it began, was first seen, and was first said: how late the public learned. */
  readonly milestones: readonly Milestone[];
  readonly disagreements: readonly Disagreement[];
  /** What no source tells. */
  readonly gaps: readonly Text[];
  readonly notes: readonly Text[];
  readonly cause: Text | null;
}

export interface ReplayRow {
  /** `access/coinbase`, `cloud/aws/us-east-1`; parts of a provider's summary `cloud/aws/us-east-1#2`. */
  readonly id: string;
  readonly stratum: Layer;
  readonly name: Text;
  readonly path: string | null;
  readonly source: Source;
  /** They fill the window; empty for a row of which no source gives a time. */
  readonly spans: readonly Span[];
  /** As it was known at each instant, where that is on record; elsewhere it follows from the entries. */
  readonly spansThen?: readonly Span[];
  /** Ids of the entries about it that have no clock time. They are shown beside the spans and never become one. */
  readonly untimed: readonly string[];
}

/** One claim: who says what of whom, for when, and how well that time is known. */
export interface Entry {
  readonly id: string;
  /** Null without a clock time. */
  readonly at: EpochMs | null;
  /** Midnight UTC of its day. */
  readonly day: EpochMs;
  /** The source says "about", or gives a span. */
  readonly isAbout: boolean;
  readonly within: Window | null;
  readonly row: string;
  /** Name of the part of the row's subject that it is about; null for all of it. */
  readonly part: string | null;
  readonly status: Status;
  readonly isRecovering: boolean;
  readonly kind: EntryKind;
  readonly text: Text;
  readonly source: { readonly url: string; readonly title: string } | null;
  readonly note: Text | null;
  /** Of a cloud's part: the entry is listed, and moves no row. */
  readonly scope: string | null;
  readonly isDisputed: boolean;
  /** When it became known, where that is on record and later than `at`. */
  readonly knownAt?: EpochMs;
  /** Whoever looked could know it at its time; what is told afterwards could not be. */
  readonly wasKnownThen: boolean;
}

/** `ours`: measured by us. The others are a dossier's. */
export type EntryKind = SourceKind | "ours";

export interface Milestone {
  readonly kind: "onset" | "seen" | "said";
  readonly at: EpochMs;
  /** Who tells it. */
  readonly by: Text;
  /** After the onset. Null for the onset itself. */
  readonly delayMs: number | null;
}

export interface Disagreement {
  readonly topic: Text;
  readonly claims: readonly { readonly value: Text; readonly by: Text }[];
}
