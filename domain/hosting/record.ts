import type { ServiceSpec } from "#domain/check/service.ts";
import type { ObservedHosting, RangeSourceState } from "#domain/hosting/address.ts";
import {
  declaredEvidence,
  type HostingEvidence,
  holdsAt,
  hostedComponents,
  hostedKeys,
  observedEvidence,
  transitiveEvidence,
} from "#domain/hosting/evidence.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is known of who stands on what, as it was read. */
export interface HostingRecord {
  readonly readAt: EpochMs;
  /** The catalog in force, in its order, without checks. */
  readonly services: readonly ServiceSpec[];
  readonly observed: readonly ObservedHosting[];
  readonly ranges: readonly RangeSourceState[];
}

/** Services that stand anywhere: they have parts of their own, and have not closed for good. */
export function standingServices(services: readonly ServiceSpec[]): readonly ServiceSpec[] {
  return services.filter((service) => service.lifecycle.state !== "retired" && hostedComponents(service).length > 0);
}

/** Everything that holds at the instant of the record: declared, observed, and what follows for those who stand on others. */
export function evidenceOf({ readAt, services, observed }: HostingRecord): HostingEvidence[] {
  const standing = standingServices(services);
  const hosted = new Set(standing.flatMap(hostedKeys));
  const direct = [...standing.flatMap(declaredEvidence), ...observed.flatMap(observedEvidence)].filter(
    (item) => hosted.has(item.component) && holdsAt(item, readAt),
  );
  return [...direct, ...transitiveEvidence(standing, direct)];
}

/** Whether all that is known of a component's place is the edge in front of it. */
export function isOriginHidden(own: readonly HostingEvidence[]): boolean {
  return own.some(({ basis }) => basis === "edge") && !own.some(({ basis }) => basis === "observed");
}
