import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadCatalog } from "#catalog/load.ts";
import type { Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeMeasurement } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { SeedRefusedError } from "#db/write/seed.ts";
import { claimVantage, MixedRecordError, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import type { Catalog } from "#domain/check/service.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";
import { stateSeconds } from "#domain/uptime/state-seconds.ts";
import { type SeedOptions, writeSeed } from "#scripts/seed/write.ts";
import { createJudge } from "#workers/judge/judge.ts";

const [first, second, mixed, judgedOnly, interrupted] = Array.from({ length: 5 }, () => testDatabase());
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const until = Date.parse("2026-03-10T15:00:00Z");
const now = until + 40 * 60_000;
const SOME = ["coinbase", "infura", "alchemy", "base", "kraken", "binance", "kucoin", "okx", "ethereum", "linea"];
const whole = loadCatalog({ readFile: (path) => readFileSync(path, "utf8") });
const catalog: Catalog = { ...whole, services: whole.services.filter(({ slug }) => SOME.includes(slug)) };

const options = (changes: Partial<SeedOptions> = {}): SeedOptions => ({
  days: 2,
  seed: 1,
  until: null,
  minutesDays: 1,
  again: false,
  now,
  writer: randomUUID(),
  ...changes,
});

/** Everything made up, without the numbers that a database hands out, and without days: their reals add up in any order. */
async function written(sql: Sql) {
  const counts = (table: string, at: string) => sql`
    select d.key, m.${sql(at)}, expected, ok, degraded, failed, neutral, failure_types, p50_ms, p95_ms, max_ms
    from ${sql(table)} m join check_def d on d.id = m.check_id join vantage v on v.id = m.vantage_id
    where v.name = 'made-up' order by 1, 2`;
  return {
    log: await sql`select component_id, known_at, effective_at, verdict, finding, last_good, vantages, usable, failure_types
      from verdict_log order by id`,
    verdicts: await sql`select * from component_verdict order by 1`,
    groups: await sql`select * from incident_group order by 1`,
    incidents: await sql`select * from incident order by id`,
    updates: await sql`select * from incident_update order by incident_id, sequence`,
    hours: await sql`select * from component_hour order by 1, 2`,
    measured: [
      await counts("measurement_day", "day"),
      await counts("measurement_hour", "hour"),
      await counts("measurement_minute", "minute"),
    ],
    progress: await sql`select * from judge_progress`,
    vantages: await sql`select name, world, created_at from vantage order by name`,
  };
}

const isEmpty = async (sql: Sql, table: string) => (await sql`select 1 from ${sql(table)} limit 1`).length === 0;

function database(index: typeof first) {
  if (!index) throw new Error("no such database");
  return index.sql;
}

beforeAll(async () => {
  await writeSeed(database(first), catalog, options());
});

describe("a made-up history", () => {
  it("is the same, row by row, in another database", async () => {
    await writeSeed(database(second), catalog, options());
    const rows = await written(database(first));
    expect(await written(database(second))).toEqual(rows);
    for (const list of [rows.log, rows.groups, rows.incidents, rows.updates, rows.hours, ...rows.measured])
      expect(list.length).toBeGreaterThan(5);
  });

  it("is marked: its vantage is of the world, its incidents are made up, and nobody is told of them", async () => {
    const sql = database(first);
    expect(await sql`select name, world from vantage`).toEqual([{ name: "made-up", world: true }]);
    expect(await sql`select 1 from incident where not made_up`).toEqual([]);
    expect(await isEmpty(sql, "outbox")).toBe(true);
    expect(await isEmpty(sql, "detector")).toBe(true);
  });

  it("counts in hours and days exactly what its verdict log folds to, without what was retracted", async () => {
    const sql = database(first);
    const from = until - 2 * DAY_MS;
    const ids = await sql<{ component_id: string }[]>`select distinct component_id from verdict_log`;
    const unlike: unknown[] = [];
    for (const { component_id: id } of ids) {
      const log = await sql<{ known_at: Date; effective_at: Date; verdict: Verdict }[]>`
        select known_at, effective_at, verdict from verdict_log where component_id = ${id} order by id`;
      const retracted = await sql<{ started_at: Date; resolved_at: Date }[]>`
        select started_at, resolved_at from incident where component_id = ${id} and retracted is not null`;
      const spans = foldVerdicts(
        log.map((row) => ({ knownAt: +row.known_at, effectiveAt: +row.effective_at, verdict: row.verdict })),
      );
      const excluded = retracted.map((row) => ({ from: +row.started_at, to: +row.resolved_at }));
      for (const width of ["hour", "day"] as const) {
        const rows = await sql<{ at: Date; up_s: number; degraded_s: number; down_s: number; unknown_s: number }[]>`
          select ${sql(width)} as at, up_s, degraded_s, down_s, unknown_s from ${sql(`component_${width}`)}
          where component_id = ${id} order by 1`;
        const size = width === "hour" ? HOUR_MS : DAY_MS;
        expect(rows.length).toBe(width === "hour" ? 48 : 3);
        for (const row of rows) {
          const window = { from: Math.max(from, +row.at), to: Math.min(until, +row.at + size) };
          const expected = stateSeconds(spans, window, { excluded });
          const close = (a: number, b: number) => Math.abs(a - b) < 0.05;
          const same =
            close(row.up_s, expected.up) &&
            close(row.down_s, expected.down) &&
            close(row.degraded_s, expected.degraded) &&
            close(row.unknown_s, expected.unknown);
          if (!same) unlike.push({ id, row, expected });
        }
      }
    }
    expect(unlike).toEqual([]);
  });

  it("has no two incidents of a component at once, and none that is open when it ends", async () => {
    const sql = database(first);
    expect(await sql`select 1 from incident where resolved_at is null`).toEqual([]);
    const overlapping = await sql`
      select 1 from incident a join incident b on a.component_id = b.component_id and a.id <> b.id
        and a.started_at <= b.started_at and b.started_at < a.resolved_at`;
    expect(overlapping).toEqual([]);
  });

  it("has an outage of a cloud in one group, one that merged, one retracted, and a chain that stood still", async () => {
    const sql = database(first);
    const groups = await sql<{ n: number }[]>`
      select count(distinct c.service_id)::int as n from incident i join component c on c.id = i.component_id
      group by group_id order by 1 desc`;
    expect(groups[0]?.n).toBeGreaterThanOrEqual(3);
    const kinds = await sql<{ kind: string }[]>`select distinct kind from incident_update order by 1`;
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["opened", "reopened", "resolved", "retracted"]),
    );
    expect(await sql`select 1 from incident where retracted is not null`).toHaveLength(1);
    const halts = await sql`select 1 from verdict_log where finding->>'kind' like 'chain_%' and verdict <> 'up'`;
    expect(halts.length).toBeGreaterThan(0);
  });

  it("leaves nothing green after its end, and time that nobody saw inside it", async () => {
    const sql = database(first);
    const verdicts = await sql<
      { verdict: string; since: Date }[]
    >`select distinct verdict, since from component_verdict`;
    expect(verdicts).toEqual([{ verdict: "unknown", since: new Date(until) }]);
    const [seen] = await sql`
      select min(down_s + up_s + degraded_s) < 3600 as gap from component_hour where hour < ${new Date(until)}`;
    expect(seen?.gap).toBe(true);
  });

  it("measures what it judges: minutes add up to hours, hours to days, and failures stand where the outages are", async () => {
    const sql = database(first);
    const sums = (fine: string, at: string, coarse: string, whole: string) => sql`
      select 1 from (
        select check_id, date_trunc(${whole}, ${sql(at)}) as at, sum(expected) as expected, sum(ok) as ok, sum(degraded) as degraded,
          sum(failed) as failed, sum(neutral) as neutral, max(max_ms) as slowest from ${sql(fine)} group by 1, 2
      ) f join ${sql(coarse)} c on c.check_id = f.check_id and c.${sql(whole)} = f.at
      where (f.expected, f.ok, f.degraded, f.failed, f.neutral) <> (c.expected, c.ok, c.degraded, c.failed, c.neutral)
        or f.slowest is distinct from c.max_ms`;
    expect(await sums("measurement_minute", "minute", "measurement_hour", "hour")).toEqual([]);
    expect(await sums("measurement_hour", "hour", "measurement_day", "day")).toEqual([]);
    const silent = await sql`
      select i.id from incident i where i.finding->>'kind' = 'failing' and not exists (
        select 1 from measurement_hour m join check_def d on d.id = m.check_id
        where d.component_id = i.component_id and m.failed >= 3 and m.failure_types ? i.failure_types[1]
          and m.hour > i.started_at - interval '1 hour' and m.hour < i.resolved_at)`;
    expect(silent).toEqual([]);
    const odd = await sql`
      select 1 from measurement_hour where p50_ms > p95_ms or p95_ms > max_ms or ok + degraded + failed + neutral > expected
        or (p50_ms is null) <> (ok + degraded = 0)`;
    expect(odd).toEqual([]);
  });
});

describe("the seed", () => {
  it("is refused among measurements of the real internet, with --again too, and writes nothing", async () => {
    const sql = database(mixed);
    const identity = { name: "here", provider: null, region: null, country: null, world: false };
    await sql.begin((tx) => upsertVantage(tx, identity, now));
    for (const again of [false, true])
      await expect(writeSeed(sql, catalog, options({ again }))).rejects.toThrow(MixedRecordError);
    for (const table of ["component", "component_hour", "verdict_log", "check_vantage", "worker_heartbeat"])
      expect(await isEmpty(sql, table)).toBe(true);
    expect(await sql`select name from vantage`).toEqual([{ name: "here" }]);
  });

  it("is refused where a made-up history is already, unless it is to replace it", async () => {
    const sql = database(second);
    await expect(writeSeed(sql, catalog, options({ seed: 2 }))).rejects.toThrow(SeedRefusedError);
    await writeSeed(sql, catalog, options({ seed: 2, days: 3, again: true }));
    const other = await written(sql);
    const rows = await written(database(first));
    expect(other.incidents).not.toEqual(rows.incidents);
    await writeSeed(sql, catalog, options({ again: true }));
    expect(await written(sql)).toEqual(rows);
  });

  it("that was interrupted is told and replaced as a whole", async () => {
    const sql = database(interrupted);
    const stop = (line: string) => {
      if (line.endsWith("written")) throw new Error("killed");
    };
    await expect(writeSeed(sql, catalog, options(), stop)).rejects.toThrow("killed");
    expect(await isEmpty(sql, "component_hour")).toBe(false);
    await expect(writeSeed(sql, catalog, options())).rejects.toThrow("never finished");
    await writeSeed(sql, catalog, options({ again: true }));
    expect(await written(sql)).toEqual(await written(database(first)));
  });

  it("that is begun anew elsewhere meanwhile stops", async () => {
    const sql = database(interrupted);
    let begun = false;
    const rival = async () => {
      await sql`update worker_heartbeat set worker_id = 'rival'`;
    };
    const steal = (line: string) => {
      if (!line.endsWith("written") || begun) return;
      begun = true;
      void rival();
    };
    await expect(writeSeed(sql, catalog, options({ again: true, days: 9 }), steal)).rejects.toThrow("anew");
    await writeSeed(sql, catalog, options({ again: true }));
  });

  it("ends at a full hour, and not in the future", async () => {
    const sql = database(mixed);
    await expect(writeSeed(sql, catalog, options({ until: until + 60_000 }))).rejects.toThrow("full hour");
    await expect(writeSeed(sql, catalog, options({ until: until + HOUR_MS }))).rejects.toThrow("before the present");
  });
});

describe("a judge that goes on", () => {
  const later = until + 3 * HOUR_MS + 30 * 60_000;

  async function judgeOn(sql: Sql) {
    const clock = { now: later };
    const checks = await sql<{ id: string; key: string }[]>`select id, key from check_def where key like 'kraken/%'`;
    const vantageId = await sql.begin(async (tx) => {
      await ensurePartitions(tx, later);
      const identity = { name: "vantage-1", provider: null, region: null, country: null, world: true };
      const id = await upsertVantage(tx, identity, later);
      const all = await tx<{ id: string }[]>`select id from check_def`;
      const monitored = all.map((check) => ({ checkId: Number(check.id), reason: null, staggerMs: 0 }));
      await setMonitored(tx, id, monitored, later);
      await claimVantage(tx, { vantageId: id, workerId: "test", version: "test" }, later);
      return id;
    });
    const judge = createJudge({
      sql,
      now: () => clock.now,
      monotonic: () => performance.now(),
      holder: "test",
      chains: catalog.chains,
    });
    for (let round = 0; round < 6; round += 1) {
      const tick = Math.floor(clock.now / 60_000) * 60_000;
      const rows = checks.map(({ id, key }) => ({
        checkId: Number(id),
        vantageId,
        measurement: makeMeasurement(key, tick, { facts: {} }),
      }));
      clock.now = tick + 30_000;
      await sql.begin((tx) => recordMeasurements(tx, rows, clock.now));
      await sql`update worker_heartbeat set beat_at = ${new Date(clock.now)} where vantage_id = ${vantageId}`;
      await judge.pass();
      clock.now = tick + 60_000;
    }
    await judge.release();
  }

  it("takes over where the history ends: nothing made up is touched, and the time between is unknown", async () => {
    const sql = database(first);
    const before = await written(sql);
    await judgeOn(sql);
    const after = await written(sql);
    expect(after.incidents).toEqual(before.incidents);
    expect(after.log.slice(0, before.log.length)).toEqual(before.log);
    const [kraken] = await sql<{ verdict: string; since: Date }[]>`
      select w.verdict, w.since from component_verdict w join component c on c.id = w.component_id
      join service s on s.id = c.service_id where s.slug = 'kraken'`;
    expect(kraken).toMatchObject({ verdict: "up" });
    expect(Number(kraken?.since)).toBeGreaterThanOrEqual(later - HOUR_MS);
    const between = await sql`
      select distinct up_s + degraded_s + down_s as known, unknown_s from component_hour where hour >= ${new Date(until)}`;
    expect(between).toEqual([{ known: 0, unknown_s: 3600 }]);
    const told = await sql`select type from outbox where type like 'incident.%'`;
    expect(told).toEqual([]);
  });

  it("keeps what it judged when the made-up history before it is replaced", async () => {
    const sql = database(first);
    const own = () =>
      sql`select id, known_at, verdict from verdict_log where known_at > ${new Date(until)} order by id`;
    const hours = () => sql`select * from component_hour where hour >= ${new Date(until)} order by 1, 2`;
    const before = [await own(), await hours()];
    const verdicts = await sql`select * from component_verdict where known_at > ${new Date(until)} order by 1`;
    const too = options({ again: true, now: later + HOUR_MS, until: until + 2 * HOUR_MS });
    await expect(writeSeed(sql, catalog, too)).rejects.toThrow("that was judged begins");
    const { period } = await writeSeed(sql, catalog, options({ again: true, seed: 3, now: later + HOUR_MS }));
    expect(period.to).toBe(until);
    expect([await own(), await hours()]).toEqual(before);
    expect(await sql`select * from component_verdict where known_at > ${new Date(until)} order by 1`).toEqual(verdicts);
  });

  it("is not overwritten without --again, and a made-up history put before it ends where it begins", async () => {
    const sql = database(judgedOnly);
    await sql.begin((tx) => syncCatalog(tx, catalog, until));
    await judgeOn(sql);
    const present = later + 2 * HOUR_MS;
    await expect(writeSeed(sql, catalog, options({ now: present }))).rejects.toThrow("judged history already");
    expect(await sql`select name from vantage`).toEqual([{ name: "vantage-1" }]);
    const before = await sql`select * from component_verdict order by 1`;
    const { period } = await writeSeed(sql, catalog, options({ now: present, again: true }));
    expect(period.to).toBe(Math.floor(later / HOUR_MS) * HOUR_MS);
    expect(await sql`select * from component_verdict order by 1`).toEqual(before);
  });
});
