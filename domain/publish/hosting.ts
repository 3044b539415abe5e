import type { ServiceSpec } from "#domain/check/service.ts";
import type { ObservedHosting, RangeSourceState } from "#domain/hosting/address.ts";
import {
  declaredEvidence,
  type HostingEvidence,
  holdsAt,
  hostedComponents,
  observedEvidence,
  transitiveEvidence,
} from "#domain/hosting/evidence.ts";
import { OBSERVED_FOR_MS } from "#domain/hosting/evidence-kinds.ts";
import { rfc3339 } from "#domain/publish/services.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is known of who stands on what, as it was read. */
export interface HostingRecord {
  readonly readAt: EpochMs;
  /** The catalog in force, in its order, without checks. */
  readonly services: readonly ServiceSpec[];
  readonly observed: readonly ObservedHosting[];
  readonly ranges: readonly RangeSourceState[];
}

/** Which components are asked for; null for all. */
export interface HostingQuery {
  readonly service: string | null;
  /** Those with a place at this provider; all of their places are told. */
  readonly provider: string | null;
}

/** Services that stand anywhere: they have parts of their own, and have not closed for good. */
export function standingServices(services: readonly ServiceSpec[]): readonly ServiceSpec[] {
  return services.filter((service) => service.lifecycle.state !== "retired" && hostedComponents(service).length > 0);
}

/** Everything that holds at the instant of the record: declared, observed, and what follows for those who stand on others. */
export function evidenceOf({ readAt, services, observed }: HostingRecord): HostingEvidence[] {
  const standing = standingServices(services);
  const hosted = new Set(standing.flatMap((service) => componentsOf(service).map(({ key }) => key)));
  const direct = [...standing.flatMap(declaredEvidence), ...observed.flatMap(observedEvidence)].filter(
    (item) => hosted.has(item.component) && holdsAt(item, readAt),
  );
  return [...direct, ...transitiveEvidence(standing, direct)];
}

function componentsOf(service: ServiceSpec) {
  return hostedComponents(service).map(({ slug, name }) => ({ key: `${service.slug}/${slug}`, slug, name }));
}

/** Whether all that is known of a component's place is the edge in front of it. */
export function isOriginHidden(own: readonly HostingEvidence[]): boolean {
  return own.some(({ basis }) => basis === "edge") && !own.some(({ basis }) => basis === "observed");
}

const orNull = (at: EpochMs | null) => (at === null ? null : rfc3339(at));

/** In public, an edge is an observation of a door: `edge` says that what stands behind it was not seen. */
export function publishEvidence({ provider, region, zone, basis, belief, ...item }: HostingEvidence) {
  return {
    provider,
    region,
    zone,
    basis: basis === "edge" ? ("observed" as const) : basis,
    edge: basis === "edge",
    belief: round(belief),
    first_seen_at: orNull(item.from),
    last_seen_at: orNull(item.to),
    vantages: item.vantages,
    ranges: item.ranges,
    via: item.via,
    claim: item.claim,
    source: item.source,
  };
}

/** Four decimals: no figure here is surer than that. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
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
    fetched_at: orNull(source.fetchedAt),
    changed_at: orNull(source.changedAt),
    confirmed_at: orNull(source.confirmedAt),
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
