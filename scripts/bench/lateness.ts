import type { RunningPostgres } from "#db/launch/launch.ts";
import type { Bench, BenchContext, BenchRow } from "#scripts/bench/bench.ts";
import { type LatenessRun, runLoad } from "#scripts/bench/lateness-run.ts";
import type { Load } from "#scripts/bench/load-worker.ts";
import { createBare, crowd } from "#scripts/bench/probe-bare.ts";
import { startTarget, TARGET_DOMAIN, type Target, type TargetPlace } from "#scripts/bench/probe-target.ts";

const INTERVAL_S = 10;
/** Checks a minute, with what must hold of them. */
const BARS = { ordinary: { aMinute: 6_000, p99Ms: 250 }, goal: { aMinute: 60_000, p99Ms: 1_000, cpuS: 0.7 } } as const;
const TICKS = { ordinary: 3, goal: 3, highest: 2 } as const;
/** The first try at the highest rate is what worker and machine do by their shares at the goal, less what judging and rollups take in bursts. */
const FIRST_TRY = 0.8;
/** The next try is so much higher where one was held, and lower where it was not, until one was held and one was not. */
const STEP = 1.25;
const MOST_TRIES = 4;
/** Rates are tried in steps of so many checks a minute. */
const GRAIN = 6_000;
/** Of what was recorded: while a busy machine stalls, measurements are neutral by design. */
const LEAST_OK = 0.999;
const BARE = { requests: 3_000, atOnce: 16 } as const;

/** For orientation: measured on 2026-11-22 on another machine of this kind, over HTTP by address, not by this bench (docs/benches.md). */
const ELSEWHERE: readonly (readonly string[])[] = [
  ["elsewhere: Uptime Kuma 2.5.3", "600", "", "1", "4", "8", "", "5.80", "6 %"],
  ["elsewhere: Uptime Kuma 2.5.3", "12,000", "", "0", "6", "85", "", "2.46", "49 %"],
  ["elsewhere: the same, saturated", "18,410 of 60,000", "", "2,100", "", "3,100", "", "2.80", "86 %"],
  ["elsewhere: Kener 4.1.2", "1,000", "", "2,600", "4,500", "", "", "5.0", "8 %"],
  ["elsewhere: blackbox_exporter 0.23", "143,600-210,500", "nothing", "", "", "", "", "0.42-0.47", ""],
];

/** When checks are started, what recording them costs in all, and how many of them one worker can do. */
export const lateness: Bench = {
  about: `how late checks are started, CPU of 1,000 recorded checks (at most ${BARS.goal.cpuS} s), and the highest rate held`,
  run: async (context) => {
    const server = await context.ownServer("lateness");
    const target = await startTarget();
    try {
      return {
        title: `lateness: one worker with all its duties, each check every ${INTERVAL_S} s at a host of its own`,
        notes: [
          "lateness is read from the record: start of a check, less its tick and its place in the interval",
          "CPU s of 1,000 recorded checks: worker, all threads + Postgres, all processes; the target's is not counted",
          "http: by address; https: by name, with DNS and TLS, as in production",
          "held: all judged in two minutes, no tick lost, p99 within a second, all answered; timer: a bare one in an idle process meanwhile, p99",
          "elsewhere: another machine's figures of other programs, for orientation; their CPU holds their own database, blackbox_exporter has none",
        ],
        head: ["", "a minute", "recorded", "p50 ms", "p99 ms", "max ms", "timer", "CPU s/1,000", "one core", "bar", ""],
        rows: [
          ...(await measureBare("http", target, context)),
          ...(await measureBare("https", target, context)),
          ...(await measureLoads(server, target, context)),
          ...ELSEWHERE.map((cells) => ({ cells: [...cells, "", ""], passes: null })),
        ],
      };
    } finally {
      await target.stop();
    }
  },
};

const loadOf = (scheme: Load["scheme"], aMinute: number): Load => ({
  scheme,
  checks: (aMinute * INTERVAL_S) / 60,
  intervalS: INTERVAL_S,
});

const aMinuteOf = ({ checks, intervalS }: Load) => (checks * 60) / intervalS;
const isWhole = ({ recorded, expected }: LatenessRun) => recorded === expected;
const isHeld = (run: LatenessRun | null) =>
  run !== null && isWhole(run) && run.lateness.p99 <= BARS.goal.p99Ms && run.ok >= LEAST_OK * run.recorded;

type Run = (scheme: Load["scheme"], aMinute: number, ticks: number) => Promise<LatenessRun | null>;

async function measureLoads(server: RunningPostgres, target: Target, { say }: BenchContext): Promise<BenchRow[]> {
  const { ordinary, goal } = BARS;
  const run: Run = (scheme, aMinute, ticks) => {
    say(`lateness: ${scheme}, ${number(aMinute)} a minute`);
    return runLoad(server, target, loadOf(scheme, aMinute), ticks);
  };
  const calm = await run("https", ordinary.aMinute, TICKS.ordinary);
  const calmBar = `p99 <= ${ordinary.p99Ms}, none lost`;
  const calmRow =
    calm === null
      ? unjudged("https", ordinary.aMinute, calmBar, false)
      : rowOf(calm, calmBar, isWhole(calm) && calm.lateness.p99 <= ordinary.p99Ms);
  const busy = await run("http", goal.aMinute, TICKS.goal);
  const busyBar = `p99 <= ${goal.p99Ms}, none lost`;
  if (busy === null) return [calmRow, unjudged("http", goal.aMinute, busyBar, false)];
  const cost = costOf(busy);
  const rows = [
    calmRow,
    rowOf(busy, busyBar, isHeld(busy)),
    rowOf(busy, `<= ${goal.cpuS} CPU s`, cost === null ? null : cost <= goal.cpuS),
  ];
  return isHeld(busy) ? [...rows, ...(await searchHighest(run, busy))] : rows;
}

/** Tries rates above the one that was held until one more is held and one is not, or the tries are over. */
async function searchHighest(run: Run, held: LatenessRun): Promise<BenchRow[]> {
  const least = aMinuteOf(held.load);
  const rows: BenchRow[] = [];
  const tried = new Map<number, boolean>();
  const promised = grained((least / Math.max(held.share, held.busy)) * FIRST_TRY);
  let next = Math.max(promised, grained(least * STEP));
  while (rows.length < MOST_TRIES && next > least && !tried.has(next)) {
    const one = await run("http", next, TICKS.highest);
    const holds = isHeld(one);
    const bar = holds ? "held" : "not held";
    rows.push(one === null ? unjudged("http", next, bar, null) : rowOf(one, bar, null));
    tried.set(next, holds);
    if (new Set(tried.values()).size > 1) break;
    next = grained(next * (holds ? STEP : 1 / STEP));
  }
  return rows;
}

const grained = (aMinute: number) => Math.floor(aMinute / GRAIN) * GRAIN;

/** What a request costs of which nothing is made and nothing is recorded. */
async function measureBare(scheme: Load["scheme"], target: TargetPlace, { say }: BenchContext): Promise<BenchRow[]> {
  say(`lateness: bare ${scheme}`);
  const bare = createBare(target);
  const url = new URL(scheme === "http" ? "http://127.0.0.1/time" : `https://host-0.${TARGET_DOMAIN}/time`);
  const hop = { url, method: "GET", headers: {}, body: null };
  await crowd(BARE.requests, BARE.atOnce, () => bare(hop));
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  await crowd(BARE.requests, BARE.atOnce, () => bare(hop));
  const { user, system } = process.cpuUsage(cpu);
  const aMinute = (BARE.requests / (performance.now() - begun)) * 60_000;
  const costS = (user + system) / 1e6 / (BARE.requests / 1_000);
  const cells = [`bare node:${scheme} loop`, number(aMinute), "nothing", "", "", "", "", costS.toFixed(2), "", "", ""];
  return [{ cells, passes: null }];
}

const number = (value: number) => Math.round(value).toLocaleString("en");

/** Seconds of CPU for 1,000 recorded checks, all together; null where the system does not tell. */
function costOf({ cpu }: LatenessRun): number | null {
  return cpu.postgres === null ? null : cpu.worker + cpu.postgres;
}

function unjudged(scheme: Load["scheme"], aMinute: number, bar: string, passes: false | null): BenchRow {
  const cells = [
    scheme,
    number(aMinute),
    "never all judged",
    "",
    "",
    "",
    "",
    "",
    "",
    bar,
    passes === null ? "" : "FAIL",
  ];
  return { cells, passes };
}

function rowOf(run: LatenessRun, bar: string, passes: boolean | null): BenchRow {
  const { load, expected, recorded, ok, lateness: late, timer, cpu, share } = run;
  const cost = costOf(run);
  const parts = `${cpu.worker.toFixed(2)} + ${cpu.postgres?.toFixed(2) ?? "?"}`;
  const missing = [
    ...(recorded < expected ? [`${number(expected - recorded)} lost`] : []),
    ...(ok < recorded ? [`${number(recorded - ok)} not ok`] : []),
  ];
  const cells = [
    load.scheme,
    number(aMinuteOf(load)),
    [number(recorded), ...missing].join(", "),
    ...[late.p50, late.p99, late.max, timer.p99].map((ms) => ms.toFixed(0)),
    cost === null ? parts : `${cost.toFixed(2)} (${parts})`,
    `${(share * 100).toFixed(0)} %`,
    bar,
    passes === null ? "" : passes ? "PASS" : "FAIL",
  ];
  return { cells, passes };
}
