import type { Place } from "#domain/attribution/evidence.ts";
import { mulberry32, seedOf } from "#domain/attribution/random.ts";
import type { ServiceKind, ServiceSpec } from "#domain/check/service.ts";
import { type AccessNakamoto, accessNakamoto } from "#domain/hosting/access-nakamoto.ts";
import { type ExpectedBlastRadius, expectedBlastRadii } from "#domain/hosting/blast-radius.ts";
import type { CloudProvider, ContextFigure } from "#domain/hosting/cloud-provider.ts";
import {
  type Bounds,
  type Concentration,
  concentrationOf,
  hhiBoundsOfUnknown,
  nakamoto,
  THETA,
} from "#domain/hosting/concentration.ts";
import { type HostingEvidence, hostedComponents, strongestByPlace } from "#domain/hosting/evidence.ts";
import { capOf } from "#domain/hosting/evidence-kinds.ts";
import { type HostingGraph, hostingGraph, placeNode } from "#domain/hosting/hosting-graph.ts";
import { providerImpacts } from "#domain/hosting/impact.ts";
import { type JurisdictionExposure, jurisdictionExposure } from "#domain/hosting/jurisdiction.ts";
import { placeName } from "#domain/hosting/place.ts";
import { likelyGraph } from "#domain/hosting/uncertain-graph.ts";
import { type Usage, type UsageOf, usageOf } from "#domain/hosting/usage.ts";
import {
  evidenceOf,
  type HostingRecord,
  isOriginHidden,
  publishEvidence,
  round,
  standingServices,
} from "#domain/publish/hosting.ts";
import { rfc3339 } from "#domain/publish/services.ts";
import { isJudged } from "#domain/status/answering.ts";
import type { Overview, UptimeWindow } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { uptimeFigure } from "#domain/uptime/percent.ts";
import { addSeconds, emptySeconds, type StateSeconds } from "#domain/uptime/state-seconds.ts";

/** How many hands services lie in: of those of which it is known, and what the others could change about it. */
export interface Spread extends Usage {
  /** Of the known alone; null when nothing is known. */
  readonly figures: Concentration | null;
  /** With those of which nothing is known: each by itself, or all with the largest. */
  readonly hhi: Bounds | null;
  readonly nakamoto: Record<keyof typeof THETA, { readonly low: number | null; readonly high: number | null }>;
}

/** A service that a place carries, and why we think so. */
export interface Carried {
  readonly slug: string;
  readonly name: string;
  /** How often it went down with the place in the draws, 0 to 1. */
  readonly probability: number;
  /** The strongest of each kind first; empty where only a supplier's supplier stands there. */
  readonly evidence: readonly HostingEvidence[];
}

/** What would go with a place. */
export interface Loss extends Place {
  readonly expected: ExpectedBlastRadius;
  /** With what is held to be so, and nothing else. */
  readonly likely: readonly string[];
  /** Those that use it by their own parts, and by any way: Kashaf's concentration. */
  readonly usingDirectly: number;
  readonly using: number;
  /** The likeliest first. */
  readonly services: readonly Carried[];
}

/** A member of the decentralised group, and what can be seen of where it stands. */
export interface Member {
  readonly slug: string;
  readonly name: string;
  /** Strongest first. Empty where nothing is known, or where it has no part that stands in one place. */
  readonly evidence: readonly HostingEvidence[];
  /** Where the operators' doors stand through which we ask whether its network works: its own places they are not. */
  readonly doors: readonly Place[];
  /** It has parts that stand in one place: a gateway, a console, an API. */
  readonly hosted: boolean;
  readonly closed: boolean;
}

/** One half of the comparison of decentralised storage and compute with everything else. */
export interface GroupFigures {
  readonly services: readonly string[];
  readonly origin: Spread;
  readonly edge: Spread;
  /** Of whose own host nothing but an edge, or nothing at all, is known. */
  readonly unplaced: number;
  /** The provider and the region whose loss would take the largest part of the group, with that part. */
  readonly worst: { readonly provider: Fall | null; readonly region: Fall | null };
}

export interface Fall extends Place {
  readonly share: number;
}

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

/** Services of these kinds, and Vanar, are the alternatives that the news article names: a group of their own. */
const DECENTRALISED: ReadonlySet<ServiceKind> = new Set<ServiceKind>(["storage", "decentralised_cloud"]);
const NAMED: ReadonlySet<string> = new Set(["vanar"]);

/** Always asked, whoever is in the catalog. */
const COUNTRY = "US";

const SEED = seedOf("faultline concentration");

export function isDecentralised({ kind, slug }: Pick<ServiceSpec, "kind" | "slug">): boolean {
  return DECENTRALISED.has(kind) || NAMED.has(slug);
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
  const components = services.flatMap((service) =>
    hostedComponents(service).map(({ slug }) => `${service.slug}/${slug}`),
  );
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
    jurisdictions: jurisdictionsOf(hosting, clouds),
    decentralised: group(isDecentralised),
    others: group((service) => !isDecentralised(service)),
    members: record.services.filter(isDecentralised).map((service) => memberOf(service, record, evidence)),
  };
}

function memberOf(service: ServiceSpec, { observed }: HostingRecord, evidence: readonly HostingEvidence[]): Member {
  const chains = service.components
    .filter(({ layer }) => layer === "chain")
    .map(({ slug }) => `${service.slug}/${slug}`);
  const doors = observed
    .filter(({ component }) => chains.includes(component))
    .flatMap(({ places }) => places)
    .flatMap(({ provider, region, edge }) => (provider === null ? [] : [{ provider, region: edge ? null : region }]));
  return {
    slug: service.slug,
    name: service.name,
    evidence: [
      ...strongestByPlace(evidence.filter(({ component }) => component.startsWith(`${service.slug}/`))).values(),
    ],
    doors: [...new Map(doors.map((place) => [placeName(place), place])).values()],
    hosted: hostedComponents(service).length > 0,
    closed: service.lifecycle.state === "retired",
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

function spreadOf(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  what: UsageOf,
  by: "provider" | "region",
): Spread {
  const usage = usageOf(services, evidence, what, by);
  const all = usage.known + usage.unknown;
  const named = [...usage.carried.values()].map((carried) => carried / all).sort((a, b) => b - a);
  const unknown = usage.unknown / all;
  const [largest = 0, ...rest] = named;
  const bounds = (theta: number) => ({
    low: usage.known === 0 ? null : nakamoto([largest + unknown, ...rest], theta),
    high: usage.known === 0 ? null : nakamoto(named, theta),
  });
  return {
    ...usage,
    figures: concentrationOf([...usage.carried.values()]),
    hhi: usage.known === 0 ? null : hhiBoundsOfUnknown(named, unknown),
    nakamoto: { third: bounds(THETA.third), half: bounds(THETA.half) },
  };
}

/** `cloud:aws/us-east-1` as the place that it is. */
export function placeOf(node: string): Place {
  const [provider = "", region = null] = node.replace(/^cloud:/, "").split("/");
  return { provider, region };
}

/** What would go with each provider and region, over the same draws, the largest losses first. */
async function lossesOf(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  { graph, providers, regions }: HostingGraph,
  pause: () => Promise<void>,
): Promise<Loss[]> {
  const nodes = [...providers, ...regions];
  const names = new Map(services.map(({ slug, name }) => [slug, name]));
  const losses: Loss[] = [];
  for (const impact of providerImpacts(likelyGraph(graph), nodes)) {
    await pause();
    // One at a time, from the same seed: the same draws as for all at once.
    const [expected] = expectedBlastRadii(graph, [[impact.provider]], mulberry32(SEED));
    if (expected === undefined) continue;
    const place = placeOf(impact.provider);
    losses.push({
      ...place,
      expected,
      likely: impact.failing,
      using: impact.using.length,
      usingDirectly: impact.usingDirectly.length,
      services: expected.services
        .map(({ name, probability }) => ({
          slug: name,
          name: names.get(name) ?? name,
          probability,
          evidence: evidenceAt(name, place, evidence),
        }))
        .sort((a, b) => b.probability - a.probability || (a.name < b.name ? -1 : 1)),
    });
  }
  return losses.sort(
    (a, b) => (b.expected.mean ?? 0) - (a.expected.mean ?? 0) || (placeNode(a) < placeNode(b) ? -1 : 1),
  );
}

/** What tells that a service stands on a place: one piece of each basis and region, the strongest first. */
export function evidenceAt(
  service: string,
  { provider, region }: Place,
  evidence: readonly HostingEvidence[],
): HostingEvidence[] {
  const own = evidence.filter(
    (item) =>
      item.component.startsWith(`${service}/`) &&
      item.provider === provider &&
      (region === null || item.region === region),
  );
  const first = new Map<string, HostingEvidence>();
  for (const item of own) {
    const key = `${item.basis} ${item.region} ${item.source} ${item.via?.split("/")[0]}`;
    const held = first.get(key);
    first.set(key, held === undefined ? item : together(held, item));
  }
  return [...first.values()].sort((a, b) => capOf(b.basis) - capOf(a.basis) || b.belief - a.belief);
}

/** The same said of two parts of one service. */
function together(one: HostingEvidence, other: HostingEvidence): HostingEvidence {
  const least = (a: EpochMs | null, b: EpochMs | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));
  const most = (a: EpochMs | null, b: EpochMs | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b));
  return {
    ...one,
    from: least(one.from, other.from),
    to: most(one.to, other.to),
    vantages: [...new Set([...one.vantages, ...other.vantages])].sort(),
    ranges: [...new Set([...one.ranges, ...other.ranges])].sort(),
  };
}

/** For the countries of all controlling entities that anybody here stands on, the most exposed first. */
function jurisdictionsOf(
  { graph, providers, unplaced }: HostingGraph,
  clouds: readonly CloudProvider[],
): JurisdictionExposure[] {
  const countries = new Map(clouds.map(({ slug, controller }) => [slug, controller.country]));
  const controllers = new Map(providers.map((node) => [node, countries.get(placeOf(node).provider) ?? null]));
  const asked = [...new Set([COUNTRY, ...[...controllers.values()].filter((country) => country !== null)])];
  const likely = likelyGraph(graph);
  return asked
    .map((country) => jurisdictionExposure({ graph: likely, controllers, unplaced, country }))
    .sort((a, b) => b.any.services.length - a.any.services.length || (a.country < b.country ? -1 : 1));
}

function groupFigures(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  unplaced: readonly string[],
  losses: readonly Loss[],
): GroupFigures {
  const members = new Set(services.map(({ slug }) => slug));
  const worst = (test: (loss: Loss) => boolean): Fall | null =>
    losses.filter(test).reduce<Fall | null>((best, { provider, region, services: falling }) => {
      const sum = falling.reduce((total, { slug, probability }) => total + (members.has(slug) ? probability : 0), 0);
      const share = sum / members.size;
      return sum > 0 && share > (best?.share ?? 0) ? { provider, region, share } : best;
    }, null);
  return {
    services: services.map(({ slug }) => slug),
    origin: spreadOf(services, evidence, "origin", "provider"),
    edge: spreadOf(services, evidence, "edge", "provider"),
    unplaced: services.filter(({ slug }) => unplaced.some((name) => name.startsWith(`${slug}/`))).length,
    worst: { provider: worst(({ region }) => region === null), region: worst(({ region }) => region !== null) },
  };
}

/** How services held up: the time of all their parts that are judged, together. */
export interface HeldUp {
  readonly components: number;
  readonly seconds: Readonly<Record<UptimeWindow, StateSeconds>>;
}

/** @param layer what is compared is the way to a service; of one alone, its chain may be told as well */
export function heldUp(
  { services }: Pick<Overview, "services">,
  slugs: readonly string[],
  layer: "access" | "any" = "access",
): HeldUp {
  const wanted = new Set(slugs);
  const parts = services
    .filter(({ slug }) => wanted.has(slug))
    .flatMap(({ components }) =>
      components.filter((part) => (layer === "any" || part.layer === layer) && isJudged(part)),
    );
  const sum = (window: UptimeWindow) =>
    parts.reduce((seconds, { uptime }) => addSeconds(seconds, uptime[window]), emptySeconds);
  return {
    components: parts.length,
    seconds: { "24h": sum("24h"), "7d": sum("7d"), "30d": sum("30d"), "90d": sum("90d") },
  };
}

/** What the figures stand beside in public. */
export interface ConcentrationContext {
  readonly figures: readonly ContextFigure[];
  /** Null before anything has been judged. */
  readonly overview: Pick<Overview, "services"> | null;
  /** Incidents of each service over `incidentDays`, by its slug. */
  readonly incidents: ReadonlyMap<string, { readonly incidents: number; readonly attributed: number }>;
  readonly incidentDays: number;
}

/** Regions whose loss is told in public: the largest. */
const REGIONS_TOLD = 10;

/** How legal exposure may be worded, and what must be said beside it. */
export const JURISDICTION_WORDING = {
  wording: "exposed to legal process of that country, served on a provider on the path",
  caveats: [
    "By the entity that controls a provider, not by where its servers stand.",
    "It takes legal process: a provider can be made to answer for what it holds. Nobody is said to read anything.",
    "What a chain records is public anyway; what is exposed is what providers hold of accounts, logs and keys.",
    "Other countries have laws of the same kind, and agreements between countries and motions of comity limit them.",
    "This is a count of dependencies, not legal advice.",
  ],
} as const;

/** Everything as `/api/v1/concentration` shows it. */
export function publishConcentration(figures: ConcentrationFigures, context: ConcentrationContext) {
  return {
    data: {
      counted: {
        services: figures.services,
        components: figures.components,
        components_observed: figures.observed,
        components_behind_an_edge: figures.hidden,
        components_unplaced: figures.unplaced,
        addresses_seen:
          figures.seen === null
            ? null
            : { from: rfc3339(figures.seen.from), to: rfc3339(figures.seen.to), vantages: figures.seen.vantages },
      },
      origin_by_provider: publishSpread(figures.origin, figures.services),
      origin_by_region: publishSpread(figures.region, figures.services),
      edges: publishEdges(figures.edge),
      access_nakamoto: {
        third: publishAccess(figures.access.third),
        half: publishAccess(figures.access.half),
      },
      blast_radius: {
        draws: figures.providers[0]?.expected.draws ?? null,
        services: figures.services,
        providers: figures.providers.map(publishLoss),
        regions: figures.regions.slice(0, REGIONS_TOLD).map(publishLoss),
        regions_left_out: Math.max(0, figures.regions.length - REGIONS_TOLD),
      },
      jurisdiction: {
        ...JURISDICTION_WORDING,
        services: figures.services,
        countries: figures.jurisdictions.map(({ country, any, all, unknown, free }) => ({
          country,
          any: publishExposed(any),
          all: publishExposed(all),
          unknown: publishExposed(unknown),
          free: publishExposed(free),
        })),
      },
      groups: {
        decentralised: {
          ...publishGroup(figures.decentralised, context),
          members: figures.members.map(({ slug, name, hosted, closed, evidence, doors }) => ({
            service: slug,
            name,
            closed,
            hosted,
            places: evidence.map(publishEvidence),
            asked_through: doors.map(({ provider, region }) => ({ provider, region })),
            ...publishHeldUp([slug], context, "any"),
          })),
        },
        others: publishGroup(figures.others, context),
      },
      context: context.figures.map(publishContext),
    },
    generated_at: rfc3339(figures.at),
  };
}

const roundOrNull = (value: number | null) => (value === null ? null : round(value));

/** @param of services in all: those of which nothing is known are part of it */
function publishSpread({ carried, known, unknown, figures, hhi, nakamoto: bounds }: Spread, of: number) {
  return {
    services: of,
    known,
    unknown,
    shares: [...carried]
      .map(([place, services]) => ({ place, services: round(services), share: round(services / known) }))
      .sort((a, b) => b.services - a.services || (a.place < b.place ? -1 : 1)),
    hhi: roundOrNull(figures?.hhi ?? null),
    hhi_bounds: hhi === null ? null : { low: round(hhi.low), high: round(hhi.high) },
    effective_providers: roundOrNull(figures?.effectiveProviders ?? null),
    s: roundOrNull(figures?.s ?? null),
    entropy_bits: roundOrNull(figures?.entropyBits ?? null),
    entropy_normalised: roundOrNull(figures?.entropyNormalised ?? null),
    nakamoto: {
      third: { value: figures?.nakamoto.third ?? null, ...bounds.third },
      half: { value: figures?.nakamoto.half ?? null, ...bounds.half },
    },
  };
}

/** Many services need no edge: those without one are not unknown, and bound nothing. */
function publishEdges({ carried, known, unknown, figures }: Spread) {
  return {
    services_behind_an_edge: known,
    services_without: unknown,
    shares: [...carried]
      .map(([provider, services]) => ({ provider, services: round(services), share: round(services / known) }))
      .sort((a, b) => b.services - a.services || (a.provider < b.provider ? -1 : 1)),
    hhi: roundOrNull(figures?.hhi ?? null),
    effective_providers: roundOrNull(figures?.effectiveProviders ?? null),
  };
}

function publishAccess(access: AccessNakamoto | null) {
  if (access === null) return null;
  const { k, providers, share, quality, atLeast } = access;
  const names = providers.map((node) => placeOf(node).provider);
  return { value: k, providers: names, share: round(share), quality, at_least: atLeast };
}

function publishLoss({ provider, region, expected, likely, using, usingDirectly, services }: Loss) {
  return {
    provider,
    region,
    share: roundOrNull(expected.mean),
    share_low: roundOrNull(expected.low),
    share_high: roundOrNull(expected.high),
    likely,
    using,
    using_directly: usingDirectly,
    services: services.map(({ slug, name, probability, evidence }) => ({
      service: slug,
      name,
      probability: round(probability),
      evidence: evidence.map((item) => ({ component: item.component, ...publishEvidence(item) })),
    })),
  };
}

function publishExposed({ services, share }: JurisdictionExposure["any"]) {
  return { services, share: roundOrNull(share) };
}

function publishGroup({ services, origin, edge, unplaced, worst }: GroupFigures, context: ConcentrationContext) {
  const fall = (one: Fall | null) => (one === null ? null : { ...one, share: round(one.share) });
  return {
    services,
    origin_by_provider: publishSpread(origin, services.length),
    edges: publishEdges(edge),
    services_unplaced: unplaced,
    largest_loss: { provider: fall(worst.provider), region: fall(worst.region) },
    ...publishHeldUp(services, context),
  };
}

function publishHeldUp(
  slugs: readonly string[],
  { overview, incidents, incidentDays }: ConcentrationContext,
  layer: "access" | "any" = "access",
) {
  const held = overview === null ? null : heldUp(overview, slugs, layer);
  const count = incidentsOf(slugs, incidents);
  return {
    uptime_30d: held === null ? null : uptimeFigure(held.seconds["30d"]).text,
    uptime_90d: held === null ? null : uptimeFigure(held.seconds["90d"]).text,
    judged_components: held?.components ?? null,
    incidents: { days: incidentDays, all: count.incidents, coinciding_with_a_cloud_event: count.attributed },
  };
}

/** The incidents of several services together. */
export function incidentsOf(slugs: readonly string[], incidents: ConcentrationContext["incidents"]) {
  const own = slugs.map((slug) => incidents.get(slug) ?? { incidents: 0, attributed: 0 });
  return {
    incidents: own.reduce((sum, one) => sum + one.incidents, 0),
    attributed: own.reduce((sum, one) => sum + one.attributed, 0),
  };
}

function publishContext({ parts, countedBy, corrections, ...figure }: ContextFigure) {
  return {
    id: figure.id,
    measures: figure.measures,
    counted_by: countedBy,
    period: figure.period,
    dated: figure.dated,
    parts: parts.map(({ name, provider, share, shareAlsoGiven, count, bound }) => ({
      name,
      provider,
      share: roundOrNull(share),
      share_also_given: shareAlsoGiven ?? null,
      count,
      at_least: bound === "least",
    })),
    remainder: figure.remainder,
    sources: figure.sources,
    corrections,
    verified: figure.verified,
    verified_by: figure.verifiedBy ?? null,
  };
}
