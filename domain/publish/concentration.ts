import type { AccessNakamoto } from "#domain/hosting/access-nakamoto.ts";
import type { ContextFigure } from "#domain/hosting/cloud-provider.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import type { Fall, GroupFigures } from "#domain/hosting/group-figures.ts";
import { placeOf } from "#domain/hosting/hosting-graph.ts";
import type { JurisdictionExposure } from "#domain/hosting/jurisdiction.ts";
import type { Loss } from "#domain/hosting/loss.ts";
import type { Spread } from "#domain/hosting/spread.ts";
import { fourDecimals, rfc3339 } from "#domain/publish/figure.ts";
import { publishEvidence } from "#domain/publish/hosting.ts";
import { heldUp } from "#domain/status/held-up.ts";
import type { Overview } from "#domain/status/overview.ts";
import { uptimeFigure } from "#domain/uptime/percent.ts";

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

const roundOrNull = (value: number | null) => (value === null ? null : fourDecimals(value));

/** @param of services in all: those of which nothing is known are part of it */
function publishSpread({ carried, known, unknown, figures, hhi, nakamoto: bounds }: Spread, of: number) {
  return {
    services: of,
    known,
    unknown,
    shares: [...carried]
      .map(([place, services]) => ({ place, services: fourDecimals(services), share: fourDecimals(services / known) }))
      .sort((a, b) => b.services - a.services || (a.place < b.place ? -1 : 1)),
    hhi: roundOrNull(figures?.hhi ?? null),
    hhi_bounds: hhi === null ? null : { low: fourDecimals(hhi.low), high: fourDecimals(hhi.high) },
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
      .map(([provider, services]) => ({
        provider,
        services: fourDecimals(services),
        share: fourDecimals(services / known),
      }))
      .sort((a, b) => b.services - a.services || (a.provider < b.provider ? -1 : 1)),
    hhi: roundOrNull(figures?.hhi ?? null),
    effective_providers: roundOrNull(figures?.effectiveProviders ?? null),
  };
}

function publishAccess(access: AccessNakamoto | null) {
  if (access === null) return null;
  const { k, providers, share, quality, atLeast } = access;
  const names = providers.map((node) => placeOf(node).provider);
  return { value: k, providers: names, share: fourDecimals(share), quality, at_least: atLeast };
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
      probability: fourDecimals(probability),
      evidence: evidence.map((item) => ({ component: item.component, ...publishEvidence(item) })),
    })),
  };
}

function publishExposed({ services, share }: JurisdictionExposure["any"]) {
  return { services, share: roundOrNull(share) };
}

function publishGroup({ services, origin, edge, unplaced, worst }: GroupFigures, context: ConcentrationContext) {
  const fall = (one: Fall | null) => (one === null ? null : { ...one, share: fourDecimals(one.share) });
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
