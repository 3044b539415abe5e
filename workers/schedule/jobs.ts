import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { Outcome } from "#domain/failure/failure.ts";
import type { Measurement } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Clock } from "#workers/clock.ts";
import type { LoopLag } from "#workers/probe/loop-lag.ts";
import { probes } from "#workers/probe/map.ts";
import { NotReady, type ProbeContext } from "#workers/probe/probe.ts";
import { runCheck } from "#workers/probe/run.ts";
import { hostOf } from "#workers/schedule/host-limits.ts";
import { HELD_BACK, type Manners } from "#workers/schedule/manners.ts";
import type { HostPlace, Job } from "#workers/schedule/scheduler.ts";
import type { VantageGate } from "#workers/vantage/gate.ts";

export interface JobsOptions {
  readonly checks: readonly LocatedCheck[];
  readonly vantage: string;
  readonly clock: Clock;
  readonly gate: Pick<VantageGate, "lostNetworkSince">;
  readonly loopLag: Pick<LoopLag, "worstMs">;
  readonly manners: Manners;
  readonly context: Omit<ProbeContext, "signal">;
  readonly onMeasurement: (measurement: Measurement) => void;
}

export interface Jobs {
  readonly list: readonly Job[];
  readonly counts: {
    /** Ticks that could not run because the head they ask about was not known yet. */
    readonly notReady: number;
    /** Measurements by outcome, as they were handed on. */
    readonly measured: Readonly<Record<Outcome, number>>;
  };
  /** Resolves when every failure has been held against the controls and handed on. */
  settled(): Promise<void>;
}

/** A host asked to be left alone while a failure was waiting to be confirmed there. */
class HostHeld extends Error {}

/**
 * Turns checks into jobs: run, hold a failure against the vantage's own controls, hand the measurement on. Waiting for
 * the controls happens outside the job, so that it holds up neither the host nor the next tick. A host that said to
 * one check that we ask too often is asked by none: their results are neutral until it may be asked again.
 */
export function createJobs(options: JobsOptions): Jobs {
  const { clock, context, gate, loopLag, manners, onMeasurement } = options;
  const counts = { notReady: 0, measured: { ok: 0, degraded: 0, failed: 0, neutral: 0 } };
  const settling = new Set<Promise<void>>();

  const settle = async ({ request }: LocatedCheck["check"], measurement: Measurement): Promise<void> => {
    const asksResolvers = request.probe === "dns" && request.resolvers !== undefined;
    const lost = measurement.outcome === "failed" && (await gate.lostNetworkSince(measurement.at, asksResolvers));
    const settled = lost ? asVantageDown(measurement) : measurement;
    counts.measured[settled.outcome] += 1;
    onMeasurement(settled);
  };

  const ask = async (check: LocatedCheck, host: string, signal: AbortSignal, place: HostPlace) => {
    // Of a name the resolvers are asked, not the host that has it.
    const asksHost = check.check.request.probe !== "dns";
    const isHeld = () => asksHost && manners.isHeld(host, check.id);
    if (isHeld()) return HELD_BACK;
    const askedAt = clock.now();
    const report = await runCheck(check, { ...context, signal }, probes, {
      sleep: async (ms, aborted) => {
        await place.pause(ms, aborted);
        if (isHeld()) throw new HostHeld();
      },
      loopLag,
    });
    if (asksHost && !(report instanceof NotReady)) manners.hear(host, check.id, report, askedAt);
    return report;
  };

  const run = async (
    check: LocatedCheck,
    host: string,
    tick: EpochMs,
    signal: AbortSignal,
    place: HostPlace,
  ): Promise<void> => {
    const at = clock.now();
    const report = await ask(check, host, signal, place);
    if (report instanceof NotReady) {
      counts.notReady += 1;
      return;
    }
    const settled = settle(check.check, { ...report.result, checkId: check.id, vantage: options.vantage, tick, at });
    settling.add(settled);
    void settled.finally(() => settling.delete(settled));
  };

  return {
    counts,
    list: options.checks.map((check) => {
      const host = hostOf(check, context.env);
      return {
        id: check.id,
        intervalMs: check.check.intervalS * 1_000,
        host,
        dependent: "variables" in check.check.request && check.check.request.variables !== undefined,
        run: (tick, signal, place) => run(check, host, tick, signal, place),
      };
    }),
    settled: async () => {
      await Promise.all(settling);
    },
  };
}

/** The failure happened, but while we had no network ourselves: what it was stays readable in the raw code. */
function asVantageDown(measurement: Measurement): Measurement {
  return {
    ...measurement,
    outcome: "neutral",
    failureType: "neutral.vantage_down",
    rawCode: measurement.failureType,
  };
}
