import type { Sql } from "#db/client.ts";
import { readBaselines } from "#db/write/baseline.ts";
import { HOUR_MS } from "#db/write/component-seconds.ts";
import { readDocket } from "#db/write/docket.ts";
import { readMemory } from "#db/write/judge-memory.ts";
import { rawSince, readProven, readRawBatch, withPastVantages } from "#db/write/raw-samples.ts";
import { compareWithRecord, type RecordedComponent, readRecorded, writeCorrections } from "#db/write/rejudge.ts";
import type { ChainState } from "#domain/chain/state.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import type { Docket } from "#domain/status/docket.ts";
import { type Recomputed, Retrial, settlingMs } from "#domain/status/rejudge.ts";
import type { Comparison } from "#domain/status/rejudge-diff.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";
import { differenceLines, totalLines } from "#scripts/rejudge/report.ts";
import { JUDGE_LEASE } from "#workers/judge/judge.ts";

export interface RejudgeOptions extends Window {
  readonly rules: Rules;
  readonly service: string | null;
  readonly write: boolean;
  readonly chains: readonly ChainSpec[];
  readonly now: EpochMs;
  readonly print: (line: string) => void;
}

export interface RejudgeReport {
  /** What was judged anew: the span that was asked for, as far as the raw record reaches. */
  readonly window: Window;
  readonly recomputed: Recomputed;
  readonly comparisons: ReadonlyMap<string, Comparison>;
  readonly corrected: readonly string[];
}

const DAY_MS = 86_400_000;
const iso = (at: EpochMs) => new Date(at).toISOString();

/** Judges a span again, prints where that differs from the record, and, when asked to, writes it. */
export async function rejudgeSpan(sql: Sql, options: RejudgeOptions): Promise<RejudgeReport> {
  const { rules, print } = options;
  const bench = await prepare(sql, options);
  const { window } = bench;
  print(`From ${iso(window.from)} to ${iso(window.to)} under rules ${rules.version}.`);
  print("Catalog, vantages' checks, usual latencies and block times are those of now.");
  if (window.from !== options.from)
    print(
      `Raw rows are missing before ${iso(bench.whole)}: what was asked for before ${iso(window.from)} is left out.`,
    );
  const begun = performance.now();
  const recomputed = await retry(sql, bench, options);
  const took = ((performance.now() - begun) / 1_000).toFixed(1);
  print(`${recomputed.rounds.toLocaleString("en")} rounds judged in ${took} s.`);
  const comparisons = compareWithRecord(bench.record, recomputed, window);
  for (const line of differenceLines(comparisons)) print(line);
  for (const line of totalLines(comparisons, window)) print(line);
  const corrected = options.write ? await write(sql, bench, recomputed, options) : [];
  return { window, recomputed, comparisons, corrected };
}

interface Bench {
  readonly docket: Docket;
  /** Those that are told of. */
  readonly ids: ReadonlyMap<string, number>;
  readonly window: Window;
  /** Raw rows are judged from here to there: with what the detectors need to settle, and what tells of the end later. */
  readonly heard: Window;
  /** From where on the raw record is whole. */
  readonly whole: EpochMs;
  /** As it stood when the judge had come to the end of that: what it learned since is not known to the one nor the other. */
  readonly record: ReadonlyMap<string, RecordedComponent>;
  /** Nothing that comes now can speak of the span any more. */
  readonly settled: boolean;
  readonly baselines: ReadonlyMap<string, number>;
  readonly proven: ReadonlySet<string>;
  readonly chains: ReadonlyMap<string, ChainState>;
}

function prepare(sql: Sql, { from, to, rules, service, chains }: RejudgeOptions): Promise<Bench> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    const stored = await readDocket(tx, chains);
    // Of no time: what a wrong clock has written is judged anew like all else.
    const memory = await readMemory(tx, stored, rules, Number.POSITIVE_INFINITY);
    const { judgedAt } = memory;
    if (judgedAt === null) throw new Error("Nothing has been judged here yet.");
    if (to > judgedAt) throw new Error(`The judge has come to ${iso(judgedAt)}: --to cannot be later.`);
    const ids = new Map([...stored.componentIds].filter(([key]) => service === null || key.startsWith(`${service}/`)));
    if (ids.size === 0) throw new Error(`There is no service ${service}.`);
    const settling = settlingMs(stored.docket, rules);
    const end = Math.min(to + settling, judgedAt);
    const whole = await rawSince(tx, end);
    if (whole === null || whole + settling >= to)
      throw new Error(
        `There is no raw record of this span: ${whole === null ? "its rows are" : `what is before ${iso(whole)} is`} gone.`,
      );
    const start = Math.max(from - settling, whole);
    const window = { from: Math.max(from, whole + settling), to };
    return {
      docket: await withPastVantages(tx, stored.docket, start, end),
      ids,
      window,
      heard: { from: start, to: end },
      whole,
      record: await readRecorded(tx, ids, window),
      settled: to + settling <= judgedAt,
      baselines: await readBaselines(tx),
      proven: await readProven(tx, start),
      chains: new Map([...memory.chains].map(([slug, state]) => [slug, forgetful(state, start)])),
    };
  });
}

/** A chain of which nothing is known but how fast it is. */
function forgetful({ blockTime }: ChainState, since: EpochMs): ChainState {
  return {
    blockTime: { seconds: blockTime.seconds, anchor: null },
    progress: {},
    trail: [],
    tip: null,
    behind: {},
    hashes: {},
    condition: { kind: "unknown", since, lastGood: null },
    seenAt: null,
    movedAt: null,
    stoodAt: null,
  };
}

/** An hour of raw rows at a time, so that memory does not grow with the span. */
async function retry(sql: Sql, bench: Bench, { rules, print }: RejudgeOptions): Promise<Recomputed> {
  const { docket, heard, baselines, proven, chains } = bench;
  const retrial = new Retrial(docket, {
    rules,
    startAt: heard.from,
    memory: { proven, chains },
    usualP95Ms: (check, vantage) => baselines.get(`${check}@${vantage}`) ?? null,
  });
  for (let from = heard.from; from < heard.to; ) {
    const to = Math.min(heard.to, Math.floor(from / HOUR_MS) * HOUR_MS + HOUR_MS);
    retrial.feed(await sql.begin("read only", (tx) => readRawBatch(tx, from, to)));
    if (to % DAY_MS === 0) print(`  ${iso(to)}`);
    from = to;
  }
  return retrial.result();
}

async function write(sql: Sql, bench: Bench, recomputed: Recomputed, options: RejudgeOptions): Promise<string[]> {
  const { rules, print, now } = options;
  if (!bench.settled)
    throw new Error(
      "Nothing is written of a span this young: later results may still speak of it. Choose an earlier --to.",
    );
  if (bench.window.from !== options.from)
    throw new Error(`Nothing is written where raw rows are missing. Ask again with --from ${iso(bench.window.from)}`);
  const { ids, window } = bench;
  const corrected = await sql.begin((tx) =>
    writeCorrections(tx, { ids, recomputed, window, rules, lease: JUDGE_LEASE, now }),
  );
  print(corrected.length === 0 ? "Nothing was written." : `Written: ${corrected.join(", ")}.`);
  return corrected;
}
