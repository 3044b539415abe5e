import type { Layer } from "#domain/check/service.ts";
import type { Signal, Tier } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { Finding, Judged, Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** A check with its verdict, as a component is made of. */
export interface CheckPart {
  readonly slug: string;
  readonly tier: Tier;
  readonly vital: boolean;
  readonly intervalS: number;
  readonly signal: Signal;
  /** Some vantage runs it. */
  readonly monitored: boolean;
  readonly judged: Judged;
  /** It is unknown now, and was bad when it last told something. */
  readonly wasBad?: boolean;
}

export interface ComponentParts {
  readonly layer: Layer;
  readonly checks: readonly CheckPart[];
  /** For block production: the operators' quorum. It alone decides, for an endpoint that fails is access, not the chain. */
  readonly chain?: Judged;
}

const RANK: Readonly<Record<Verdict, number>> = { up: 0, unknown: 1, degraded: 2, down: 3 };

/** Whether a check may decide: it counts, is monitored, and is asked often enough. */
export function decides({ tier, monitored, intervalS }: Omit<CheckPart, "judged">, rules: Rules): boolean {
  return (tier === "core" || tier === "optional") && monitored && intervalS <= rules.decidesUpToS;
}

/**
 * The verdict of a component (design.md section 5): down when its vital check is, or all that decide are; degraded when
 * some are down or degraded; unknown when its vital check is, or, without a vital one, any, and as long as one that was bad
 * tells nothing: not seeing is no recovery. A check that has never succeeded leaves the combination: perhaps our address is
 * wrong. A slow check that sees another chain caps it.
 * @returns null when nothing decides here: the component leaves its service's combination.
 */
export function judgeComponent({ checks, chain }: ComponentParts, now: EpochMs, rules: Rules): Judged | null {
  if (chain) return chain;
  const deciding = checks.filter((check) => decides(check, rules));
  if (deciding.length === 0) return null;
  const proven = deciding.filter(({ judged }) => judged.finding.kind !== "unproven");
  if (proven.length === 0) return { ...(deciding[0] as CheckPart).judged, since: now };
  const vital = proven.find((check) => check.vital);
  if (vital?.judged.verdict === "down") return vital.judged;
  const down = proven.filter(({ judged }) => judged.verdict === "down");
  if (down.length === proven.length) return allDown(down);
  const bad = proven.filter(({ judged }) => RANK[judged.verdict] >= RANK.degraded);
  if (bad.length > 0) return someBad(vital, bad, proven.length);
  const cap = wrongChain(checks);
  if (cap) return cap;
  const unsure = vital ? [vital] : proven;
  const unknown = unsure.find(({ judged }) => judged.verdict === "unknown") ?? proven.find(({ wasBad }) => wasBad);
  return unknown ? unknown.judged : allUp(vital, proven);
}

const byOnset = (a: CheckPart, b: CheckPart) => a.judged.since - b.judged.since || (a.slug < b.slug ? -1 : 1);

function union<T>(parts: readonly CheckPart[], list: (judged: Judged) => readonly T[]): T[] {
  return [...new Set(parts.flatMap(({ judged }) => list(judged)))];
}

/** The newest of the parts' instants before a turn. */
function lastBefore(parts: readonly CheckPart[], turn: EpochMs, of: (judged: Judged) => EpochMs | null) {
  const before = parts.flatMap(({ judged }) => of(judged) ?? []).filter((at) => at < turn);
  return before.length === 0 ? null : Math.max(...before);
}

/** What several checks see together. */
function together(parts: readonly CheckPart[], since: EpochMs): Omit<Judged, "verdict" | "finding"> {
  return {
    since,
    lastGood: lastBefore(parts, since, ({ lastGood }) => lastGood),
    lastBad: lastBefore(parts, since, ({ lastBad }) => lastBad),
    vantages: union(parts, (judged) => judged.vantages).sort(),
    usable: Math.max(...parts.map(({ judged }) => judged.usable)),
    failureTypes: union<FailureType>(parts, (judged) => judged.failureTypes),
  };
}

/** Down since the last of its checks went down; the first one tells what fails. */
function allDown(down: readonly CheckPart[]): Judged {
  const [first] = [...down].sort(byOnset);
  const since = Math.max(...down.map(({ judged }) => judged.since));
  return { verdict: "down", finding: (first as CheckPart).judged.finding, ...together(down, since) };
}

function someBad(vital: CheckPart | undefined, bad: readonly CheckPart[], of: number): Judged {
  const sorted = [...bad].sort(byOnset);
  const worst = sorted.find(({ judged }) => judged.verdict === "down");
  const told = vital && bad.includes(vital) ? vital : (worst ?? (sorted[0] as CheckPart));
  const since = Math.min(...bad.map(({ judged }) => judged.since));
  const finding: Finding =
    told.judged.verdict === "down"
      ? {
          ...told.judged.finding,
          kind: told.judged.finding.kind === "halted" ? "limited" : "some_checks",
          checks: { bad: bad.length, of },
        }
      : told.judged.finding;
  return { verdict: "degraded", finding, ...together(bad, since) };
}

/** Seldom asked, so it annotates; but an endpoint that serves another chain is not well, however fast it answers. */
function wrongChain(checks: readonly CheckPart[]): Judged | null {
  const found = checks.find(
    ({ tier, judged }) =>
      tier === "core" && judged.verdict === "down" && judged.failureTypes.includes("payload.wrong_chain"),
  );
  if (!found) return null;
  return { ...found.judged, verdict: "degraded", finding: { ...found.judged.finding, kind: "wrong_chain" } };
}

function allUp(vital: CheckPart | undefined, proven: readonly CheckPart[]): Judged {
  const up = proven.filter(({ judged }) => judged.verdict === "up");
  const told = vital ?? up.find(({ judged }) => judged.finding.kind === "chain_stands") ?? (up[0] as CheckPart);
  return {
    verdict: "up",
    finding: told.judged.finding,
    ...together(up, Math.max(...up.map(({ judged }) => judged.since))),
  };
}
