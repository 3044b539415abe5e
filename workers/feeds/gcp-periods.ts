import type { AffectedService, Period, Scope, Severity } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";
import { type GcpIncident, gcpSeverity } from "#workers/feeds/gcp-schema.ts";

/** How bad it was, and where, from one post on. */
interface Stage {
  readonly from: EpochMs;
  /** Null once Google calls it available. */
  readonly severity: Severity | null;
  readonly places: ReadonlySet<string>;
}

interface Facts {
  readonly scope: Scope;
  readonly services: readonly AffectedService[];
  readonly peak: Severity;
}

/** The posts that say how bad it is, oldest first. What the first one says held since the beginning. */
function stagesOf({ updates, begin }: GcpIncident): Stage[] {
  const told = updates
    .flatMap(({ when, created, status, affected_locations }) => {
      const at = when ?? created;
      const severity = gcpSeverity(status);
      if (at === null || (severity === null && status !== "AVAILABLE")) return [];
      return [{ from: at, severity, places: new Set(affected_locations.map(({ id }) => id)) }];
    })
    .sort((a, b) => a.from - b.from);
  return told.map((stage, index) => (index === 0 ? { ...stage, from: Math.min(begin, stage.from) } : stage));
}

type Where = Pick<Period, "service" | "region" | "zone">;

/** @param until index of the stage from which on the place is no longer listed. */
function stretch(where: Where, stages: readonly Stage[], until: number, end: EpochMs | null): Period[] {
  const periods: Period[] = [];
  for (const [index, { from, severity }] of stages.slice(0, until).entries()) {
    const next = stages[index + 1]?.from ?? null;
    const to = next === null ? end : Math.min(next, end ?? next);
    const previous = periods.at(-1);
    if (severity === null || (to !== null && to <= from)) continue;
    if (previous?.to === from && previous.severity === severity) periods.splice(-1, 1, { ...previous, to });
    else periods.push({ ...where, from, to, severity });
  }
  return periods;
}

/**
 * A period for each place (Google does not say which product failed where), or for each product where no place is given. A
 * place that is listed later was affected all along, as far as we know; one that is listed no more recovered with that post.
 */
export function gcpPeriods(incident: GcpIncident, { scope, services, peak }: Facts): Period[] {
  const stages = stagesOf(incident);
  const end = incident.end;
  const service = services.length === 1 ? (services[0]?.slug ?? null) : null;
  const whole = (where: Where): Period[] => {
    const periods = stretch(where, stages, stages.length, end);
    return periods.length > 0 ? periods : [{ ...where, from: incident.begin, to: end, severity: peak }];
  };
  if (scope.kind === "zones") {
    return scope.zones.flatMap((zone) => whole({ service, region: zone.slice(0, -2), zone }));
  }
  const current = new Set(incident.currently_affected_locations.map(({ id }) => id));
  const previous = new Set(incident.previously_affected_locations.map(({ id }) => id));
  if (current.size + previous.size === 0) {
    const slugs = services.length > 0 ? services.map(({ slug }) => slug) : [null];
    return slugs.flatMap((slug) => whole({ service: slug, region: null, zone: null }));
  }
  return [...new Set([...current, ...previous])].sort().flatMap((place) => {
    const where = { service, region: place === "global" ? null : place, zone: null };
    const last = stages.findLastIndex(({ places }) => places.has(place));
    // Listed by no post (they list places only since March 2022), or still listed by the incident: until its end.
    if (last < 0 || current.has(place)) return whole(where);
    const periods = stretch(where, stages, last + 1, end);
    return periods.length > 0 ? periods : whole(where);
  });
}
