import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, inject, it, vi } from "vitest";
import { env } from "#catalog/define.ts";
import { serverTime } from "#catalog/templates-market.ts";
import { connect, type Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import type { Catalog, ControlSpec } from "#domain/check/service.ts";
import { createClock } from "#workers/clock.ts";
import type { Network } from "#workers/probe/probe.ts";
import { startWorker, type Worker, type WorkerOptions } from "#workers/worker.ts";

const database = testDatabase();

/** One server plays the service and its controls; each host can be told to hang up. */
const dead = new Set<string>();
let venuesSay = () => Date.now();
let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((request, response: ServerResponse) => {
    const host = request.headers.host ?? "";
    if (dead.has(host)) response.socket?.destroy();
    else response.setHeader("content-type", "application/json").end(JSON.stringify({ ok: true, now: venuesSay() }));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

const network: Network = {
  resolve: async () => ({ address: "127.0.0.1", family: 4 }),
  route: () => ({ address: "127.0.0.1", port }),
};
const control = (n: number): ControlSpec => ({
  slug: `control-${n}`,
  name: `Control ${n}`,
  network: "test",
  asn: n,
  source: "test",
  kind: "http",
  url: `http://control-${n}.test/`,
  status: [200],
});
const check = (slug: string, url: string) =>
  makeCheck(slug, { intervalS: 1, request: { probe: "http", method: "GET", url, format: "json" } });
const catalog: Catalog = {
  services: [
    makeService("alpha", [check("time", "http://alpha.test/time")]),
    makeService("beta", [check("keyed", `http://beta.test/${env("BETA_KEY")}`)]),
  ],
  chains: [],
  controls: [control(1), control(2), control(3), control(4)],
};

const workers: { worker: Worker; sql: Sql }[] = [];
afterEach(async () => {
  dead.clear();
  venuesSay = () => Date.now();
  for (const { worker, sql } of workers.splice(0)) {
    await worker.stop();
    await sql.end({ timeout: 5 });
  }
});

async function start(onReplaced = () => {}, more: Partial<WorkerOptions> = {}) {
  const sql = connect({ url: database.url, name: "faultline-worker" });
  const worker = await startWorker({
    sql,
    clock: createClock(),
    catalog,
    vantage: { name: "here", provider: null, region: null, country: null, world: false },
    network,
    env: () => undefined,
    userAgent: "Faultline/test",
    version: "test",
    retention: { rawDays: 30, minutesDays: 90 },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    onReplaced,
    ...more,
  });
  workers.push({ worker, sql });
  return worker;
}

const rows = (since: Date) => database.sql`select * from measurement where tick >= ${since} order by tick`;
const soon = { timeout: 20_000, interval: 100 };

it("a check is measured, recorded and proven; one without its key is said to need it", async () => {
  const since = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  await start();
  await vi.waitFor(
    async () => expect((await rows(since)).filter((row) => row.outcome === "ok").length).toBeGreaterThanOrEqual(2),
    {
      ...soon,
      timeout: 40_000,
    },
  );
  const [proven] = await database.sql`select proven_at from check_def where key = 'alpha/api/time'`;
  expect(proven?.proven_at).not.toBeNull();
  const reasons =
    await database.sql`select d.key, v.reason from check_vantage v join check_def d on d.id = v.check_id order by 1`;
  expect(reasons.map((row) => [row.key, row.reason])).toEqual([
    ["alpha/api/time", null],
    ["beta/api/keyed", "key"],
  ]);
  const [heartbeat] = await database.sql`select * from worker_heartbeat`;
  expect(heartbeat?.stopped_at).toBeNull();
}, 60_000);

it("a target that fails alone is recorded as failed, with both attempts made", async () => {
  const since = new Date();
  dead.add("alpha.test");
  await start();
  await vi.waitFor(
    async () => expect((await rows(since)).some((row) => row.outcome === "failed" && row.attempts === 2)).toBe(true),
    {
      ...soon,
      timeout: 40_000,
    },
  );
}, 60_000);

it("when the controls fail too the failure is neutral, and what it looked like is kept", async () => {
  const since = new Date();
  for (const host of ["alpha.test", "control-1.test", "control-2.test", "control-3.test"]) dead.add(host);
  await start();
  await vi.waitFor(
    async () => expect((await rows(since)).some((row) => row.failure_type === "neutral.vantage_down")).toBe(true),
    {
      ...soon,
      timeout: 40_000,
    },
  );
  const all = await rows(since);
  expect(all.filter((row) => row.outcome === "failed")).toEqual([]);
  expect(all.find((row) => row.failure_type === "neutral.vantage_down")?.raw_code).toMatch(/^(tcp|http)\./);
  const rounds = await database.sql`select * from vantage_round where at >= ${since} and gated`;
  expect(rounds.length).toBeGreaterThan(0);
}, 60_000);

it("an absence of the database is bridged: what was measured meanwhile is there afterwards, once", async () => {
  await start();
  const name = new URL(database.url).pathname.slice(1);
  const admin = connect({ url: inject("postgresUrl"), name: "faultline-test-admin", max: 1 });
  const since = new Date();
  await vi.waitFor(async () => expect((await rows(since)).length).toBeGreaterThan(0), { ...soon, timeout: 40_000 });

  const away = new Date();
  await admin.unsafe(`alter database "${name}" with allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const back = new Date();
  await admin.unsafe(`alter database "${name}" with allow_connections true`);
  await admin.end();

  await vi.waitFor(async () => {
    const bridged = await database.sql`select * from measurement where tick > ${away} and tick < ${back}`;
    expect(bridged.length).toBeGreaterThanOrEqual(2);
  }, soon);
  const doubled = await database.sql`select 1 from measurement group by tick, check_id, vantage_id having count(*) > 1`;
  expect(doubled.length).toBe(0);
  await vi.waitFor(async () => {
    const [heartbeat] = await database.sql`select * from worker_heartbeat`;
    expect(heartbeat).toMatchObject({ rows_lost: "0", rows_buffered: 0 });
    expect(heartbeat?.beat_at.getTime()).toBeGreaterThan(back.getTime());
  }, soon);
}, 90_000);

it("a second worker of the same vantage takes it over, and the first is told to stop", async () => {
  const replaced = vi.fn();
  await start(replaced);
  await start();
  await vi.waitFor(() => expect(replaced).toHaveBeenCalled(), soon);
}, 60_000);

it("a worker that stops says so, and its last measurements are stored", async () => {
  const since = new Date();
  const worker = await start();
  await vi.waitFor(async () => expect((await rows(since)).length).toBeGreaterThan(0), { ...soon, timeout: 40_000 });
  await worker.stop();
  const [heartbeat] = await database.sql`select * from worker_heartbeat`;
  expect(heartbeat?.stopped_at).not.toBeNull();
  expect(heartbeat?.rows_buffered).toBe(0);
}, 60_000);

it("where all services tell another time than worker and database, nothing is stored until they agree again", async () => {
  const telling = ["one", "two", "three", "four", "five"].map((name) =>
    makeService(name, [
      serverTime({ verified: "docs", url: `http://${name}.test/time`, path: "$.now", unit: "epoch_ms", intervalS: 1 }),
    ]),
  );
  const said: unknown[] = [];
  const log = { debug: () => {}, info: () => {}, warn: (what: unknown) => void said.push(what), error: () => {} };
  const offset = -20_000;
  venuesSay = () => Date.now() + offset;
  const vantage = { name: "elsewhere", provider: null, region: null, country: null, world: false };
  const worker = await start(() => {}, {
    catalog: { ...catalog, services: telling },
    vantage,
    askTime: async () => Date.now(),
    log,
  });
  const refused = (least: number) =>
    vi.waitFor(() => expect(worker.figures().rowsLost).toBeGreaterThanOrEqual(least), soon);
  const stored = async () =>
    (await database.sql`select count(*)::int as n from measurement where failure_type = 'payload.stale'`)[0]?.n;
  await refused(5);
  expect(said.join()).toContain("20.0 s ahead of those of nearly all services");
  const before = await stored();
  await refused(15);
  expect(await stored()).toBe(before);
  const since = new Date();
  venuesSay = () => Date.now();
  await vi.waitFor(async () => expect((await rows(since)).some(({ outcome }) => outcome === "ok")).toBe(true), soon);
  const after = await database.sql`select distinct failure_type from measurement where started_at >= ${since}`;
  expect(after.map(({ failure_type }) => failure_type)).not.toContain("payload.stale");
}, 60_000);
