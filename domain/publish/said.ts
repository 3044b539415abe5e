import type { OnsetQuality } from "#domain/cloud/event.ts";
import type { Acknowledgement, Delay } from "#domain/said/acknowledgement.ts";
import type { Claim } from "#domain/said/notice.ts";
import type { SaidSummary } from "#domain/said/summary.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a vendor said beside what we saw, of 90 days. */
export interface SaidOfService {
  readonly service: string;
  readonly name: string;
  /** How it stands with its page: since when it has been read, and since when it cannot be. */
  readonly page: { readonly readFrom: EpochMs | null; readonly unreadableSince: EpochMs | null };
  /** Newest incident first. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** null under three incidents: nothing is printed. */
  readonly summary: SaidSummary | null;
  /** What it said and we did not see: outside what we measure. */
  readonly outside: readonly Claim[];
}

/** How long after its onset a cloud said that something was wrong. */
export interface CloudDelay {
  /** Public id of the event. */
  readonly event: string;
  readonly provider: string;
  readonly title: string;
  readonly onsetAt: EpochMs;
  readonly onsetQuality: OnsetQuality;
  /** By the provider's own clock. */
  readonly publishedMs: number;
  /** By ours; null where it was published before we read its feed. */
  readonly seenMs: number | null;
}

export interface CloudDelays {
  readonly provider: string;
  /** Newest first. */
  readonly delays: readonly CloudDelay[];
  /** null under three. */
  readonly medianPublishedMs: number | null;
  readonly medianSeenMs: number | null;
}

export interface SaidRecord {
  /** Services whose page is read, in the catalog's order. */
  readonly services: readonly SaidOfService[];
  /** Over all incidents of all of them. */
  readonly overall: SaidSummary | null;
  readonly clouds: readonly CloudDelays[];
}

const rfc3339 = (at: EpochMs) => new Date(at).toISOString();
const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));
/** A share of 1, to four decimals. */
const share = (value: number) => Math.round(value * 10_000) / 10_000;

function publishDelay(delay: Delay | null) {
  return delay === null
    ? null
    : { seconds: seconds(delay.ms), error_seconds: seconds(delay.errorMs), order: delay.order };
}

/** One incident and what its vendor said of it. */
export function publishAcknowledgement(acknowledgement: Acknowledgement) {
  return {
    incident: acknowledgement.incident,
    state: acknowledgement.state,
    settled: acknowledgement.settled,
    notice: acknowledgement.notice,
    said: publishDelay(acknowledgement.said),
    said_by_page_seconds: seconds(acknowledgement.saidByPageMs),
    not_said_for_seconds: seconds(acknowledgement.censoredMs),
    cleared: publishDelay(acknowledgement.cleared),
    backdated_seconds: seconds(acknowledgement.backdatedMs),
  };
}

/** A vendor's record; the median is Kaplan and Meier's, null where more than half was never said. */
export function publishSaidSummary(summary: SaidSummary | null) {
  if (summary === null) return null;
  return {
    acknowledged: summary.acknowledged,
    of: summary.n,
    share_low: share(summary.share.low),
    share_high: share(summary.share.high),
    median_seconds: seconds(summary.medianMs),
    median_error_seconds: seconds(summary.medianErrorMs),
    vendor_first: summary.vendorFirst,
    cannot_tell: summary.cannotTell,
    backdated: summary.backdated,
    grade: summary.grade.grade,
    grade_average_minutes: Math.round(summary.grade.averageMin * 10) / 10,
  };
}

export function publishSaidOfService(said: SaidOfService) {
  return {
    service: said.service,
    name: said.name,
    page: {
      read_from: said.page.readFrom === null ? null : rfc3339(said.page.readFrom),
      not_readable_since: said.page.unreadableSince === null ? null : rfc3339(said.page.unreadableSince),
    },
    summary: publishSaidSummary(said.summary),
    incidents: said.acknowledgements.map(publishAcknowledgement),
    outside_what_we_measure: said.outside.map(({ notice, saidAt, postedAt, clearedAt }) => ({
      notice,
      said_at: rfc3339(saidAt),
      posted_at: postedAt === null ? null : rfc3339(postedAt),
      cleared_at: clearedAt === null ? null : rfc3339(clearedAt),
    })),
  };
}

export function publishCloudDelays({ provider, delays, medianPublishedMs, medianSeenMs }: CloudDelays) {
  return {
    provider,
    median_published_seconds: seconds(medianPublishedMs),
    median_seen_seconds: seconds(medianSeenMs),
    events: delays.map((delay) => ({
      event: delay.event,
      title: delay.title,
      onset_at: rfc3339(delay.onsetAt),
      onset_quality: delay.onsetQuality,
      published_seconds: seconds(delay.publishedMs),
      seen_seconds: seconds(delay.seenMs),
    })),
  };
}

/** Said against saw, over everything. */
export function publishSaid({ services, overall, clouds }: SaidRecord) {
  return {
    data: {
      overall: publishSaidSummary(overall),
      services: services.map(publishSaidOfService),
      clouds: clouds.map(publishCloudDelays),
    },
  };
}
