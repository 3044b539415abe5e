import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { Done } from "#scripts/probe/table.ts";
import type { Clock } from "#workers/clock.ts";
import { sleep } from "#workers/clock.ts";
import type { LoopLag } from "#workers/probe/loop-lag.ts";
import { probes } from "#workers/probe/map.ts";
import { NotReady, type ProbeContext, type ProbeReport } from "#workers/probe/probe.ts";
import { runCheck } from "#workers/probe/run.ts";
import type { HostGate } from "#workers/schedule/host-gate.ts";
import { hostOf } from "#workers/schedule/host-limits.ts";

/** Runs checks once each, by hand, with the code that the worker runs them with. */

export interface RunnerTools {
  readonly clock: Clock;
  readonly context: ProbeContext;
  readonly loopLag: LoopLag;
  readonly gate: HostGate;
  /** Every check there is, to find the ones that others wait for. */
  readonly known: ReadonlyMap<string, LocatedCheck>;
}

const CONCURRENCY = 8;

async function runPolitely(located: LocatedCheck, tools: RunnerTools): Promise<ProbeReport | NotReady> {
  const { clock, context, loopLag, gate } = tools;
  const leave = await gate.enter(hostOf(located, context.env), context.signal);
  try {
    const wait = (ms: number, signal: AbortSignal) => sleep(clock, ms, signal);
    return await runCheck(located, context, probes, { sleep: wait, loopLag });
  } finally {
    leave();
  }
}

/** Runs one check. When it needs the head of another, that one is asked first, once. */
export async function runOne(located: LocatedCheck, tools: RunnerTools): Promise<ProbeReport | NotReady> {
  const report = await runPolitely(located, tools);
  if (!(report instanceof NotReady)) return report;
  const other = tools.known.get(report.waitsFor);
  if (other === undefined) return report;
  await runPolitely(other, tools);
  return runPolitely(located, tools);
}

/** Runs many, a few at a time, those that wait for others last. Hands each on as it ends, and gives them in their order. */
export async function runMany(
  checks: readonly LocatedCheck[],
  tools: RunnerTools,
  onDone: (done: Done) => void,
): Promise<Done[]> {
  const waits = ({ check: { request } }: LocatedCheck) => "variables" in request && request.variables !== undefined;
  const found = new Map<string, Done>();
  for (const group of [checks.filter((check) => !waits(check)), checks.filter(waits)]) {
    const left = [...group];
    const work = async () => {
      for (let located = left.shift(); located !== undefined; located = left.shift()) {
        const done = { located, report: await runOne(located, tools) };
        found.set(located.id, done);
        onDone(done);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }
  return checks.flatMap(({ id }) => found.get(id) ?? []);
}
