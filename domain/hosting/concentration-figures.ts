import type { ServiceSpec } from "#domain/check/service.ts";
import { type AccessNakamoto, accessNakamoto } from "#domain/hosting/access-nakamoto.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import { THETA } from "#domain/hosting/concentration.ts";
import { isDecentralised, type Member, memberOf } from "#domain/hosting/decentralised.ts";
import { type HostingEvidence, hostedKeys } from "#domain/hosting/evidence.ts";
import { type GroupFigures, groupFigures } from "#domain/hosting/group-figures.ts";
import { hostingGraph } from "#domain/hosting/hosting-graph.ts";
import { type JurisdictionExposure, jurisdictionExposures } from "#domain/hosting/jurisdiction.ts";
import { type Loss, lossesOf } from "#domain/hosting/loss.ts";
import { evidenceOf, type HostingRecord, isOriginHidden, standingServices } from "#domain/hosting/record.ts";
import { type Spread, spreadOf } from "#domain/hosting/spread.ts";
import { likelyGraph } from "#domain/hosting/uncertain-graph.ts";
import type { EpochMs } from "#domain/time.ts";

/** How much of the access layer lies in how few hands, at one instant. */
export interface ConcentrationFigures {
  readonly at: EpochMs;
  /** What everything is counted of: services with parts that stand somewhere. */
  readonly services: number;
  readonly components: number;
  /** Components of which an address was met, and those of them that hide behind an edge. */
  readonly observed: number;
  readonly hidden: number;
  /** Components of whose own host nothing is known. */
  readonly unplaced: number;
  /** First and last address that was met, and from where. */
  readonly seen: { readonly from: EpochMs; readonly to: EpochMs; readonly vantages: readonly string[] } | null;
  readonly origin: Spread;
  readonly region: Spread;
  readonly edge: Spread;
  readonly access: Record<keyof typeof THETA, AccessNakamoto | null>;
  /** Those that would take most with them first. */
  readonly providers: readonly Loss[];
  readonly regions: readonly Loss[];
  readonly jurisdictions: readonly JurisdictionExposure[];
  readonly decentralised: GroupFigures;
  readonly others: GroupFigures;
  /** Everyone in the decentralised group, those without a part that stands in one place as well. */
  readonly members: readonly Member[];
}

/**
 * Every figure of one instant. Seeded: the same record gives the same figures.
 * @param pause Awaited between stretches of work, so that whoever computes can do something else meanwhile.
 */
export async function concentrationFigures(
  record: HostingRecord,
  clouds: readonly CloudProvider[],
  pause: () => Promise<void> = async () => {},
): Promise<ConcentrationFigures> {
  const services = standingServices(record.services);
  const evidence = evidenceOf(record);
  const hosting = hostingGraph(services, evidence);
  const likely = likelyGraph(hosting.graph);
  const losses = await lossesOf(services, evidence, hosting, pause);
  await pause();
  const components = services.flatMap(hostedKeys);
  const own = components.map((name) => evidence.filter(({ component }) => component === name));
  const group = (test: (service: ServiceSpec) => boolean) =>
    groupFigures(services.filter(test), evidence, hosting.unplaced, losses);
  return {
    at: record.readAt,
    services: services.length,
    components: components.length,
    observed: own.filter((items) => items.some(({ basis }) => basis === "observed" || basis === "edge")).length,
    hidden: own.filter(isOriginHidden).length,
    unplaced: hosting.unplaced.length,
    seen: seenOf(evidence),
    origin: spreadOf(services, evidence, "origin", "provider"),
    region: spreadOf(services, evidence, "origin", "region"),
    edge: spreadOf(services, evidence, "edge", "provider"),
    access: {
      third: accessNakamoto(likely, hosting.providers, THETA.third),
      half: accessNakamoto(likely, hosting.providers, THETA.half),
    },
    providers: losses.filter(({ region }) => region === null),
    regions: losses.filter(({ region }) => region !== null),
    jurisdictions: jurisdictionExposures(hosting, clouds),
    decentralised: group(isDecentralised),
    others: group((service) => !isDecentralised(service)),
    members: record.services.filter(isDecentralised).map((service) => memberOf(service, record, evidence)),
  };
}

function seenOf(evidence: readonly HostingEvidence[]): ConcentrationFigures["seen"] {
  const seen = evidence.filter(({ basis }) => basis === "observed" || basis === "edge");
  const from = seen.flatMap((item) => item.from ?? []);
  const to = seen.flatMap((item) => item.to ?? []);
  if (from.length === 0 || to.length === 0) return null;
  return {
    from: from.reduce((least, at) => Math.min(least, at)),
    to: to.reduce((most, at) => Math.max(most, at)),
    vantages: [...new Set(seen.flatMap(({ vantages }) => vantages))].sort(),
  };
}
