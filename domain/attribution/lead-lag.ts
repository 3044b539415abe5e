import type { Cast } from "#domain/attribution/cast.ts";
import { expectedHits } from "#domain/attribution/population.ts";
import { chanceWithin } from "#domain/attribution/rate.ts";
import { MINUTE_MS } from "#domain/attribution/units.ts";

/** (F) of methods 3.3 for one event: when its services began to fail, earliest first. Minutes from the event's onset. */
export interface LeadLag {
  readonly steps: readonly LagStep[];
  readonly medianMin: number | null;
  /** The quartiles. */
  readonly iqrMin: readonly [number, number] | null;
  /**
   * Most services fell before the cloud did, by an onset that is better than a first post: it was not first. null when that
   * cannot be told: fewer than 3 services, or a first post.
   */
  readonly cloudNotFirst: boolean | null;
}

export interface LagStep {
  readonly service: string;
  readonly lagMin: number;
  /** Share of the services shown that had begun to fail by then. */
  readonly share: number;
  /** The chance line: services expected to have had an onset by then from background rates alone. */
  readonly byChance: number;
}

/** As far either way as the cross-correlation looks. */
const SPAN_MIN = 60;
const FEWEST = 3;

/** The first onset of every service within an hour of the event's. */
export function leadLag({ event, provisional, members }: Cast): LeadLag {
  const firsts = members
    .flatMap(({ service, times }) => {
      const lags = times.map((at) => (at - event.t0.at) / MINUTE_MS);
      const lagMin = lags.find((lag) => Math.abs(lag) <= SPAN_MIN);
      return lagMin === undefined ? [] : [{ service: service.slug, lagMin }];
    })
    .sort((a, b) => a.lagMin - b.lagMin || (a.service < b.service ? -1 : 1));
  const steps = firsts.map(({ service, lagMin }, index) => ({
    service,
    lagMin,
    share: (index + 1) / firsts.length,
    byChance: expectedHits(members.map(({ rate }) => chanceWithin(rate, lagMin + SPAN_MIN))),
  }));
  const lags = firsts.map(({ lagMin }) => lagMin);
  const medianMin = quantile(lags, 0.5);
  const [low, high] = [quantile(lags, 0.25), quantile(lags, 0.75)];
  return {
    steps,
    medianMin,
    iqrMin: low === null || high === null ? null : [low, high],
    cloudNotFirst: medianMin === null || lags.length < FEWEST || provisional ? null : medianMin < 0,
  };
}

/** Linear between the two nearest (Hyndman and Fan's type 7, as in R and NumPy); null for nothing. */
export function quantile(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}
