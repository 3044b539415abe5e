import type { Layer } from "#domain/check/service.ts";
import type { DaysOfService, LayerDays } from "#domain/publish/service-past.ts";
import { serviceDays } from "#domain/uptime/day-seconds.ts";
import type { Window } from "#domain/uptime/interval.ts";
import { type ComponentRecord, serviceSeconds } from "#domain/uptime/service-seconds.ts";

/** A component of a service, with what is on record of it. */
export interface ServicePart extends ComponentRecord {
  readonly slug: string;
  readonly layer: Layer;
}

/** Of which something was ever known: what nothing was known of would hide what is known of the rest. */
export function knownParts(parts: readonly ServicePart[], window: Window): ServicePart[] {
  return parts.filter((part) => {
    const [seconds] = serviceSeconds([part], window).components;
    return seconds !== undefined && seconds.up + seconds.degraded + seconds.down > 0;
  });
}

/**
 * How a service did, day by day, each layer by itself. What nothing was ever known of leaves its layer; a layer of which
 * nothing is known is not told.
 *
 * @param parts those that were ever judged
 */
export function daysOfService(parts: readonly ServicePart[], window: Window): DaysOfService {
  const known = knownParts(parts, window);
  const layers = (["access", "chain"] as const).flatMap((layer): [Layer, LayerDays][] => {
    const own = known.filter((part) => part.layer === layer);
    if (own.length === 0) return [];
    return [[layer, { days: serviceDays(own, window).together, components: own.map(({ slug }) => slug) }]];
  });
  const { components } = serviceDays(parts, window);
  return {
    window,
    layers: new Map(layers),
    components: new Map(parts.map(({ slug }, index) => [slug, components[index] ?? []])),
  };
}
