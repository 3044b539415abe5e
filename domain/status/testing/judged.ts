import fc from "fast-check";
import { FINDINGS, type Finding, type FindingKind, type Judged, type Verdict } from "#domain/status/verdict.ts";

/** For tests: verdicts as checks give them. */
export const T0 = Date.parse("2026-03-10T12:00:00Z");

const KINDS: Readonly<Record<Verdict, readonly FindingKind[]>> = {
  up: ["answers", "chain_stands"],
  unknown: ["waiting", "no_vantage", "vantage_down", "rate_limited", "blocked", "quota", "unreachable"],
  degraded: ["partial", "intermittent", "recovering", "stale", "slow", "limited", "refused"],
  down: ["failing", "halted", "far_stale"],
};

const FAILURES = ["tcp.refused", "http.error", "payload.wrong_chain", "payload.halted"] as const;

export function makeJudged(kind: FindingKind, overrides: Partial<Judged> = {}): Judged {
  const bad = FINDINGS[kind] === "degraded" || FINDINGS[kind] === "down";
  return {
    verdict: FINDINGS[kind],
    finding: { kind, ...(bad ? { failureType: "tcp.refused", phase: "connection" } : {}) } satisfies Finding,
    since: T0,
    lastGood: bad ? T0 - 30_000 : null,
    lastBad: null,
    vantages: FINDINGS[kind] === "unknown" ? [] : ["here"],
    usable: FINDINGS[kind] === "unknown" ? 0 : 1,
    failureTypes: bad ? ["tcp.refused"] : [],
    ...overrides,
  };
}

/** Any verdict of one kind, as a proven check gives it. */
export function judgedOf(verdict: Verdict): fc.Arbitrary<Judged> {
  const bad = verdict === "degraded" || verdict === "down";
  return fc
    .record({
      kind: fc.constantFrom(...KINDS[verdict]),
      sinceS: fc.integer({ min: 0, max: 3_600 }),
      beforeS: fc.option(fc.integer({ min: 1, max: 600 })),
      vantages: fc.subarray(["here", "there", "yonder"], { minLength: verdict === "unknown" ? 0 : 1 }),
      failure: fc.constantFrom(...FAILURES),
    })
    .map(({ kind, sinceS, beforeS, vantages, failure }) => {
      const since = T0 + sinceS * 1_000;
      return makeJudged(kind, {
        since,
        lastGood: bad && beforeS !== null ? since - beforeS * 1_000 : null,
        lastBad: verdict === "up" && beforeS !== null ? since - beforeS * 1_000 : null,
        vantages,
        usable: verdict === "unknown" ? 0 : 3,
        failureTypes: bad ? [failure] : [],
        finding: { kind, ...(bad ? { failureType: failure } : {}) },
      });
    });
}

export const anyJudged: fc.Arbitrary<Judged> = fc
  .constantFrom<Verdict>("up", "unknown", "degraded", "down")
  .chain(judgedOf);
