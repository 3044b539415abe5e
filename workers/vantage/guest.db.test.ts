import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { readDatabaseTime, readStanding } from "#db/read/standing.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { NotGrantedError, shareAddress } from "#db/write/vantage.ts";
import type { Catalog, ControlSpec } from "#domain/check/service.ts";
import { carryOut } from "#scripts/vantage/command.ts";
import { type Clock, createClock } from "#workers/clock.ts";
import { keepMinutes } from "#workers/keep/keep.ts";
import type { Network } from "#workers/probe/probe.ts";
import { prepareDatabase } from "#workers/vantage/open.ts";
import { SkewedClockError } from "#workers/vantage/timekeeper.ts";
import { startWorker, type Worker, type WorkerOptions } from "#workers/worker.ts";

const database = testDatabase();
/** Roles are the whole server's, and other tests run beside this one. */
const tag = randomBytes(4).toString("hex");
const [NEAR, FAR] = [`near-${tag}`, `far-${tag}`];
const soon = { timeout: 30_000, interval: 100 };

/** One server plays every service and control. */
const asked = new Set<string>();
let server: Server;
let port = 0;
const network: Network = {
  resolve: async () => ({ address: "127.0.0.1", family: 4 }),
  route: () => ({ address: "127.0.0.1", port }),
};
const controls = [1, 2, 3, 4].map(
  (n): ControlSpec => ({
    slug: `control-${n}`,
    name: `Control ${n}`,
    network: "test",
    asn: n,
    source: "test",
    kind: "http",
    url: `http://control-${n}.test/`,
    status: [200],
  }),
);
const check = (slug: string) =>
  makeCheck(slug, {
    intervalS: 1,
    request: { probe: "http", method: "GET", url: `http://${slug}.test/`, format: "json" },
  });
const stored: Catalog = {
  services: [
    makeService("alpha", [check("alpha")]),
    makeService("gamma", [{ ...check("gamma"), optedOut: { who: "gamma", since: null } }]),
  ],
  chains: [],
  controls,
};

const urls = new Map<string, string>();
const clients: Sql[] = [];
function open(name: string): Sql {
  const sql = connect({ url: urls.get(name) ?? "", name: `guest-${name}`, max: 3 });
  clients.push(sql);
  return sql;
}

async function grant(name: string): Promise<string[]> {
  return carryOut(
    { ...database, sql: database.admin },
    { action: "grant", name, newPassword: false, world: false },
    Date.now(),
  );
}
const revoke = (name: string) =>
  carryOut(
    { ...database, sql: database.admin },
    { action: "revoke", name, newPassword: false, world: false },
    Date.now(),
  );

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.add(request.headers.host ?? "");
    response.setHeader("content-type", "application/json").end('{"ok":true}');
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  port = (server.address() as AddressInfo).port;
  await database.sql.begin(async (tx) => {
    await syncCatalog(tx, stored, Date.now());
    await ensurePartitions(tx, Date.now());
  });
  for (const name of [NEAR, FAR]) {
    const url = /DATABASE_URL='([^']+)'/.exec((await grant(name)).join("\n"))?.[1];
    if (url === undefined) throw new Error("no DATABASE_URL was printed");
    urls.set(name, url);
  }
});

const workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await Promise.all(clients.splice(0).map((sql) => sql.end({ timeout: 5 })));
});
afterAll(async () => {
  server.close();
  for (const name of urls.keys()) await revoke(name);
});

/** A worker elsewhere: its own catalog holds nothing, and what goes wrong is written down. */
async function start(name: string, parts: Partial<WorkerOptions> = {}) {
  const sql = parts.sql ?? open(name);
  const warnings: unknown[] = [];
  const worker = await startWorker({
    sql,
    clock: createClock(),
    catalog: { services: [], chains: [], controls },
    vantage: { name, provider: "Hetzner", region: null, country: "FI", world: false },
    network,
    env: () => undefined,
    userAgent: "Faultline/test",
    version: "test",
    retention: { rawDays: 30, minutesDays: 90 },
    askTime: () => readDatabaseTime(sql),
    log: {
      debug: () => {},
      info: () => {},
      warn: (...words: unknown[]) => void warnings.push(words),
      error: (...words: unknown[]) => void warnings.push(words),
    },
    onReplaced: () => {},
    ...parts,
  });
  workers.push(worker);
  return { worker, sql, warnings };
}

const idOf = async (name: string) => {
  const [row] = await database.sql<{ id: string }[]>`select id from vantage where name = ${name}`;
  return Number(row?.id);
};
const rowsOf = async (name: string, since = new Date(0)) =>
  database.sql`select * from measurement where vantage_id = ${await idOf(name)} and started_at >= ${since}`;

describe("a worker elsewhere", () => {
  it("does a vantage's whole work with its role: probes the database's catalog, records, proves, beats, rolls up", async () => {
    const { worker, sql, warnings } = await start(NEAR);
    await vi.waitFor(async () => expect((await rowsOf(NEAR)).length).toBeGreaterThan(1), soon);
    await vi.waitFor(async () => {
      const rounds = await database.sql`select from vantage_round where vantage_id = ${await idOf(NEAR)}`;
      expect(rounds.length).toBeGreaterThan(0);
    }, soon);
    await keepMinutes(sql, await idOf(NEAR), Date.now() + 60_000, 60_000);
    await worker.stop();
    expect(warnings).toEqual([]);

    const { sql: owner } = database;
    const id = await idOf(NEAR);
    const coverage = await owner`
      select d.key, v.reason from check_vantage v join check_def d on d.id = v.check_id where v.vantage_id = ${id} order by 1`;
    expect(coverage).toMatchObject([
      { key: "alpha/api/alpha", reason: null },
      { key: "gamma/api/gamma", reason: "opted_out" },
    ]);
    expect(asked.has("alpha.test")).toBe(true);
    expect(asked.has("gamma.test")).toBe(false);
    expect(await owner`select proven_at from check_def where key = 'alpha/api/alpha'`).toMatchObject([
      { proven_at: expect.any(Date) },
    ]);
    expect(await owner`select outcome from check_latest where vantage_id = ${id}`).toMatchObject([{ outcome: "ok" }]);
    expect(await owner`select stopped_at from worker_heartbeat where vantage_id = ${id}`).toMatchObject([
      { stopped_at: expect.any(Date) },
    ]);
    const minutes = await owner`select from measurement_minute where vantage_id = ${id}`;
    expect(minutes.length).toBeGreaterThan(0);
    const [place] =
      await owner`select provider, country, skew_ms, skew_at, address::text from vantage where id = ${id}`;
    expect(place).toMatchObject({ provider: "Hetzner", country: "FI", skew_at: expect.any(Date) });
    expect(Math.abs(place?.skew_ms as number)).toBeLessThan(1_000);
  }, 60_000);

  it("has no duties, and brings neither a catalog nor a schema", async () => {
    const sql = open(NEAR);
    expect(await prepareDatabase(sql, urls.get(NEAR) ?? "")).toBe("guest");
    expect(await readStanding(database.sql)).toBe("owner");
    const since = new Date();
    await start(NEAR, { sql });
    await vi.waitFor(async () => expect((await rowsOf(NEAR, since)).length).toBeGreaterThan(0), soon);
    const services = await database.sql`select slug from service where withdrawn_at is null order by 1`;
    expect(services.map(({ slug }) => slug)).toEqual(["alpha", "gamma"]);
    for (const table of ["lease", "judge_progress", "feed", "range_source", "latency_baseline"]) {
      expect(await database.sql`select from ${database.sql(table)}`).toHaveLength(0);
    }
  }, 60_000);

  it("waits for its database's owner to bring the newer schema, and says so", async () => {
    const sql = open(NEAR);
    const newest = await database.sql`
      delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)
      returning hash, created_at`;
    await expect(prepareDatabase(sql, urls.get(NEAR) ?? "")).rejects.toThrow(
      /still of an older version of Faultline \(\d{4}_\w+\): start this version first where its owner runs/,
    );
    await database.sql`insert into drizzle.__drizzle_migrations ${database.sql(newest.map(({ ...row }) => row))}`;
  });

  it("cannot be another vantage than the one that it was granted, and says which setting is wrong", async () => {
    const refused = start(FAR, { sql: open(NEAR) });
    await expect(refused).rejects.toThrow(NotGrantedError);
    await expect(refused).rejects.toThrow(`may not write as the vantage ${FAR}. FAULTLINE_VANTAGE`);
  });

  it("says which right it lacks, and what gives it", async () => {
    const role = `faultline_vantage_${NEAR.replaceAll("-", "_")}`;
    await database.sql.unsafe(`revoke insert on worker_heartbeat from ${role}`);
    const refused = start(NEAR);
    await expect(refused).rejects.toThrow(NotGrantedError);
    await expect(refused).rejects.toThrow(/worker_heartbeat.*npm run vantage -- grant NAME/);
    const password = urls.get(NEAR);
    expect((await grant(NEAR)).join()).toContain("its password is as it was");
    urls.set(NEAR, password ?? "");
    await start(NEAR);
  });

  it("starts itself anew when the catalog has changed", async () => {
    const real = createClock();
    const hasty: Clock = { ...real, after: (ms, callback) => real.after(ms === 60_000 ? 200 : ms, callback) };
    const unfit = vi.fn();
    await start(NEAR, { clock: hasty, onUnfit: unfit });
    await database.sql.begin((tx) =>
      syncCatalog(tx, { services: [...stored.services, makeService("delta", [check("delta")])] }, Date.now()),
    );
    await vi.waitFor(() => expect(unfit).toHaveBeenCalledWith("the catalog has changed"), soon);
    await database.sql.begin((tx) => syncCatalog(tx, stored, Date.now()));
  }, 60_000);

  it("is for workers alone: nothing else makes do with its role", async () => {
    await expect(migrateDatabase(urls.get(NEAR) ?? "")).rejects.toThrow("is for npm run worker alone");
  });

  it("that fails or is taken its rights stops nothing at the others", async () => {
    const gone = `gone-${tag}`;
    urls.set(gone, /DATABASE_URL='([^']+)'/.exec((await grant(gone)).join("\n"))?.[1] ?? "");
    const { worker } = await start(gone);
    await start(FAR);
    await vi.waitFor(async () => expect((await rowsOf(gone)).length).toBeGreaterThan(0), soon);
    expect(await database.sql.begin(async (tx) => shareAddress(tx, await idOf(FAR), null, Date.now()))).toEqual({
      of: 2,
      place: 0,
    });
    await revoke(gone);
    urls.delete(gone);
    const since = new Date();
    const before = (await rowsOf(gone)).length;
    await vi.waitFor(async () => expect((await rowsOf(FAR, since)).length).toBeGreaterThan(2), soon);
    expect((await rowsOf(gone)).length).toBeLessThanOrEqual(before + 1);
    expect(worker.figures().rowsBuffered).toBeGreaterThan(0);
  }, 60_000);
});

describe("a clock that is wrong", () => {
  it("is refused at the start: it is noted, nothing is taken over and nothing stored", async () => {
    const before = await database.sql`select worker_id from worker_heartbeat where vantage_id = ${await idOf(FAR)}`;
    const rows = (await rowsOf(FAR)).length;
    const sql = open(FAR);
    const refused = start(FAR, { sql, askTime: async () => (await readDatabaseTime(sql)) - 3_600_000 });
    await expect(refused).rejects.toThrow(SkewedClockError);
    await expect(refused).rejects.toThrow(/3600\.\d s ahead of the database's: nothing that it measures is stored/);
    expect(await database.sql`select worker_id from worker_heartbeat where vantage_id = ${await idOf(FAR)}`).toEqual(
      before,
    );
    expect((await rowsOf(FAR)).length).toBe(rows);
    const [noted] = await database.sql`select skew_ms from vantage where name = ${FAR}`;
    expect(noted?.skew_ms).toBeCloseTo(3_600_000, -3);
  });

  it("by less than what ends a vantage at work does not let it begin", async () => {
    const sql = open(FAR);
    const refused = start(FAR, { sql, askTime: async () => (await readDatabaseTime(sql)) + 9_000 });
    await expect(refused).rejects.toThrow(/9\.0 s behind the database's/);
  });

  it("is noticed at once when it jumps at work: not a row of the wrong time is stored", async () => {
    const real = createClock();
    let offset = 0;
    const clock: Clock = { ...real, now: () => real.now() + offset };
    const unfit = vi.fn();
    const { worker } = await start(FAR, { clock, onUnfit: unfit });
    const since = new Date();
    await vi.waitFor(async () => expect((await rowsOf(FAR, since)).length).toBeGreaterThan(0), soon);
    offset = 7 * 60_000;
    await vi.waitFor(() => expect(unfit).toHaveBeenCalled(), soon);
    expect(unfit.mock.calls[0]?.[0]).toMatch(/420\.\d s ahead/);
    await vi.waitFor(() => expect(worker.figures().rowsLost).toBeGreaterThan(0), soon);
    await worker.stop();
    expect(await rowsOf(FAR, new Date(Date.now() + 60_000))).toHaveLength(0);
    const [beat] = await database.sql`
      select beat_at, rows_lost from worker_heartbeat where vantage_id = ${await idOf(FAR)}`;
    expect(beat?.beat_at.getTime()).toBeLessThan(Date.now() + 60_000);
    expect(Number(beat?.rows_lost)).toBe(worker.figures().rowsLost);
    const ahead = await database.sql`select from vantage_round where at > ${new Date(Date.now() + 60_000)}`;
    expect(ahead).toHaveLength(0);
  }, 60_000);
});
