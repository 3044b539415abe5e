import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { isFinal } from "#domain/politeness/hold.ts";
import type { LoopLag } from "#workers/probe/loop-lag.ts";
import { NotReady, type ProbeContext, type ProbeMap, type ProbeReport, UNHEARD } from "#workers/probe/probe.ts";

export interface RunOptions {
  /** Waits on the clock; may reject when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Without one, samples are taken at their word. */
  readonly loopLag?: Pick<LoopLag, "worstMs">;
  /** Between the end of a failed attempt and the next. */
  readonly retryAfterMs?: number;
  /** A stall this long makes a sample neutral. */
  readonly maxStallMs?: number;
}

/** A report of a run that says nothing about the target, with whatever the report it replaces knew. */
function neutral(type: FailureType, rawCode: string, of?: ProbeReport): ProbeReport {
  const known = of ?? UNHEARD;
  const phase = known.result.phase ?? "application";
  return { ...known, result: { ...known.result, outcome: "neutral", failureType: type, phase, rawCode } };
}

/** One attempt, guarded: a fault of our own is neutral, and so is a sample taken while the event loop stood still. */
async function attempt(
  located: LocatedCheck,
  context: ProbeContext,
  probes: ProbeMap,
  { loopLag, maxStallMs = 500 }: RunOptions,
): Promise<ProbeReport | NotReady> {
  const kind = located.check.request.probe;
  const probe = probes[kind];
  if (probe === undefined) return neutral("neutral.aborted", `no ${kind} probe`);
  const from = context.monotonic();
  let report: ProbeReport | NotReady;
  try {
    report = await probe(located, context);
  } catch (error) {
    return neutral("neutral.aborted", `probe broke: ${error instanceof Error ? error.name : typeof error}`);
  }
  if (report instanceof NotReady || report.result.outcome === "neutral") return report;
  const stall = loopLag?.worstMs(from, context.monotonic()) ?? 0;
  return stall >= maxStallMs ? neutral("neutral.loop_lag", `event loop stood ${Math.round(stall)} ms`, report) : report;
}

/**
 * Runs a check: one attempt, and when it fails a second on a new connection 3 s later. It has failed only if both have;
 * ok, degraded and neutral are final at once, and so is a target's own word that it is unavailable until later than that. The
 * report is the last attempt's. Never throws; gives NotReady when the request needs a head that this vantage has not seen.
 */
export async function runCheck(
  located: LocatedCheck,
  context: ProbeContext,
  probes: ProbeMap,
  options: RunOptions,
): Promise<ProbeReport | NotReady> {
  const pauseMs = options.retryAfterMs ?? 3_000;
  const first = await attempt(located, context, probes, options);
  if (first instanceof NotReady || first.result.outcome !== "failed") return first;
  if (isFinal({ httpStatus: first.result.httpStatus, retryAfterMs: first.retryAfterMs }, pauseMs)) return first;
  try {
    await options.sleep(pauseMs, context.signal);
  } catch {
    // A failure that could not be confirmed is none.
    return neutral("neutral.aborted", "stopped before the second attempt", first);
  }
  if (context.signal.aborted) return neutral("neutral.aborted", "stopped before the second attempt", first);
  const second = await attempt(located, context, probes, options);
  return second instanceof NotReady ? second : { ...second, result: { ...second.result, attempts: 2 } };
}
