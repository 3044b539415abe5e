import type { Signal } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { countedTypes, slowness, softVerdict, troubleOf, unknownReason } from "#domain/status/check-findings.ts";
import { countNeutral, type DetectorState, FRESH_DETECTOR, type Round, stepDetector } from "#domain/status/detector.ts";
import type { Rules } from "#domain/status/rules.ts";
import { type Finding, isBad, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** One vantage's view of one check. */
export interface VantageDetector {
  readonly vantage: string;
  readonly state: DetectorState;
  /** The vantage has lost its own network, or its worker is silent. */
  readonly gated: boolean;
  /** The usual 95th percentile of its latency in ms; null until one is known. */
  readonly usualP95Ms: number | null;
}

export interface JudgedCheck {
  readonly slug: string;
  readonly proves: string;
  readonly signal: Signal;
  readonly intervalMs: number;
  /** It has succeeded at least once since it was added or changed. */
  readonly proven: boolean;
}

/** Whether a vantage can tell something about a check now (methods 1.2). */
export function isUsable({ state, gated }: VantageDetector, intervalMs: number, now: EpochMs, rules: Rules): boolean {
  if (gated || state.gated || state.toldAt === 0) return false;
  return now - state.at < rules.expiresAfter * intervalMs && state.neutralRun < rules.neutralRounds;
}

/**
 * Steps the vantages that have a result in this round. The order they are given in does not matter: how many are usable is
 * settled before any sum moves.
 */
export function stepRound(
  vantages: readonly VantageDetector[],
  rounds: ReadonlyMap<string, Round>,
  { intervalMs }: Pick<JudgedCheck, "intervalMs">,
  rules: Rules,
): VantageDetector[] {
  const now = Math.max(...[...rounds.values()].map((round) => round.at));
  const told = vantages.map((view) => {
    const round = rounds.get(view.vantage);
    return round ? { ...view, state: { ...countNeutral(view.state, round), at: round.at, gated: round.gated } } : view;
  });
  const usable = told.filter((view) => isUsable(view, intervalMs, now, rules)).length;
  return vantages.map((view) => {
    const round = rounds.get(view.vantage);
    return round ? { ...view, state: stepDetector(view.state, round, rules, usable, intervalMs) } : view;
  });
}

/** A vantage that has not been heard of yet. */
export function newVantage(vantage: string): VantageDetector {
  return { vantage, state: FRESH_DETECTOR, gated: false, usualP95Ms: null };
}

/**
 * The verdict over all vantages: a majority of the usable ones makes it down, fewer make it partial; then intermittent,
 * stale, limited and slow (methods 1.2, in its order). Unknown carries its reason and never turns into anything else by
 * neutral evidence alone.
 */
export function judgeCheck(
  check: JudgedCheck,
  vantages: readonly VantageDetector[],
  now: EpochMs,
  rules: Rules,
): Judged {
  const told = vantages.map(({ state }) => state.toldAt).filter((at) => at > 0);
  if (!check.proven) return unknown(check, { kind: "unproven" }, vantages, told, now);
  const usable = vantages.filter((view) => isUsable(view, check.intervalMs, now, rules));
  if (usable.length === 0) return unknown(check, unknownReason(vantages, now, check, rules), vantages, told, now);
  const bad = usable.filter(({ state }) => state.bad);
  const majority = Math.floor(usable.length / 2) + 1;
  if (bad.length >= majority) return down(check, bad, usable.length, majority);
  if (bad.length > 0) return partial(check, bad, usable.length);
  const good = usable.filter(({ state }) => state.good);
  // Failures alone, too few for an alarm, from a vantage that has never had an answer: it could be either.
  if (good.length === 0) return unknown(check, { kind: "waiting" }, usable, told, now);
  return (
    intermittent(check, usable, now, rules) ??
    softVerdict(check, usable, majority) ??
    slowness(check, usable, majority, rules) ??
    up(check, good, usable.length)
  );
}

/**
 * Whether the last word on a check that is unknown now was trouble: judged again as of then, as if nothing neutral had come
 * since. Not seeing is no recovery.
 */
export function lastWasTrouble(check: JudgedCheck, vantages: readonly VantageDetector[], rules: Rules): boolean {
  const told = vantages.filter(({ state }) => state.toldAt > 0);
  if (told.length === 0) return false;
  const then = told.map((view) => ({
    ...view,
    gated: false,
    state: { ...view.state, at: view.state.toldAt, gated: false, neutralRun: 0 },
  }));
  const { verdict } = judgeCheck(check, then, Math.max(...told.map(({ state }) => state.toldAt)), rules);
  return isBad(verdict);
}

/** The K-th smallest of the instants: when so many vantages had begun to see it. */
function nth(instants: readonly EpochMs[], k: number): EpochMs {
  const sorted = [...instants].sort((a, b) => a - b);
  return sorted[Math.min(k, sorted.length) - 1] ?? 0;
}

const namesOf = (views: readonly VantageDetector[]) => views.map(({ vantage }) => vantage).sort();

/** Newest of the results before a turn. */
function lastBefore(instants: readonly (EpochMs | null)[], turn: EpochMs): EpochMs | null {
  const before = instants.filter((at): at is EpochMs => at !== null && at < turn);
  return before.length === 0 ? null : Math.max(...before);
}

function down(check: JudgedCheck, bad: readonly VantageDetector[], usable: number, majority: number): Judged {
  const since = nth(
    bad.map(({ state }) => state.onset ?? state.at),
    majority,
  );
  const finding = troubleOf(check, bad);
  return {
    verdict: finding.kind === "refused" ? "degraded" : "down",
    finding,
    since,
    lastGood: lastBefore(
      bad.map(({ state }) => state.lastGood),
      since,
    ),
    lastBad: null,
    vantages: namesOf(bad),
    usable,
    failureTypes: countedTypes(bad),
  };
}

function partial(check: JudgedCheck, bad: readonly VantageDetector[], usable: number): Judged {
  const seen = down(check, bad, usable, 1);
  return { ...seen, verdict: "degraded", finding: { ...seen.finding, kind: "partial" } };
}

function intermittent(
  check: JudgedCheck,
  usable: readonly VantageDetector[],
  now: EpochMs,
  rules: Rules,
): Judged | null {
  const tick = Math.max(...usable.map(({ state }) => state.tick));
  const fails = usable.flatMap(({ state }) => state.fails.filter((at) => at > tick - rules.window * check.intervalMs));
  if (fails.length < usable.length + rules.intermittentOver) return null;
  if (!fails.some((at) => at > tick - rules.recent * check.intervalMs)) return null;
  const failing = usable.filter(({ state }) => state.fails.length > 0);
  const over = Math.max(...fails) <= tick - rules.clear * check.intervalMs;
  const ends = failing.map(({ state }) => state.okSince ?? now);
  const first = Math.min(...fails);
  const since = over ? Math.max(...ends) : first;
  return {
    verdict: "degraded",
    finding: { ...troubleOf(check, failing), kind: over ? "recovering" : "intermittent", failures: fails.length },
    since,
    lastGood: over ? null : lastBefore([...usable.map(({ state }) => state.lastGood)], since),
    lastBad: null,
    vantages: namesOf(failing),
    usable: usable.length,
    failureTypes: countedTypes(failing),
  };
}

function up(check: JudgedCheck, good: readonly VantageDetector[], usable: number): Judged {
  const standing = good.filter(({ state }) => state.chainStands).length * 2 > good.length;
  const since = Math.max(...good.map(({ state }) => state.cleanSince ?? state.okSince ?? state.at));
  return {
    verdict: "up",
    finding: { kind: standing ? "chain_stands" : "answers", check: check.slug },
    since,
    lastGood: null,
    lastBad: lastBefore(
      good.map(({ state }) => state.lastBad),
      since,
    ),
    vantages: namesOf(good),
    usable,
    failureTypes: [],
  };
}

/** Unknown from the first round on that should have told something. */
function unknown(
  check: JudgedCheck,
  finding: Pick<Finding, "kind" | "failureType">,
  vantages: readonly VantageDetector[],
  told: readonly EpochMs[],
  now: EpochMs,
): Judged {
  const types = vantages.map(({ state }) => state.lastNeutral).filter((type): type is FailureType => type !== null);
  return {
    verdict: "unknown",
    finding: { ...finding, check: check.slug },
    since: told.length === 0 ? now : Math.min(now, Math.max(...told) + check.intervalMs),
    lastGood: null,
    lastBad: null,
    vantages: [],
    usable: 0,
    failureTypes: [...new Set(types)],
  };
}
