import { expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { setMonitored } from "#db/write/vantage.ts";
import type { ServiceSpec } from "#domain/check/service.ts";

const database = testDatabase();
const day = (n: number) => Date.parse(`2026-01-0${n}T00:00:00Z`);
const sync = (services: ServiceSpec[], now: number) => database.sql.begin((tx) => syncCatalog(tx, { services }, now));
const check = async (key: string) => (await database.sql`select * from check_def where key = ${key}`)[0];

const kraken = makeService("kraken", [makeCheck("time"), makeCheck("trades")]);
const infura = makeService("infura", [makeCheck("head")]);

it("the mirror holds every check under a key that stays the same from sync to sync", async () => {
  const first = await sync([kraken, infura], day(1));
  expect([...first.keys()].sort()).toEqual(["infura/api/head", "kraken/api/time", "kraken/api/trades"]);
  expect(await sync([kraken, infura], day(2))).toEqual(first);
});

it("a check that asks or expects something else is unproven again; one that is only worded anew is not", async () => {
  await database.sql`update check_def set proven_at = ${new Date(day(2))}`;
  const reworded = makeService("kraken", [
    makeCheck("time", { proves: "something better said", note: "a note" }),
    makeCheck("trades", { status: [200, 204] }),
  ]);
  await sync([reworded, infura], day(3));
  expect(await check("kraken/api/time")).toMatchObject({ proven_at: new Date(day(2)), changed_at: new Date(day(1)) });
  expect((await check("kraken/api/time"))?.spec.proves).toBe("something better said");
  expect(await check("kraken/api/trades")).toMatchObject({ proven_at: null, changed_at: new Date(day(3)) });
});

it("what leaves the catalog is withdrawn, never deleted, and comes back under its old key", async () => {
  const before = await check("infura/api/head");
  await sync([kraken], day(4));
  expect(await check("infura/api/head")).toMatchObject({ withdrawn_at: new Date(day(4)) });
  const [service] = await database.sql`select withdrawn_at from service where slug = 'infura'`;
  expect(service?.withdrawn_at).toEqual(new Date(day(4)));
  await sync([kraken, infura], day(5));
  expect(await check("infura/api/head")).toMatchObject({ id: before?.id, withdrawn_at: null });
});

it("a check that comes back is expected of its vantages from then on, and others as before", async () => {
  await sync([kraken, infura], day(3));
  const checks = await database.sql<{ id: string }[]>`
    select id from check_def where key in ('kraken/api/time', 'infura/api/head')`;
  const monitored = checks.map(({ id }) => ({ checkId: Number(id), reason: null, staggerMs: 0 }));
  await database.sql.begin((tx) => setMonitored(tx, 1, monitored, day(3)));
  const since = () => database.sql`
    select d.key, v.since from check_vantage v join check_def d on d.id = v.check_id order by d.key`;
  await sync([kraken], day(4));
  await sync([kraken, infura], day(5));
  expect(await since()).toEqual([
    { key: "infura/api/head", since: new Date(day(5)) },
    { key: "kraken/api/time", since: new Date(day(3)) },
  ]);
});

it("a check whose interval changes is expected by the new one from then on", async () => {
  const every = (intervalS: number) => makeService("kraken", [makeCheck("time", { intervalS })]);
  await sync([every(60), infura], day(6));
  const since = async () =>
    (
      await database.sql`select v.since from check_vantage v join check_def d on d.id = v.check_id where d.key = 'kraken/api/time'`
    )[0]?.since;
  const before = await since();
  await sync([every(60), infura], day(7));
  expect(await since()).toEqual(before);
  await sync([every(300), infura], day(8));
  expect(await since()).toEqual(new Date(day(8)));
});

it("several workers that start at once leave one mirror", async () => {
  const services = [kraken, infura, makeService("okx", [makeCheck("time")])];
  const all = await Promise.all([1, 2, 3].map(() => sync(services, day(9))));
  expect(new Set(all.map((ids) => ids.get("okx/api/time"))).size).toBe(1);
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from check_def`;
  expect(row?.n).toBe(4);
});
