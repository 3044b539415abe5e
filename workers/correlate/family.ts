import type { TestedEvent } from "#db/write/attribution-inputs.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import { isUsed } from "#domain/attribution/from-cloud.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Witnesses } from "#workers/correlate/witnesses.ts";

/**
 * p of every other test of 12 months: the look-elsewhere family of those that are made now. What led to an attribution is on
 * record; of the rest it is only known that there was a test, and it counts as one that found nothing, which is the strictest
 * that it can count.
 *
 * @param looked ids of the events that are tested now
 */
export function otherTestsOf(
  tested: readonly TestedEvent[],
  { services }: Pick<Witnesses, "services">,
  looked: ReadonlySet<string>,
  now: EpochMs,
): number[] {
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  const used = new Map<string, boolean>();
  const isPlaceUsed = (provider: string, region: string | null): boolean => {
    const key = JSON.stringify([provider, region]);
    const known = used.get(key) ?? isUsed(eventAt(provider, region, now), services, bySlug);
    used.set(key, known);
    return known;
  };
  return tested.flatMap(({ id, provider, regions, ps }) => {
    if (looked.has(id)) return [];
    const places = regions.length === 0 ? [null] : regions;
    const tests = places.filter((region) => isPlaceUsed(provider, region)).length;
    return [...ps, ...Array.from({ length: Math.max(0, tests - ps.length) }, () => 1)];
  });
}

/** Of which only the place and the time matter. */
function eventAt(provider: string, region: string | null, now: EpochMs): CloudEvent {
  const t0 = { at: now, quality: "stated_onset" } as const;
  return {
    id: `${provider}/${region}`,
    provider,
    region,
    singleZone: false,
    severity: "degraded",
    t0,
    end: null,
    mitigatedAt: [],
  };
}
