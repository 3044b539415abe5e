import type { Overview } from "#domain/status/overview.ts";

/** What the vantages of an instance ask of others, as planned. */
export interface Asked {
  readonly services: number;
  readonly checks: number;
  /** Seconds between two rounds of a check: of the one that is asked most often, and least. */
  readonly mostOftenS: number;
  readonly leastOftenS: number;
  /** Rounds per minute that one vantage asks of the service it asks most, of all its hosts together. */
  readonly perMinute: number;
}

/** Null when nothing is asked. */
export function askedOf({ services }: Pick<Overview, "services">): Asked | null {
  const intervals = services
    .map(({ components }) =>
      components
        .flatMap(({ checks }) => checks)
        .filter(({ coverage }) => coverage.some(({ reason }) => reason === null))
        .map(({ spec }) => spec.intervalS),
    )
    .filter((each) => each.length > 0);
  const all = intervals.flat();
  if (all.length === 0) return null;
  const perMinute = intervals.map((each) => each.reduce((sum, seconds) => sum + 60 / seconds, 0));
  return {
    services: intervals.length,
    checks: all.length,
    mostOftenS: Math.min(...all),
    leastOftenS: Math.max(...all),
    perMinute: Math.ceil(Math.max(...perMinute)),
  };
}
