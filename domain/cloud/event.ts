import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import type { EpochMs } from "#domain/time.ts";

/** How bad a cloud says it is, mildest first. */
export const SEVERITIES = ["informational", "degraded", "disruption", "outage"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Where the onset of an event comes from, weakest first. A late first post is not when it began. */
export const ONSET_QUALITIES = [
  "first_status_post",
  "stated_start",
  "third_party_measurement",
  "post_event_summary",
] as const;
export type OnsetQuality = (typeof ONSET_QUALITIES)[number];

/** `unstated`: the feed does not say where, or not in words we know. It colours no region. */
export type Scope =
  | { readonly kind: "global" }
  | { readonly kind: "regions"; readonly regions: readonly string[] }
  | { readonly kind: "zones"; readonly regions: readonly string[]; readonly zones: readonly string[] }
  | { readonly kind: "unstated" };

/** A span in which a part of a provider was not well. Null means: all of them, or not said which. */
export interface Period {
  readonly service: string | null;
  readonly region: string | null;
  readonly zone: string | null;
  readonly from: EpochMs;
  /** Null while it lasts. */
  readonly to: EpochMs | null;
  readonly severity: Severity;
}

export interface EventUpdate {
  /** The provider's own id of the post, when it has one. */
  readonly id: string | null;
  readonly at: EpochMs;
  /** Plain and bounded. */
  readonly text: string;
  /** Null when the feed does not say, and when it says that it is over. */
  readonly severity: Severity | null;
  /** The provider's own word or code for the state at this post. */
  readonly state: string | null;
}

export interface EventSeverity {
  readonly peak: Severity;
  /** Null once it is over. */
  readonly now: Severity | null;
  /** False when the feed has no severities and this is our own cautious reading. */
  readonly stated: boolean;
}

export interface AffectedService {
  readonly slug: string;
  readonly name: string;
}

export interface MaintenanceWindow {
  readonly from: EpochMs;
  readonly until: EpochMs | null;
}

/** An entry in a cloud's public health feed, as one version of that feed has it. */
export interface CloudEvent {
  readonly provider: string;
  readonly feed: FeedKind;
  readonly id: string;
  /**
   * For feeds without an identity of their own: what entries of one event have in common. Two entries of one kin belong
   * together while the event is open.
   */
  readonly kin: string | null;
  readonly title: string;
  readonly url: string | null;
  readonly onsetAt: EpochMs;
  readonly onsetQuality: OnsetQuality;
  /** When the provider says that it first posted. */
  readonly firstPublishedAt: EpochMs;
  /** When we first saw it, by our clock. */
  readonly firstSeenAt: EpochMs;
  readonly endedAt: EpochMs | null;
  /** When the provider says that it last changed its record, where it says so. */
  readonly changedAt: EpochMs | null;
  readonly severity: EventSeverity;
  readonly scope: Scope;
  readonly services: readonly AffectedService[];
  readonly periods: readonly Period[];
  /** `versions`: the feed tells only how bad it is now, so the course of it is read from its versions. */
  readonly course: "stated" | "versions";
  /** Oldest first. */
  readonly updates: readonly EventUpdate[];
  /** A planned window is no incident: it is kept, and colours nothing. */
  readonly maintenance: MaintenanceWindow | null;
  /** The provider's own word or code for the event's state. */
  readonly state: string;
}

const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

/** The worst of them, or null when there is none. */
export function worstOf(severities: Iterable<Severity | null>): Severity | null {
  let worst: Severity | null = null;
  for (const severity of severities) {
    if (severity !== null && (worst === null || rank(severity) > rank(worst))) worst = severity;
  }
  return worst;
}

/** Whether the first says more about when it began than the second. */
export function betterOnset(a: OnsetQuality, b: OnsetQuality): boolean {
  return ONSET_QUALITIES.indexOf(a) > ONSET_QUALITIES.indexOf(b);
}

/** When anything was last said of an event. */
export function lastSaidAt({ updates, firstPublishedAt }: CloudEvent, until = Number.POSITIVE_INFINITY): EpochMs {
  return updates.reduce((latest, { at }) => (at <= until && at > latest ? at : latest), firstPublishedAt);
}
