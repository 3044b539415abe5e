import type { FailureType } from "#domain/failure/failure.ts";
import type { JudgedCheck, VantageDetector } from "#domain/status/check-verdict.ts";
import type { Rules } from "#domain/status/rules.ts";
import { type Finding, type FindingKind, type Judged, rounded } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** Distinct failure types behind the views, most frequent first. */
export function countedTypes(views: readonly VantageDetector[]): FailureType[] {
  const counts = new Map<string, number>();
  for (const { state } of views)
    for (const [type, n] of Object.entries(state.types)) counts.set(type, (counts.get(type) ?? 0) + n);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([type]) => type as FailureType);
}

/** The most frequent value; the first of equals. */
function commonest<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, x], [, y]) => y - x)[0]?.[0];
}

function largest(values: readonly (number | null)[]): number | undefined {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** What the views' newest failures say. */
export function troubleOf(check: JudgedCheck, views: readonly VantageDetector[]): Finding {
  const failures = [...views]
    .sort((a, b) => (a.vantage < b.vantage ? -1 : 1))
    .flatMap(({ state }) => (state.failure ? [state.failure] : []));
  const type = commonest(failures.map((failure) => failure.type));
  const same = failures.filter((failure) => failure.type === type);
  const first = same[0];
  const kind: FindingKind =
    type === "payload.halted"
      ? "halted"
      : type === "payload.stale"
        ? "far_stale"
        : type === "payload.wrong_chain"
          ? "failing"
          : same.length > 0 && same.every((failure) => failure.soft === "refused")
            ? "refused"
            : "failing";
  const lagS = largest(same.map((failure) => failure.lagS));
  const ageS = largest(same.map((failure) => failure.ageS));
  return {
    kind,
    check: check.slug,
    proves: check.proves,
    signal: check.signal,
    ...(type === undefined ? {} : { failureType: type }),
    ...(first?.phase ? { phase: first.phase } : {}),
    ...(first?.httpStatus && type === "http.error" ? { httpStatus: first.httpStatus } : {}),
    ...(first?.networkPart && type === "http.error" ? { networkPart: first.networkPart } : {}),
    ...(first?.mode && type === "payload.halted" ? { mode: first.mode } : {}),
    ...(lagS === undefined || kind !== "far_stale" ? {} : { lagS: rounded(lagS) }),
    ...(ageS === undefined || kind !== "far_stale" ? {} : { ageS: rounded(ageS) }),
  };
}

/** Stale, limited or resolved by some only, at a majority of the usable vantages. */
export function softVerdict(check: JudgedCheck, usable: readonly VantageDetector[], majority: number): Judged | null {
  const soft = usable.flatMap(({ vantage, state }) => (state.soft?.on ? [{ vantage, run: state.soft }] : []));
  if (soft.length < majority) return null;
  const kind = commonest(soft.map(({ run }) => run.kind)) ?? "stale";
  const same = soft.filter(({ run }) => run.kind === kind);
  const failureType = commonest(same.map(({ run }) => run.last.type)) ?? "payload.stale";
  const since = [...soft.map(({ run }) => run.since)].sort((a, b) => a - b)[majority - 1] ?? 0;
  const lagS = largest(same.map(({ run }) => run.last.lagS));
  const ageS = largest(same.map(({ run }) => run.last.ageS));
  const mode = same.find(({ run }) => run.last.mode !== null)?.run.last.mode;
  const before = soft.map(({ run }) => run.lastGood).filter((at) => at !== null && at < since) as EpochMs[];
  return {
    verdict: "degraded",
    finding: {
      kind,
      check: check.slug,
      proves: check.proves,
      signal: check.signal,
      failureType,
      phase: same[0]?.run.last.phase ?? "application",
      ...(lagS === undefined ? {} : { lagS: rounded(lagS) }),
      ...(ageS === undefined ? {} : { ageS: rounded(ageS) }),
      ...(mode && kind === "limited" ? { mode } : {}),
    },
    since,
    lastGood: before.length === 0 ? null : Math.max(...before),
    lastBad: null,
    vantages: soft.map(({ vantage }) => vantage).sort(),
    usable: usable.length,
    failureTypes: [failureType],
  };
}

/** Smallest value that at least 95 % of the values do not exceed (percentile_disc, as in the rollups). */
function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(0.95 * sorted.length) - 1)] ?? 0;
}

/**
 * Slow: the 95th percentile of the last ten minutes is over three times the usual one and over two seconds (methods 1.4).
 * With few samples that percentile is their maximum, so a second one must be over the limit too.
 */
export function slowness(
  check: JudgedCheck,
  usable: readonly VantageDetector[],
  majority: number,
  rules: Rules,
): Judged | null {
  const slow = usable.flatMap(({ vantage, state, usualP95Ms }) => {
    if (usualP95Ms === null || state.latencies.length < rules.slowSamples) return [];
    const limitMs = Math.max(rules.slowFactor * usualP95Ms, rules.slowFloorMs);
    const over = state.latencies.filter(([, ms]) => ms > limitMs);
    const seenMs = p95(state.latencies.map(([, ms]) => ms));
    return over.length >= 2 && seenMs > limitMs ? [{ vantage, limitMs, seenMs, since: over[0]?.[0] ?? state.at }] : [];
  });
  if (slow.length < majority) return null;
  const since = slow.map((view) => view.since).sort((a, b) => a - b)[majority - 1] ?? 0;
  return {
    verdict: "degraded",
    finding: {
      kind: "slow",
      check: check.slug,
      proves: check.proves,
      signal: check.signal,
      p95Ms: rounded(Math.max(...slow.map((view) => view.seenMs))),
      limitMs: rounded(Math.min(...slow.map((view) => view.limitMs))),
    },
    since,
    lastGood: null,
    lastBad: null,
    vantages: slow.map(({ vantage }) => vantage).sort(),
    usable: usable.length,
    failureTypes: [],
  };
}

const NEUTRAL_REASONS: Partial<Record<FailureType, FindingKind>> = {
  "neutral.rate_limited": "rate_limited",
  "neutral.geo_blocked": "blocked",
  "neutral.bot_challenge": "blocked",
  "neutral.quota": "quota",
  "neutral.no_key": "misconfigured",
  "neutral.vantage_down": "vantage_down",
};

/** Why nobody can tell: what most vantages last met, or their silence. */
export function unknownReason(
  vantages: readonly VantageDetector[],
  now: EpochMs,
  { intervalMs }: JudgedCheck,
  rules: Rules,
): Pick<Finding, "kind" | "failureType"> {
  const heard = vantages.filter(({ state }) => state.tick > 0);
  const fresh = heard.filter(({ state }) => now - state.at < rules.expiresAfter * intervalMs);
  if (vantages.length > 0 && vantages.every(({ state, gated }) => gated || state.gated))
    return { kind: "vantage_down" };
  if (fresh.length === 0) return { kind: heard.length === 0 ? "waiting" : "no_vantage" };
  const type = commonest(fresh.flatMap(({ state }) => (state.lastNeutral ? [state.lastNeutral] : [])));
  if (type === undefined) return { kind: "waiting" };
  const kind = type.startsWith("neutral.") ? (NEUTRAL_REASONS[type] ?? "no_vantage") : "unreachable";
  return { kind, failureType: type };
}
