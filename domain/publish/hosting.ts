import type { ServiceSpec } from "#domain/check/service.ts";
import type { RangeSourceState } from "#domain/hosting/address.ts";
import { type HostingEvidence, hostedComponents } from "#domain/hosting/evidence.ts";
import { OBSERVED_FOR_MS } from "#domain/hosting/evidence-kinds.ts";
import { type HostingRecord, isOriginHidden, standingServices } from "#domain/hosting/record.ts";
import { fourDecimals, rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";

/** Which components are asked for; null for all. */
export interface HostingQuery {
  readonly service: string | null;
  /** Those with a place at this provider; all of their places are told. */
  readonly provider: string | null;
}

function componentsOf(service: ServiceSpec) {
  return hostedComponents(service).map(({ slug, name }) => ({ key: `${service.slug}/${slug}`, slug, name }));
}

/** In public, an edge is an observation of a door: `edge` says that what stands behind it was not seen. */
export function publishEvidence({ provider, region, zone, basis, belief, ...item }: HostingEvidence) {
  return {
    provider,
    region,
    zone,
    basis: basis === "edge" ? ("observed" as const) : basis,
    edge: basis === "edge",
    belief: fourDecimals(belief),
    first_seen_at: rfc3339OrNull(item.from),
    last_seen_at: rfc3339OrNull(item.to),
    vantages: item.vantages,
    ranges: item.ranges,
    via: item.via,
    claim: item.claim,
    source: item.source,
  };
}

/** How it stands with the published ranges that addresses are looked up in. */
export function publishRanges({
  provider,
  version,
  rows,
  brokenRows,
  refused,
  unreadable,
  ...source
}: RangeSourceState) {
  return {
    provider,
    version,
    rows,
    broken_rows: brokenRows,
    fetched_at: rfc3339OrNull(source.fetchedAt),
    changed_at: rfc3339OrNull(source.changedAt),
    confirmed_at: rfc3339OrNull(source.confirmedAt),
    refused:
      refused === null
        ? null
        : { since: rfc3339(refused.since), version: refused.version, rows: refused.rows, reason: refused.reason },
    unreadable: unreadable === null ? null : { since: rfc3339(unreadable.since), reason: unreadable.reason },
  };
}

/** Where each component stands, by every piece of evidence, as `/api/v1/hosting` shows it. */
export function publishHosting(
  record: HostingRecord,
  evidence: readonly HostingEvidence[],
  { service: wanted, provider }: HostingQuery,
) {
  const components = standingServices(record.services)
    .filter(({ slug }) => wanted === null || slug === wanted)
    .flatMap((service) => componentsOf(service).map((component) => ({ service, component })));
  return {
    data: components.flatMap(({ service, component }) => {
      const own = evidence.filter((item) => item.component === component.key);
      if (provider !== null && !own.some((item) => item.provider === provider)) return [];
      return [
        {
          service: service.slug,
          component: component.slug,
          name: component.name,
          origin_hidden: isOriginHidden(own),
          unplaced: !own.some(({ basis }) => basis === "observed" || basis === "declared"),
          places: own.map(publishEvidence),
        },
      ];
    }),
    ranges: record.ranges.map(publishRanges),
    observed_for_days: OBSERVED_FOR_MS / 86_400_000,
    generated_at: rfc3339(record.readAt),
  };
}
