import type { Catalog } from "#domain/check/service.ts";
import type { CheckSpec, Freshness } from "#domain/check/spec.ts";
import { SHORTEST_LIMIT_MS } from "#domain/drill/limits.ts";
import { componentsOf, type Scenario } from "#domain/drill/scenario.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";

/**
 * The catalog cut down to the components of a scenario, with the checks that decide (the world hands out every key), none asked more often than once in a real
 * second: at 60 times the speed a check of 30 s is asked every 60 s of the clock. The controls always take part.
 * @throws Error when a component is not in the catalog, or no check of it decides
 */
export function castOf(catalog: Catalog, scenario: Scenario, speed: number): Catalog {
  const wanted = new Set(componentsOf(scenario));
  const services = catalog.services.flatMap((service) => {
    const components = service.components
      .filter(({ slug }) => wanted.has(`${service.slug}/${slug}`))
      .map((component) => ({
        ...component,
        checks: component.checks.filter(decides).map((check) => slowed(check, speed)),
      }))
      .filter(({ checks }) => checks.length > 0);
    return components.length === 0 ? [] : [{ ...service, components }];
  });
  const found = new Set(services.flatMap(({ slug, components }) => components.map((one) => `${slug}/${one.slug}`)));
  const missing = [...wanted].filter((key) => !found.has(key));
  if (missing.length > 0) throw new Error(`${scenario.id} names what nothing probes: ${missing.join(", ")}`);
  return { ...catalog, services };
}

function decides({ tier, intervalS }: CheckSpec): boolean {
  return (tier === "core" || tier === "optional") && intervalS <= CURRENT_RULES.decidesUpToS;
}

function slowed(check: CheckSpec, speed: number): CheckSpec {
  const { freshness } = check;
  const intervalS = Math.max(check.intervalS, Math.ceil(speed));
  return freshness === undefined
    ? { ...check, intervalS }
    : { ...check, intervalS, freshness: eased(freshness, speed) };
}

/** As long as an answer may be under way, in real time: at a fast clock it is old when it arrives, and nobody's fault. */
const UNDER_WAY_S = SHORTEST_LIMIT_MS / 1_000;

function eased(freshness: Freshness, speed: number): Freshness {
  const { warnS, critS } = freshness;
  const more = UNDER_WAY_S * (speed - 1);
  return {
    ...freshness,
    ...(warnS === undefined ? {} : { warnS: warnS + more }),
    ...(critS === undefined ? {} : { critS: critS + more }),
  };
}

/** Interval of a component's slowest check, in ms of the clock. */
export function intervalsOf({ services }: Pick<Catalog, "services">): ReadonlyMap<string, number> {
  return new Map(
    services.flatMap(({ slug, components }) =>
      components.map(
        (one) => [`${slug}/${one.slug}`, Math.max(...one.checks.map(({ intervalS }) => intervalS)) * 1_000] as const,
      ),
    ),
  );
}

/** Interval of every check, one each, in ms of the clock. */
export function everyIntervalOf({ services }: Pick<Catalog, "services">): number[] {
  return services.flatMap(({ components }) =>
    components.flatMap(({ checks }) => checks.map(({ intervalS }) => intervalS * 1_000)),
  );
}
