import type { Dependent, Evidence } from "#domain/attribution/evidence.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { usuallyCloud } from "#domain/hosting/evidence-kinds.ts";

/**
 * What attribution is to know of a service's hosting. It follows suppliers by itself, so transitive evidence is not passed
 * on, but the suppliers are; a vendor's word on an outage reaches it with that outage.
 * @param evidence Of this service's components; that of others is left out.
 */
export function dependentOf(service: ServiceSpec, evidence: readonly HostingEvidence[]): Dependent {
  const own = evidence.filter(({ component }) => component.startsWith(`${service.slug}/`));
  const suppliers = (service.dependsOn ?? []).map(
    (supplier): Evidence => ({ kind: "transitive", supplier, date: null, source: null, component: null }),
  );
  return { usuallyCloud: usuallyCloud(service.kind), evidence: [...own.flatMap(forAttribution), ...suppliers] };
}

function forAttribution({ component, provider, region, basis, source, from, to }: HostingEvidence): Evidence[] {
  const cited = { source, component, provider, region };
  if (basis === "declared") return [{ ...cited, kind: "declared", date: from }];
  if ((basis === "observed" || basis === "edge") && from !== null) {
    return [{ ...cited, kind: "observed", edge: basis === "edge", from, to }];
  }
  return [];
}
