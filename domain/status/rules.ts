/**
 * Everything a verdict is decided by that is a number. A change of any of them, or of how they are used, is a new version:
 * every verdict carries the version it was made under. Source: guides/methods.md 1.2, measured in 1.3 (`npm run simulate`).
 */
export interface Rules {
  readonly version: number;
  /** CUSUM weights: ln(p1/p0) to ln((1-p0)/(1-p1)) with p0 = 2 %, p1 = 50 % is 4.8 to 1; integers can be explained. */
  readonly up: number;
  readonly down: number;
  /** Where the sum stops growing. */
  readonly cap: number;
  /** Sum at which a vantage calls a check bad: with one usable vantage, and with more. */
  readonly alarmAlone: number;
  readonly alarm: number;
  /** Good rounds in a row that clear it. */
  readonly clear: number;
  /** Neutral rounds in a row after which a vantage can tell nothing about a check. */
  readonly neutralRounds: number;
  /** A result counts for this many intervals. */
  readonly expiresAfter: number;
  /** Intermittent: usable vantages + `intermittentOver` failures in this window, at least one of them recent. */
  readonly window: number;
  readonly recent: number;
  readonly intermittentOver: number;
  /** Rounds in a row after which stale, limited or refused counts, and after which it counts no longer. */
  readonly softRounds: number;
  /** Slow: the p95 of this many ms is over `slowFactor` times the usual p95, and over `slowFloorMs`. */
  readonly slowOverMs: number;
  readonly slowFactor: number;
  readonly slowFloorMs: number;
  /** Fewer latencies than this make no percentile. */
  readonly slowSamples: number;
  /** Checks asked less often than this annotate a component and never decide. */
  readonly decidesUpToS: number;
  /** Two outages of a component closer than this are one incident; onsets closer than this make one group. */
  readonly mergeMs: number;
  readonly groupMs: number;
}

const VERSION_1: Rules = {
  version: 1,
  up: 5,
  down: 1,
  cap: 20,
  alarmAlone: 20,
  alarm: 15,
  clear: 4,
  neutralRounds: 10,
  expiresAfter: 3,
  window: 20,
  recent: 6,
  intermittentOver: 5,
  softRounds: 2,
  slowOverMs: 600_000,
  slowFactor: 3,
  slowFloorMs: 2_000,
  slowSamples: 5,
  decidesUpToS: 300,
  mergeMs: 15 * 60_000,
  groupMs: 15 * 60_000,
};

/** Every version that verdicts in the database may carry, so that a past outage can be judged again under any. */
export const RULES: Readonly<Record<number, Rules>> = { 1: VERSION_1 };

/** The rules in force. */
export const CURRENT_RULES: Rules = VERSION_1;

/** @throws Error naming the versions there are. */
export function rulesOf(version: number): Rules {
  const rules = RULES[version];
  if (!rules) throw new Error(`There are no rules ${version}; there are ${Object.keys(RULES).join(", ")}.`);
  return rules;
}
