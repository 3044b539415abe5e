import type { EpochMs } from "#domain/time.ts";

/** How bad the provider itself says it is, mildest first. */
export const CLOUD_SEVERITIES = ["informational", "degraded", "disruption", "outage"] as const;
export type CloudSeverity = (typeof CLOUD_SEVERITIES)[number];

/**
 * Where an event's onset comes from, best first: the provider's own summary afterwards, somebody's measurement, a beginning
 * that the provider states in its feed, or nothing but the time of its first post.
 */
export const ONSET_QUALITIES = [
  "post_event_summary",
  "third_party_measurement",
  "stated_onset",
  "first_status_post",
] as const;
export type OnsetQuality = (typeof ONSET_QUALITIES)[number];

/**
 * One period of trouble in one place of a cloud. An event of several periods (2025-10-20 had three) is given as several,
 * each with its own onset.
 */
export interface CloudEvent {
  readonly id: string;
  /** `aws` */
  readonly provider: string;
  /** `us-east-1`; null when the provider names none: it is everywhere. */
  readonly region: string | null;
  /** Only one availability zone of the region. */
  readonly singleZone: boolean;
  readonly severity: CloudSeverity;
  readonly t0: { readonly at: EpochMs; readonly quality: OnsetQuality };
  /** null while it is open. */
  readonly end: EpochMs | null;
  /** When the provider says that it had mitigated something. */
  readonly mitigatedAt: readonly EpochMs[];
}

/** A first post comes late, and nobody knows how late until a better onset is published: figures may still change. */
export function isProvisional(event: Pick<CloudEvent, "t0">): boolean {
  return event.t0.quality === "first_status_post";
}
