import { performance } from "node:perf_hooks";
import { evmHead } from "#catalog/templates.ts";
import { serverTime } from "#catalog/templates-market.ts";
import { makeService } from "#db/testing/fixtures.ts";
import { type LocatedCheck, locateChecks } from "#domain/check/flatten.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import { type Bench, type BenchContext, type BenchRow, median } from "#scripts/bench/bench.ts";
import { createBare, crowd } from "#scripts/bench/probe-bare.ts";
import { networkTo, startTarget, TARGET_DOMAIN, type TargetPlace } from "#scripts/bench/probe-target.ts";
import { userAgent } from "#workers/environment.ts";
import type { Hop } from "#workers/probe/exchange.ts";
import { createLoopLag } from "#workers/probe/loop-lag.ts";
import { probes } from "#workers/probe/map.ts";
import { createMemory } from "#workers/probe/memory.ts";
import { DEFAULT_LIMITS, NotReady, type ProbeContext } from "#workers/probe/probe.ts";
import { prepare } from "#workers/probe/request.ts";
import { runCheck } from "#workers/probe/run.ts";

/** Checks for each second of CPU, beside requests of the bare loop. */
const BAR = 0.6;
const REQUESTS = 600;
const AT_ONCE = 16;
const ROUNDS = 5;
/** Of the runs of a round: a busy machine stalls, and what was measured meanwhile is neutral by design. */
const MOST_NEUTRAL = 0.02;

const verified = "docs" as const;
/** What is asked, by address so that both sides do nothing but the request, and by name as in production. */
const CHECKS: readonly (readonly [name: string, hasBar: boolean, check: CheckSpec])[] = [
  ["https, JSON", true, time("https://127.0.0.1/time")],
  ["https, JSON-RPC: the newest block", true, head("https://127.0.0.1/")],
  ["https, JSON, its name resolved", true, time(`https://api.${TARGET_DOMAIN}/time`)],
  ["http, JSON", false, time("http://127.0.0.1/time")],
];

function time(url: string): CheckSpec {
  return serverTime({ verified, url, path: "$.result.unixtime", unit: "epoch_s" });
}

function head(url: string): CheckSpec {
  return evmHead({ verified, url, chain: "ethereum" });
}

/** Probing and all that belongs to it, up to the finished measurement, beside the same requests without it. */
export const probe: Bench = {
  about: `checks per CPU second beside a bare node:https loop of the same requests, at least ${BAR} times as many`,
  run: async ({ say }) => {
    const target = await startTarget();
    try {
      const rows: BenchRow[] = [];
      for (const [name, hasBar, check] of CHECKS) rows.push(await measure(target, name, hasBar, check, say));
      return {
        title: `probe: ${REQUESTS} requests, ${AT_ONCE} at a time, ${ROUNDS} rounds in turns, each over a connection of its own`,
        notes: [
          "the target is a process of its own, whose CPU is not counted; CPU of all threads of this process",
          "bare: one TLS context and one resolver for all, the answer is read and thrown away",
          "probe: phases timed, limits kept, unpacked, parsed, asserted, classified, redacted, stalls looked for",
        ],
        head: ["", "bare per CPU s", "probe per CPU s", "bare per s", "probe per s", "ratio by CPU", "bar", ""],
        rows,
      };
    } finally {
      await target.stop();
    }
  },
};

interface Speed {
  readonly perCpu: number;
  readonly perSecond: number;
}

async function measure(
  target: TargetPlace,
  name: string,
  hasBar: boolean,
  check: CheckSpec,
  say: BenchContext["say"],
): Promise<BenchRow> {
  say(`probe: ${name}`);
  const [located] = locateChecks({ services: [makeService("bench", [check])] });
  if (located === undefined) throw new Error(`${name} is no check`);
  const sides = { bare: bareOf(target, located), probe: probeOf(target, located) };
  const speeds: { bare: Speed; probe: Speed }[] = [];
  // The first round compiles both, and each side goes first as often.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const order = round % 2 === 0 ? (["bare", "probe"] as const) : (["probe", "bare"] as const);
    const speed: Partial<Record<"bare" | "probe", Speed>> = {};
    for (const side of order) speed[side] = await speedOf(sides[side]);
    if (round > 0 && speed.bare && speed.probe) speeds.push({ bare: speed.bare, probe: speed.probe });
  }
  const middle = (of: (speed: { bare: Speed; probe: Speed }) => number) => median(speeds.map(of));
  const ratio = middle(({ bare, probe: ours }) => ours.perCpu / bare.perCpu);
  const passes = hasBar ? ratio >= BAR : null;
  const figures = [
    middle(({ bare }) => bare.perCpu),
    middle(({ probe: ours }) => ours.perCpu),
    middle(({ bare }) => bare.perSecond),
    middle(({ probe: ours }) => ours.perSecond),
  ].map((value) => Math.round(value).toLocaleString("en"));
  const verdict = passes === null ? "" : passes ? "PASS" : "FAIL";
  return { cells: [name, ...figures, ratio.toFixed(2), hasBar ? `>= ${BAR}` : "", verdict], passes };
}

async function speedOf(run: () => Promise<void>): Promise<Speed> {
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  await run();
  const { user, system } = process.cpuUsage(cpu);
  return {
    perCpu: (REQUESTS / (user + system)) * 1e6,
    perSecond: (REQUESTS / (performance.now() - begun)) * 1e3,
  };
}

function contextOf(target: TargetPlace): ProbeContext {
  return {
    network: networkTo(target),
    now: Date.now,
    monotonic: () => performance.now(),
    env: () => undefined,
    memory: createMemory(),
    limits: DEFAULT_LIMITS,
    userAgent: userAgent(undefined),
    signal: new AbortController().signal,
  };
}

/** The very requests that the probe makes of the check. */
function bareOf(target: TargetPlace, located: LocatedCheck): () => Promise<void> {
  const { request } = located.check;
  if (request.probe === "dns") throw new TypeError("a name has no request");
  const prepared = prepare(located, request, contextOf(target));
  if (!("hop" in prepared)) throw new Error(`${located.id} cannot be asked`);
  const hop: Hop = prepared.hop;
  const bare = createBare(target);
  return () => crowd(REQUESTS, AT_ONCE, () => bare(hop));
}

/** What a job of the scheduler runs. */
function probeOf(target: TargetPlace, located: LocatedCheck): () => Promise<void> {
  const context = contextOf(target);
  const loopLag = createLoopLag();
  const sleep = () => Promise.reject(new Error("nothing is asked twice here"));
  return async () => {
    let neutral = 0;
    await crowd(REQUESTS, AT_ONCE, async () => {
      const report = await runCheck(located, context, probes, { sleep, loopLag });
      if (report instanceof NotReady) throw new Error(`${located.id} was not ready`);
      const { outcome, failureType, rawCode } = report.result;
      if (failureType === "neutral.loop_lag") neutral += 1;
      else if (outcome !== "ok") throw new Error(`${located.id}: ${failureType} ${rawCode}`);
    });
    if (neutral > MOST_NEUTRAL * REQUESTS)
      throw new Error(`the machine stood still for ${neutral} of ${REQUESTS} checks`);
  };
}
