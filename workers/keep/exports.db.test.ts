import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { upsertVantage } from "#db/write/vantage.ts";
import { exportMonth, keepExports, NotSealedError } from "#workers/keep/exports.ts";

const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), "faultline-exports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const exports = {
  folder,
  version: "1",
  licence: "CC-BY-4.0",
  source: "https://status.example.org",
  operator: "Ada",
  made_up: false,
} as const;
const START = Date.parse("2026-01-20T00:00:00Z");
const NOW = Date.parse("2026-03-02T12:00:00Z");
const never = new AbortController().signal;
const text = (name: string) => gunzipSync(readFileSync(join(folder, name))).toString();

beforeAll(async () => {
  await database.sql.begin(async (tx) => {
    const services = [makeService("alpha", [makeCheck("time")])];
    await syncCatalog(tx, { services, chains: [], controls: [] } as never, START);
    const here = { name: "here", provider: null, region: null, country: null, world: false };
    const vantage = await upsertVantage(tx, here, START);
    const day = (at: string) => tx`
      insert into measurement_day (day, check_id, vantage_id, expected, ok, degraded, failed, neutral, failure_types, p50_ms)
      select ${new Date(at)}, id, ${vantage}, 1440, 1400, 0, 30, 0, ${tx.json({ "tcp.refused": 30 })}, 12.5 from check_def`;
    for (const at of ["2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z"])
      await day(at);
    await tx`insert into rollup_progress (vantage_id, grain, done_to, sealed_to)
      select ${vantage}, g, '2026-03-01', '2026-03-01' from unnest(array['hour', 'day']) g`;
    await tx`insert into worker_heartbeat (vantage_id, worker_id, started_at, beat_at, version, ticks_planned, ticks_done,
      ticks_skipped, rows_buffered, rows_lost, loop_lag_ms, gated)
      values (${vantage}, 'w', ${new Date(START)}, ${new Date(NOW)}, '1', 0, 0, 0, 0, 0, 0, false)`;
    await tx`insert into incident_group (id, anchor_at) values ('g', '2026-02-10')`;
    for (const [id, at, reason] of [
      ["before", "2026-01-31T23:59:59Z", null],
      ["within", "2026-02-10T00:00:00Z", "=cmd|' /C calc'!A0\n\"quoted\", text"],
      ["after", "2026-03-01T00:00:00Z", null],
    ] as const) {
      const retracted = reason === null ? null : tx.json({ at: NOW - 1_000_000, author: "Ada", reason });
      await tx`insert into incident (id, group_id, component_id, started_at, detected_at, resolved_at, severity, confirmed, vantages,
        usable, failure_types, finding, verdict, sequence, rule_version, made_up, retracted)
        select ${id}, 'g', id, ${new Date(at)}, ${new Date(at)}, ${new Date(at)}, 'major', true, '{here}', 1, '{tcp.refused}',
          '{"kind": "fails"}', 'up', 1, 1, false, ${retracted} from component`;
      await tx`insert into incident_update (incident_id, sequence, kind, known_at, effective_at, verdict, finding, severity)
        values (${id}, 1, 'opened', ${new Date(at)}, ${new Date(at)}, 'down', '{"kind": "fails"}', 'major')`;
    }
  });
});

it("a month's files hold the incidents that began in it and its days, retractions included, in both forms, with sums that hold", async () => {
  const { files } = await exportMonth(database.sql, "2026-02", NOW, exports);
  expect(files.map(({ name, rows }) => [name, rows])).toEqual([
    ["incidents-2026-02.csv.gz", 1],
    ["incidents-2026-02.ndjson.gz", 1],
    ["checks-daily-2026-02.csv.gz", 2],
    ["checks-daily-2026-02.ndjson.gz", 2],
  ]);
  expect(JSON.parse(text("incidents-2026-02.ndjson.gz"))).toMatchObject({
    id: "within",
    service: "alpha",
    component: "api",
    started_at: "2026-02-10T00:00:00.000Z",
    retracted_by: "Ada",
    finding: "fails",
    cloud_event: null,
  });
  expect(text("incidents-2026-02.csv.gz")).toContain(`,"'=cmd|' /C calc'!A0\n""quoted"", text",`);
  expect(text("checks-daily-2026-02.csv.gz").split("\r\n")).toEqual([
    "day,check,vantage,expected,ok,degraded,failed,neutral,failure_types,p50_ms,p95_ms,max_ms",
    '2026-02-01,alpha/api/time,here,1440,1400,0,30,0,"{""tcp.refused"":30}",12.5,,',
    '2026-02-28,alpha/api/time,here,1440,1400,0,30,0,"{""tcp.refused"":30}",12.5,,',
    "",
  ]);
  for (const { name, sha256 } of files) {
    expect(
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ).toBe(sha256);
    // As sha256sum -c reads it.
    expect(readFileSync(join(folder, `${name}.sha256`), "utf8")).toBe(`${sha256}  ${name}\n`);
  }
  expect(readFileSync(join(folder, "LICENCE.txt"), "utf8")).toContain("Ada under the Creative Commons");
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
});

it("the same record makes the same bytes", async () => {
  const before = readFileSync(join(folder, "incidents-2026-02.csv.gz"));
  await exportMonth(database.sql, "2026-02", NOW + 5_000, exports);
  expect(readFileSync(join(folder, "incidents-2026-02.csv.gz")).equals(before)).toBe(true);
});

it("two who export one month at once do not write into each other's files", async () => {
  const before = readFileSync(join(folder, "checks-daily-2026-02.csv.gz"));
  await Promise.all([1, 2].map(() => exportMonth(database.sql, "2026-02", NOW + 5_000, exports)));
  expect(readFileSync(join(folder, "checks-daily-2026-02.csv.gz")).equals(before)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
});

it("a month that may still change is not exported, and leaves nothing", async () => {
  await expect(exportMonth(database.sql, "2026-03", NOW, exports)).rejects.toThrow(NotSealedError);
  await database.sql`update rollup_progress set sealed_to = '2026-02-28' where grain = 'day'`;
  await expect(exportMonth(database.sql, "2026-02", NOW, exports)).rejects.toThrow(NotSealedError);
  await database.sql`update rollup_progress set sealed_to = '2026-03-01' where grain = 'day'`;
  expect(readdirSync(folder).filter((name) => name.includes("2026-03") || name.endsWith(".part"))).toEqual([]);
});

it("workers export each month once, and again when more is known of its incidents, or was on its way meanwhile", async () => {
  expect(await keepExports(database.sql, NOW + 10_000, exports, never)).toEqual(["2026-01"]);
  expect(await keepExports(database.sql, NOW + 20_000, exports, never)).toEqual([]);
  // Known before the last export, and stored after it.
  const known = new Date(NOW + 5_000 - 30_000);
  await database.sql`insert into incident_update (incident_id, sequence, kind, known_at, effective_at, verdict, finding, severity)
    values ('within', 2, 'noted', ${known}, ${known}, 'down', '{"kind": "fails"}', 'major')`;
  expect(await keepExports(database.sql, NOW + 70_000, exports, never)).toEqual(["2026-02"]);
  expect(await keepExports(database.sql, NOW + 80_000, exports, never)).toEqual([]);
});

it("a month that is not final any more, because a vantage has come meanwhile, is left to the next time", async () => {
  const elsewhere = { ...exports, folder: join(folder, "elsewhere") };
  const { sql } = database;
  const there = { name: "there", provider: null, region: null, country: null, world: false };
  const joining = {
    begin: async (...args: [never]) => {
      if (args.length > 1) await sql.begin((tx) => upsertVantage(tx, there, NOW));
      return sql.begin(...args);
    },
  };
  expect(await keepExports(joining as never, NOW, elsewhere, never)).toEqual([]);
  await sql`delete from vantage where name = 'there'`;
  expect(await keepExports(sql, NOW, elsewhere, never)).toEqual(["2026-01", "2026-02"]);
});
