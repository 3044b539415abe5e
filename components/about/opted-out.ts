import type { Overview } from "#domain/status/overview.ts";

/** Somebody who asked not to be probed: the service or host that they named, and what of the catalog that is. */
export interface OptedOut {
  readonly who: string;
  /** Names of the services whose checks are not run for it. */
  readonly services: readonly string[];
  /** The day, where it is known. */
  readonly since: string | null;
}

/** All of them, in the catalog's order. */
export function optedOutOf({ services }: Pick<Overview, "services">): OptedOut[] {
  const found = new Map<string, { who: string; services: string[]; since: string | null }>();
  for (const { name, components } of services) {
    for (const { spec } of components.flatMap(({ checks }) => checks)) {
      if (spec.optedOut === undefined) continue;
      const { who, since } = spec.optedOut;
      const entry = found.get(who) ?? { who, services: [], since };
      if (!entry.services.includes(name)) entry.services.push(name);
      found.set(who, entry);
    }
  }
  return [...found.values()];
}
