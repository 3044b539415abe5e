import { randomUUID } from "node:crypto";
import type { Sql } from "#db/client.ts";
import { makeMeasurement } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import type { MeasurementRow } from "#db/write/measurement-columns.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { beat, claimVantage, recordRounds, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { ChainSpec, ServiceSpec } from "#domain/check/service.ts";
import type { Measurement } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";
import { createJudge, type Judge, type JudgeOptions } from "#workers/judge/judge.ts";

/** For tests: a database with vantages whose results are written by hand, a judge, and a clock that the test moves. */
export interface Court {
  readonly start: EpochMs;
  now: EpochMs;
  readonly judge: Judge;
  /** Another process that judges. */
  another(options?: Partial<JudgeOptions>): Judge;
  /** Stores results of checks at a tick. */
  record(
    vantage: string,
    results: readonly (Partial<Measurement> & { readonly checkId: string; readonly tick: EpochMs })[],
  ): Promise<void>;
  /** Everyone's heartbeat at `now`; `gated` ones have lost their network. */
  beat(gated?: readonly string[]): Promise<void>;
  /**
   * Rounds of 60 s as letters, by check and vantage: O answers, F fails, N rate-limited, . nothing. A pass of the judge
   * follows each round. @returns the verdict of each component after each round.
   */
  play(rounds: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<void>;
}

export const ROUND_MS = 60_000;

/** Of a round, by its letter. */
export const RESULTS: Readonly<Record<string, Partial<Measurement>>> = {
  O: {},
  F: { outcome: "failed", failureType: "tcp.refused", phase: "connection", httpStatus: null, facts: {} },
  N: { outcome: "neutral", failureType: "neutral.rate_limited", phase: "application", httpStatus: 429, facts: {} },
};

export async function openCourt(
  sql: Sql,
  {
    services,
    chains = [],
    vantages = ["here"],
    start = Date.parse("2026-03-10T12:00:00Z"),
  }: { services: readonly ServiceSpec[]; chains?: readonly ChainSpec[]; vantages?: readonly string[]; start?: EpochMs },
): Promise<Court> {
  const located = locateChecks({ services });
  const ids = await sql.begin(async (tx) => {
    await ensurePartitions(tx, start);
    const checks = await syncCatalog(tx, { services }, start - 3_600_000);
    const vantageIds = new Map<string, number>();
    for (const name of vantages) {
      const id = await upsertVantage(tx, { name, provider: null, region: null, country: null, world: false }, start);
      vantageIds.set(name, id);
      await setMonitored(
        tx,
        id,
        located.map(({ id: key }) => ({ checkId: checks.get(key) ?? 0, reason: null, staggerMs: 0 })),
        start,
      );
      await claimVantage(tx, { vantageId: id, workerId: name, version: "test" }, start);
    }
    return { checks, vantages: vantageIds };
  });

  const judgeWith = (options: Partial<JudgeOptions> = {}) =>
    createJudge({
      sql,
      now: () => court.now,
      monotonic: () => performance.now(),
      holder: randomUUID(),
      chains,
      ...options,
    });

  const court: Court = {
    start,
    now: start,
    get judge() {
      return first;
    },
    another: judgeWith,
    record: async (vantage, results) => {
      const rows = results.map(
        ({ checkId, tick, ...rest }): MeasurementRow => ({
          checkId: ids.checks.get(checkId) ?? 0,
          vantageId: ids.vantages.get(vantage) ?? 0,
          measurement: makeMeasurement(checkId, tick, { vantage, facts: {}, ...rest }),
        }),
      );
      await sql.begin((tx) => recordMeasurements(tx, rows, court.now));
    },
    beat: async (gated = []) => {
      for (const [name, vantageId] of ids.vantages) {
        const lost = gated.includes(name);
        await sql.begin(async (tx) => {
          await beat(
            tx,
            { vantageId, workerId: name },
            {
              ticksPlanned: 0,
              ticksDone: 0,
              ticksSkipped: 0,
              rowsBuffered: 0,
              rowsLost: 0,
              loopLagMs: 0,
              gated: lost,
              stopped: false,
            },
            court.now,
          );
          await recordRounds(tx, vantageId, [{ at: court.now, controls: [], gated: lost }]);
        });
      }
    },
    play: async (rounds) => {
      const length = Math.max(...Object.values(rounds).flatMap((by) => Object.values(by).map((text) => text.length)));
      for (let index = 0; index < length; index += 1) {
        const tick = court.now - (court.now % ROUND_MS);
        for (const vantage of vantages) {
          const results = Object.entries(rounds).flatMap(([checkId, by]) => {
            const result = RESULTS[by[vantage]?.[index] ?? "."];
            return result ? [{ checkId, tick, ...result }] : [];
          });
          await court.record(vantage, results);
        }
        court.now = tick + 5_000;
        await court.beat();
        await court.judge.pass();
        court.now = tick + ROUND_MS;
      }
    },
  };
  const first = judgeWith();
  await court.beat();
  return court;
}
