import { fourDecimals, rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import { encodeSaidCursor, type SaidCursor, type SaidQuery } from "#domain/publish/said-query.ts";
import type { Delay } from "#domain/said/acknowledgement.ts";
import {
  type CloudDelays,
  SAID_DAYS,
  type SaidOfService,
  type SaidOutside,
  type SaidRecord,
  type SaidRow,
} from "#domain/said/record.ts";
import type { SaidSummary } from "#domain/said/summary.ts";

const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));
/** Of events and of what lies outside the newest are told; counts and medians are of all. */
const NEWEST = 50;

function publishDelay(delay: Delay | null) {
  return delay === null
    ? null
    : { seconds: seconds(delay.ms), error_seconds: seconds(delay.errorMs), order: delay.order };
}

/** One incident and what its vendor said of it. */
function publishRow({ outage, acknowledgement, notice }: SaidRow) {
  return {
    incident: acknowledgement.incident,
    component: outage.component?.split("/")[1] ?? null,
    started_at: rfc3339(outage.onset),
    resolved_at: rfc3339OrNull(outage.recoveredAt),
    state: acknowledgement.state,
    settled: acknowledgement.settled,
    notice,
    said: publishDelay(acknowledgement.said),
    said_by_page_seconds: seconds(acknowledgement.saidByPageMs),
    not_said_for_seconds: seconds(acknowledgement.censoredMs),
    cleared: publishDelay(acknowledgement.cleared),
    backdated_seconds: seconds(acknowledgement.backdatedMs),
  };
}

function publishSummary(summary: SaidSummary | null) {
  if (summary === null) return null;
  const { grade } = summary;
  return {
    acknowledged: summary.acknowledged,
    of: summary.n,
    share_low: fourDecimals(summary.share.low),
    share_high: fourDecimals(summary.share.high),
    median_seconds: seconds(summary.medianMs),
    median_error_seconds: seconds(summary.medianErrorMs),
    no_median: summary.noMedian,
    vendor_first: summary.vendorFirst,
    vendor_late: summary.vendorLate,
    cannot_tell: summary.cannotTell,
    backdated: summary.backdated,
    grade: grade?.grade ?? null,
    grade_average_minutes: grade === null ? null : Math.round(grade.averageMin * 10) / 10,
  };
}

function publishService(said: SaidOfService) {
  return {
    service: said.service,
    name: said.name,
    page: {
      read_from: rfc3339OrNull(said.page.readFrom),
      not_readable_since: rfc3339OrNull(said.page.unreadableSince),
    },
    incidents: said.counts,
    outside: said.outside.length,
    summary: publishSummary(said.summary),
  };
}

function publishOutside({ claim, notice }: SaidOutside) {
  return {
    notice,
    said_at: rfc3339(claim.saidAt),
    posted_at: rfc3339OrNull(claim.postedAt),
    cleared_at: rfc3339OrNull(claim.clearedAt),
  };
}

function publishCloudDelays({ provider, delays, medianPublishedMs, medianSeenMs }: CloudDelays) {
  return {
    provider,
    events: delays.length,
    median_published_seconds: seconds(medianPublishedMs),
    median_seen_seconds: seconds(medianSeenMs),
    newest: delays.slice(0, NEWEST).map((delay) => ({
      event: delay.event,
      title: delay.title,
      onset_at: rfc3339(delay.onsetAt),
      onset_quality: delay.onsetQuality,
      published_seconds: seconds(delay.publishedMs),
      seen_seconds: seconds(delay.seenMs),
    })),
  };
}

/** What is said of every service that has a page, and of the clouds, as `/api/v1/said-against-saw` shows it. */
export function publishSaid({ at, services, counts, overall, clouds }: SaidRecord) {
  return {
    data: {
      overall: { incidents: counts, summary: publishSummary(overall) },
      services: services.map(publishService),
      clouds: clouds.map(publishCloudDelays),
    },
    days: SAID_DAYS,
    generated_at: rfc3339(at),
  };
}

/** One service, incident by incident, as `/api/v1/services/{slug}/said-against-saw` shows it. */
export function publishSaidOfService(said: SaidOfService, { limit, cursor }: SaidQuery) {
  const rest = cursor === null ? said.rows : said.rows.filter((row) => isAfter(row, cursor));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    data: {
      ...publishService(said),
      rows: page.map(publishRow),
      outside_what_we_measure: said.outside.slice(-NEWEST).reverse().map(publishOutside),
    },
    days: SAID_DAYS,
    generated_at: rfc3339(said.at),
    next_cursor:
      last === undefined || rest.length <= limit
        ? null
        : encodeSaidCursor({ startedAt: last.outage.onset, id: last.outage.incident }),
  };
}

/** In the order of the rows: the newest first, of one instant by their ids. */
function isAfter({ outage: { onset, incident } }: SaidRow, { startedAt, id }: SaidCursor): boolean {
  return onset < startedAt || (onset === startedAt && incident > id);
}
