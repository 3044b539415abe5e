import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { connect, type Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { tempHome } from "#drill/testing/world.ts";
import { startWorld, type World } from "#drill/world/world.ts";
import { createClock } from "#workers/clock.ts";
import { worldNetwork } from "#workers/probe/network.ts";
import { startWorker, type Worker } from "#workers/worker.ts";

/** The whole way of a measurement in the world, for the kinds of checks that are no requests over HTTP. */

const database = testDatabase();
const { home, remove } = tempHome();

/** Every service of the catalog with its WebSockets alone, and one that only resolves names. */
const pushing = ownCatalog.services.flatMap((service) => {
  const components = service.components.flatMap((component) => {
    const checks = component.checks.filter(({ request }) => request.probe === "websocket");
    return checks.length === 0 ? [] : [{ ...component, checks }];
  });
  return components.length === 0 ? [] : [{ ...service, components }];
});
const resolvers = ["192.0.2.53", "192.0.2.54"];
const names = makeService("names", [
  makeCheck("own", { request: { probe: "dns", name: "www.names.test", type: "A" } }),
  makeCheck("public", { request: { probe: "dns", name: "www.names.test", type: "AAAA", resolvers } }),
]);
const catalog: Catalog = { ...ownCatalog, services: [...pushing, names] };

let world: World;
let worker: Worker;
let sql: Sql;

beforeAll(async () => {
  world = await startWorld({ catalog, home, vantages: ["here"], now: Date.now });
  sql = connect({ url: database.url, name: "faultline-worker" });
  worker = await startWorker({
    sql,
    clock: createClock(),
    catalog,
    vantage: { name: "here", provider: null, region: null, country: null, world: true },
    network: worldNetwork(world.file, world.file.vantages.here),
    env: (name) => world.file.env[name],
    userAgent: "Faultline/test",
    version: "test",
    retention: { rawDays: 30, minutesDays: 90 },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    onReplaced: () => {},
  });
});

afterAll(async () => {
  await worker.stop();
  await sql.end({ timeout: 5 });
  await world.stop();
  remove();
});

it("every WebSocket and every name is measured and recorded, with what there is to tell of it", async () => {
  const wanted = locateChecks(catalog).map(({ id }) => id);
  expect(wanted.length).toBeGreaterThanOrEqual(8);
  const measured = () => database.sql`
    select d.key, m.outcome, m.failure_type, m.http_status, m.dns_ms, m.connect_ms, m.tls_ms, m.wait_ms, m.total_ms
    from measurement m join check_def d on d.id = m.check_id order by m.tick`;
  await vi.waitFor(async () => expect(new Set((await measured()).map(({ key }) => key))).toEqual(new Set(wanted)), {
    timeout: 40_000,
    interval: 200,
  });
  for (const row of await measured()) {
    expect([row.key, row.outcome, row.failure_type]).toEqual([row.key, "ok", null]);
    expect(row.dns_ms, row.key).not.toBeNull();
    if (row.key.startsWith("names/")) {
      expect([row.http_status, row.connect_ms, row.total_ms]).toEqual([null, null, row.dns_ms]);
    } else {
      expect(row.http_status, row.key).toBe(101);
      for (const part of [row.connect_ms, row.tls_ms, row.wait_ms]) expect(part, row.key).not.toBeNull();
    }
  }
  const reasons = await database.sql`select reason from check_vantage where reason is not null`;
  expect(reasons).toEqual([]);
}, 60_000);
