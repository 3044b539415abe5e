import type { Layer } from "#domain/check/service.ts";
import { knownParts, type ServicePart } from "#domain/publish/service-days.ts";
import { UPTIME_WINDOWS, type Uptime, type UptimeWindow } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { serviceSeconds } from "#domain/uptime/service-seconds.ts";

/** One layer of a service as one: down while any of its components is. */
export interface LayerUptime {
  /** Slugs of the components that are in it. */
  readonly components: readonly string[];
  readonly seconds: Uptime;
}

/** A layer of which nothing is known is not among them. */
export type ServiceUptime = ReadonlyMap<Layer, LayerUptime>;

/**
 * How a service did in each window, each layer by itself, as its days tell it (service-days.ts).
 *
 * @param parts those that were ever judged
 * @param starts where each window begins; all end at `now`
 */
export function uptimeOfService(
  parts: readonly ServicePart[],
  starts: Readonly<Record<UptimeWindow, EpochMs>>,
  now: EpochMs,
): ServiceUptime {
  const known = knownParts(parts, { from: starts["90d"], to: now });
  return new Map(
    (["access", "chain"] as const).flatMap((layer): [Layer, LayerUptime][] => {
      const own = known.filter((part) => part.layer === layer);
      if (own.length === 0) return [];
      const seconds = Object.fromEntries(
        UPTIME_WINDOWS.map((window) => [window, serviceSeconds(own, { from: starts[window], to: now }).together]),
      ) as Uptime;
      return [[layer, { components: own.map(({ slug }) => slug), seconds }]];
    }),
  );
}
