import {
  type JudgedCheck,
  judgeCheck,
  newVantage,
  stepRound,
  type VantageDetector,
} from "#domain/status/check-verdict.ts";
import type { Round } from "#domain/status/detector.ts";
import type { Evidence } from "#domain/status/evidence.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import type { Judged } from "#domain/status/verdict.ts";

/** For tests: rounds of 30 s written as letters, one string per vantage. */
export const START = Date.parse("2026-03-10T12:00:00Z");
export const INTERVAL_MS = 30_000;
export const CHECK: JudgedCheck = {
  slug: "head",
  proves: "it answers",
  signal: "chain_head",
  intervalMs: INTERVAL_MS,
  proven: true,
};

export const OK: Evidence = {
  kind: "ok",
  soft: null,
  failureType: null,
  phase: null,
  httpStatus: 200,
  mode: null,
  lagS: null,
  ageS: null,
  latencyMs: 20,
  chainStands: false,
};

/** O answers, F fails, E fails at the edge of a content network, N neutral, S stale, L limited, D resolved by some only, R refused, . no result at all. */
export const EVIDENCE: Readonly<Record<string, Evidence>> = {
  O: OK,
  F: { ...OK, kind: "fail", failureType: "tcp.refused", phase: "connection", httpStatus: null, latencyMs: null },
  E: { ...OK, kind: "fail", failureType: "http.error", httpStatus: 500, networkPart: "edge", latencyMs: null },
  N: { ...OK, kind: "neutral", failureType: "neutral.rate_limited", httpStatus: 429, latencyMs: null },
  S: { ...OK, soft: "stale", failureType: "payload.stale", phase: "application", lagS: 90 },
  L: { ...OK, soft: "limited", failureType: "payload.halted", phase: "application", mode: "cancel_only" },
  D: { ...OK, soft: "some_resolvers", failureType: "dns.name_not_resolved", phase: "dns" },
  R: { ...OK, kind: "fail", soft: "refused", failureType: "http.error", httpStatus: 403, latencyMs: null },
};

/** A vantage that has answered before the first round. */
export function answeredBefore(vantage: string): VantageDetector {
  return stepRound(
    [newVantage(vantage)],
    new Map([[vantage, roundAt(-1, OK)]]),
    CHECK,
    CURRENT_RULES,
  )[0] as VantageDetector;
}

export function roundAt(index: number, evidence: Evidence, gated = false): Round {
  const at = START + index * INTERVAL_MS;
  return { tick: at, at: at + 500, evidence, gated };
}

export interface Trace {
  readonly verdicts: string;
  readonly judged: readonly Judged[];
  readonly vantages: readonly VantageDetector[];
}

const LETTERS = { up: "U", degraded: "g", down: "D", unknown: "?" } as const;

/** Runs rounds and gives one letter per round. `gates`: failing controls of four per vantage and round, as digits. */
export function trace(
  rounds: readonly string[],
  {
    gates,
    fresh = false,
    order = (n) => n,
  }: { gates?: readonly string[] | null; fresh?: boolean; order?: (n: number[]) => number[] } = {},
): Trace {
  const names = rounds.map((_, index) => `v${index + 1}`);
  let vantages = names.map((name) => (fresh ? newVantage(name) : answeredBefore(name)));
  const judged: Judged[] = [];
  for (let index = 0; index < Math.max(...rounds.map((text) => text.length)); index += 1) {
    const arrived = order(names.map((_, n) => n)).flatMap((n): [string, Round][] => {
      const evidence = EVIDENCE[rounds[n]?.[index] ?? "."];
      const gated = Number(gates?.[n]?.[index] ?? 0) >= 2;
      return evidence ? [[names[n] ?? "", roundAt(index, evidence, gated)]] : [];
    });
    if (arrived.length > 0) vantages = stepRound(vantages, new Map(arrived), CHECK, CURRENT_RULES);
    judged.push(judgeCheck(CHECK, vantages, START + index * INTERVAL_MS + 1_000, CURRENT_RULES));
  }
  return { verdicts: judged.map(({ verdict }) => LETTERS[verdict]).join(""), judged, vantages };
}
