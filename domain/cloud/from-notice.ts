import { componentRegion } from "#domain/cloud/component-region.ts";
import {
  type CloudEvent,
  type EventUpdate,
  type Period,
  type Scope,
  type Severity,
  worstOf,
} from "#domain/cloud/event.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import type { ComponentState, Notice, NoticeImpact, PageComponent } from "#domain/cloud/notice.ts";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import type { EpochMs } from "#domain/time.ts";

const IMPACT: Readonly<Record<NoticeImpact, Severity>> = {
  none: "informational",
  minor: "degraded",
  major: "disruption",
  critical: "outage",
  maintenance: "informational",
  unstated: "degraded",
};

const STATE: Readonly<Record<ComponentState, Severity | null>> = {
  operational: null,
  degraded_performance: "degraded",
  partial_outage: "disruption",
  major_outage: "outage",
  under_maintenance: "informational",
  unknown: null,
};

const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");

interface Part {
  readonly component: PageComponent;
  readonly service: string | null;
  readonly region: string | null;
}

function partOf(provider: string, component: PageComponent): Part {
  const named = componentRegion(provider, component);
  // As ranges and the catalog spell it: `nyc3` is one of several sites of `nyc`.
  const region = named === null ? null : canonicalRegion(provider, named);
  // A component that is a place is named by its region; its group says which product.
  const product = region === null ? component.name : (component.group ?? "");
  return { component, service: region !== null && isPlaceGroup(provider) ? null : slugOf(product) || null, region };
}

/** Providers whose groups are continents or lists of regions, not products. */
const isPlaceGroup = (provider: string) => provider === "cloudflare" || provider === "linode";

/** The spans in which updates said that a component was not operational; the whole event where they never did. */
function periodsOf({ component, ...part }: Part, notice: Notice, severity: Severity): Period[] {
  const place = { ...part, zone: null };
  const changes = notice.updates.flatMap(({ at, set }) => {
    const change = set.find(({ id }) => id === component.id);
    return change?.state ? [{ at, severity: STATE[change.state] }] : [];
  });
  const end = notice.resolvedAt ?? notice.maintenance?.until ?? null;
  if (changes.every((change) => change.severity === null)) {
    return [{ ...place, from: startOf(notice), to: end, severity }];
  }
  const periods: Period[] = [];
  for (const [index, change] of changes.entries()) {
    const from = index === 0 ? startOf(notice) : change.at;
    const next = changes[index + 1]?.at ?? end;
    const to = end !== null && next !== null ? Math.min(next, end) : next;
    const previous = periods.at(-1);
    if (change.severity === null || (to !== null && to <= from)) continue;
    if (previous?.to === from && previous.severity === change.severity) periods.splice(-1, 1, { ...previous, to });
    else periods.push({ ...place, from, to, severity: change.severity });
  }
  return periods;
}

const startOf = ({ maintenance, startedAt }: Notice) => maintenance?.from ?? startedAt;

function scopeOf(parts: readonly Part[]): Scope {
  const regions = [...new Set(parts.flatMap(({ region }) => region ?? []))].sort();
  // A component without a region is a product that runs in many.
  if (parts.length === 0) return { kind: "unstated" };
  return regions.length > 0 && parts.every(({ region }) => region !== null)
    ? { kind: "regions", regions }
    : { kind: "global" };
}

/** What a provider's status page says, as an event of that cloud. Page-level indicators play no part. */
export function eventFromNotice(notice: Notice, provider: string, feed: FeedKind, now: EpochMs): CloudEvent {
  const severity = IMPACT[notice.impact];
  const parts = notice.components.map((component) => partOf(provider, component));
  const scope = scopeOf(parts);
  const updates = notice.updates.map(
    ({ id, at, text, status, set }): EventUpdate => ({
      id,
      at,
      text,
      state: status,
      severity: worstOf(set.map(({ state }) => (state === null ? null : STATE[state]))),
    }),
  );
  const services = new Map(
    parts.flatMap(({ service, component, region }) =>
      service === null
        ? []
        : [
            [
              service,
              { slug: service, name: region === null ? component.name : (component.group ?? component.name) },
            ] as const,
          ],
    ),
  );
  return {
    provider,
    feed,
    id: notice.id,
    kin: null,
    title: notice.title,
    url: notice.url,
    onsetAt: startOf(notice),
    onsetQuality: notice.startedAt < notice.publishedAt - 60_000 ? "stated_start" : "first_status_post",
    firstPublishedAt: notice.publishedAt,
    firstSeenAt: now,
    endedAt: notice.resolvedAt,
    changedAt: notice.changedAt,
    severity: {
      peak: severity,
      now: notice.resolvedAt === null ? severity : null,
      stated: notice.impact !== "unstated",
    },
    scope,
    services: [...services.values()],
    periods: parts.flatMap((part) => periodsOf(part, notice, severity)),
    course: "stated",
    updates,
    maintenance: notice.maintenance,
    state: notice.status,
  };
}
