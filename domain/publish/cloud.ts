import type { StoredAttribution } from "#domain/attribution/record.ts";
import { STALE_AFTER_MS } from "#domain/cloud/active.ts";
import { type CloudEvent, lastSaidAt, type OnsetQuality, type Severity } from "#domain/cloud/event.ts";
import { type CloudEventCursor, type CloudEventState, encodeCloudCursor } from "#domain/publish/cloud-query.ts";
import { type Losses, publishDependents } from "#domain/publish/dependents.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import type { EpochMs } from "#domain/time.ts";

/** How it stands with one address of a provider's feed. */
export interface FeedView {
  /** `cloud:aws/aws-health` */
  readonly name: string;
  readonly kind: string;
  readonly url: string;
  readonly checkedAt: EpochMs;
  /** null: never. */
  readonly readAt: EpochMs | null;
  readonly unreadable: { readonly since: EpochMs; readonly reason: string } | null;
  readonly entries: number;
  /** Entries of the last readable answer that were broken. */
  readonly broken: number;
}

/** An event of a cloud as all versions together tell it. */
export interface CloudEventView {
  /** Public and permanent. */
  readonly id: string;
  readonly event: CloudEvent;
  /** Gone from a feed that lists what is open: probably over, though nobody said so. */
  readonly vanishedAt: EpochMs | null;
  readonly versions: number;
  /** When we last saw its record change. */
  readonly changedAt: EpochMs;
}

/** What a place has now; a region of null is everywhere, and global services. */
export interface RegionNow {
  readonly region: string | null;
  readonly severity: Severity;
  readonly zones: readonly string[];
  /** Slugs; empty: all, or not said which. */
  readonly services: readonly string[];
  /** Public ids. */
  readonly events: readonly string[];
  /** Something in it is fresh: it may colour the region. Otherwise nobody has said anything of it for two weeks. */
  readonly counts: boolean;
}

export interface ProviderView {
  readonly provider: string;
  readonly feeds: readonly FeedView[];
  /** Newest first; announced work is not among them. */
  readonly open: readonly CloudEventView[];
  readonly regions: readonly RegionNow[];
}

export interface CloudEventPage {
  readonly events: readonly CloudEventView[];
  readonly next: CloudEventCursor | null;
}

/** One state of an event's record, and from when to when we saw it so. */
export interface CloudEventVersionView {
  readonly firstSeenAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly feed: string;
  readonly title: string;
  readonly onsetAt: EpochMs;
  readonly onsetQuality: OnsetQuality;
  readonly severity: Severity | null;
  readonly endedAt: EpochMs | null;
}

export interface CloudEventDetail {
  readonly event: CloudEventView;
  /** Oldest first. */
  readonly versions: readonly CloudEventVersionView[];
  /** Best first. */
  readonly attributions: readonly StoredAttribution[];
}

/** As people call them. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  aws: "AWS",
  gcp: "Google Cloud",
  azure: "Azure",
  oracle: "Oracle Cloud",
  digitalocean: "DigitalOcean",
  linode: "Linode",
  hetzner: "Hetzner",
  ovh: "OVH",
  cloudflare: "Cloudflare",
  akamai: "Akamai",
  fastly: "Fastly",
};

export function providerName(slug: string): string {
  return PROVIDER_NAMES[slug] ?? slug;
}

/** `over` without a word of the provider's: it has vanished from a list of what is open. */
export function stateOf({ event, vanishedAt }: Pick<CloudEventView, "event" | "vanishedAt">): CloudEventState {
  return event.endedAt === null && vanishedAt === null ? "open" : "over";
}

/** A feed as it is shown: `not_readable_since` is what a page must say beside the provider. */
export function publishFeed(feed: FeedView) {
  return {
    kind: feed.kind,
    url: feed.url,
    checked_at: rfc3339(feed.checkedAt),
    read_at: rfc3339OrNull(feed.readAt),
    not_readable_since: rfc3339OrNull(feed.unreadable?.since ?? null),
    reason: feed.unreadable?.reason ?? null,
    entries: feed.entries,
    broken_entries: feed.broken,
  };
}

/** An event as `/api/v1/cloud-events` shows it. */
export function publishCloudEvent(view: CloudEventView, now: EpochMs) {
  const { event } = view;
  const { scope } = event;
  return {
    id: view.id,
    provider: event.provider,
    title: event.title,
    url: event.url,
    state: stateOf(view),
    stale: stateOf(view) === "open" && now - lastSaidAt(event, now) > STALE_AFTER_MS,
    severity: event.severity.now,
    peak_severity: event.severity.peak,
    severity_stated: event.severity.stated,
    onset_at: rfc3339(event.onsetAt),
    onset_quality: event.onsetQuality,
    provisional: event.onsetQuality === "first_status_post",
    first_published_at: rfc3339(event.firstPublishedAt),
    first_seen_at: rfc3339(event.firstSeenAt),
    ended_at: rfc3339OrNull(event.endedAt),
    vanished_at: rfc3339OrNull(view.vanishedAt),
    changed_at: rfc3339(view.changedAt),
    versions: view.versions,
    scope: scope.kind,
    regions: scope.kind === "regions" || scope.kind === "zones" ? scope.regions : [],
    zones: scope.kind === "zones" ? scope.zones : [],
    services: event.services.map(({ slug, name }) => ({ slug, name })),
    periods: event.periods.map(({ service, region, zone, from, to, severity }) => ({
      service,
      region,
      zone,
      from: rfc3339(from),
      to: rfc3339OrNull(to),
      severity,
    })),
    updates: event.updates.map(({ at, text, severity, state }) => ({ at: rfc3339(at), text, severity, state })),
    maintenance:
      event.maintenance === null
        ? null
        : { from: rfc3339(event.maintenance.from), until: rfc3339OrNull(event.maintenance.until) },
  };
}

export function publishCloudEvents({ events, next }: CloudEventPage, now: EpochMs) {
  return {
    data: events.map((event) => publishCloudEvent(event, now)),
    next_cursor: next === null ? null : encodeCloudCursor(next),
  };
}

/** One event with its history and what is attributed to it, as `/api/v1/cloud-events/{id}` shows it. */
export function publishCloudEventDetail({ event, versions, attributions }: CloudEventDetail, now: EpochMs) {
  return {
    data: {
      ...publishCloudEvent(event, now),
      record: versions.map((version) => ({
        first_seen_at: rfc3339(version.firstSeenAt),
        last_seen_at: rfc3339(version.lastSeenAt),
        feed: version.feed,
        title: version.title,
        onset_at: rfc3339(version.onsetAt),
        onset_quality: version.onsetQuality,
        severity: version.severity,
        ended_at: rfc3339OrNull(version.endedAt),
      })),
      incidents: attributions.map(({ incident, record: { best } }) => ({
        id: incident,
        service: best.service,
        region: best.region,
        score: best.score,
        word: best.word,
        basis: best.basis,
      })),
    },
  };
}

/** `/api/v1/clouds`: what each provider says of itself now, how well its feeds can be read, and who stands on it. */
export function publishClouds(providers: readonly ProviderView[], losses: Losses | null, now: EpochMs) {
  return {
    data: providers.map(({ provider, feeds, open, regions }) => ({
      provider,
      name: providerName(provider),
      feeds: feeds.map(publishFeed),
      regions: regions.map(({ region, severity, zones, services, events, counts }) => ({
        region,
        severity,
        zones,
        services,
        events,
        stale: !counts,
      })),
      open: open.map((event) => publishCloudEvent(event, now)),
      dependents: losses === null ? null : publishDependents(provider, losses),
    })),
    dependents_at: rfc3339OrNull(losses?.at ?? null),
    generated_at: rfc3339(now),
  };
}
