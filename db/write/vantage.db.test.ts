import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import {
  beat,
  claimVantage,
  noteSkew,
  recordRounds,
  setMonitored,
  shareAddress,
  upsertVantage,
} from "#db/write/vantage.ts";

const database = testDatabase();
const now = Date.parse("2026-03-10T12:00:00Z");
const here = { name: "here", provider: "Hetzner", region: "hel1", country: "FI", world: false };
const counts = {
  ticksPlanned: 10,
  ticksDone: 8,
  ticksSkipped: 1,
  rowsBuffered: 2,
  rowsLost: 3,
  loopLagMs: 4.5,
  gated: true,
  stopped: false,
};
let vantageId = 0;
beforeAll(async () => {
  vantageId = await database.sql.begin((tx) => upsertVantage(tx, here, now));
});

const heartbeat = async () => (await database.sql`select * from worker_heartbeat`)[0];

it("a vantage keeps its key when what is said of it changes", async () => {
  const again = await database.sql.begin((tx) => upsertVantage(tx, { ...here, provider: "OVH" }, now + 1));
  expect(again).toBe(vantageId);
  expect((await database.sql`select * from vantage`)[0]).toMatchObject({ provider: "OVH", country: "FI" });
});

it("a made-up world cannot be recorded among real measurements", async () => {
  const world = database.sql.begin((tx) => upsertVantage(tx, { ...here, name: "w", world: true }, now));
  await expect(world).rejects.toThrow("database of its own");
});

it("the newest worker holds the vantage, and the one before learns at its next beat that it must stop", async () => {
  const claim = (workerId: string) =>
    database.sql.begin((tx) => claimVantage(tx, { vantageId, workerId, version: "1" }, now));
  const beats = (workerId: string) =>
    database.sql.begin((tx) => beat(tx, { vantageId, workerId }, counts, now + 5_000));
  await claim("old");
  expect(await beats("old")).toBe(true);
  await claim("new");
  expect(await beats("old")).toBe(false);
  expect(await beats("new")).toBe(true);
  expect(await heartbeat()).toMatchObject({ worker_id: "new", ticks_done: "8", rows_lost: "3", gated: true });
  // What was lost stays lost, whoever counts on.
  expect(await claim("newer")).toBe(3);
});

it("a check's reason has a date that moves only when the reason does", async () => {
  const set = (reason: string | null, at: number) =>
    database.sql.begin((tx) => setMonitored(tx, vantageId, [{ checkId: 1, reason, staggerMs: 7 }], at));
  const since = async () => (await database.sql`select since from check_vantage where check_id = 1`)[0]?.since;
  await set("key", now);
  await set("key", now + 1_000);
  expect(await since()).toEqual(new Date(now));
  await set(null, now + 2_000);
  expect(await since()).toEqual(new Date(now + 2_000));
});

it("a round of controls is stored once, with what each control said", async () => {
  await database.sql.begin((tx) => ensurePartitions(tx, now));
  const controls = [
    { slug: "quad9", kind: "dns" as const, ok: true, failureType: null, totalMs: 3 },
    { slug: "k-root", kind: "dns" as const, ok: false, failureType: "tcp.timed_out" as const, totalMs: 4_000 },
  ];
  for (let i = 0; i < 2; i += 1) {
    await database.sql.begin((tx) => recordRounds(tx, vantageId, [{ at: now, controls, gated: false }]));
  }
  const rows = await database.sql`select * from vantage_round`;
  expect(rows.length).toBe(1);
  expect(rows[0]).toMatchObject({ controls: 2, failed: 1, gated: false });
  expect(rows[0]?.detail[1]).toEqual({
    control: "k-root",
    kind: "dns",
    ok: false,
    failure_type: "tcp.timed_out",
    total_ms: 4000,
  });
});

it("vantages at work behind one address share it, in an order that all of them know; others do not", async () => {
  const open = async (name: string, address: string, at: number) => {
    const id = await database.sql.begin((tx) => upsertVantage(tx, { ...here, name }, at));
    await database.sql.begin((tx) => claimVantage(tx, { vantageId: id, workerId: name, version: "1" }, at));
    return { id, share: () => database.sql.begin((tx) => shareAddress(tx, id, address, now)) };
  };
  const first = await open("share-1", "192.0.2.1", now);
  const second = await open("share-2", "192.0.2.1", now - 60_000);
  const elsewhere = await open("share-3", "192.0.2.3", now);
  const silent = await open("share-4", "192.0.2.1", now - 3_600_000);
  for (const one of [first, second, elsewhere, silent]) await one.share();
  expect(await first.share()).toEqual({ of: 2, place: 0 });
  expect(await second.share()).toEqual({ of: 2, place: 1 });
  expect(await elsewhere.share()).toEqual({ of: 1, place: 0 });
  // One that comes back counts itself before others have heard of it.
  expect(await silent.share()).toEqual({ of: 3, place: 2 });
  await database.sql.begin((tx) =>
    beat(tx, { vantageId: second.id, workerId: "share-2" }, { ...counts, stopped: true }, now),
  );
  expect(await first.share()).toEqual({ of: 1, place: 0 });
});

it("where nothing is said of its address a vantage asks from where the database sees it", async () => {
  await database.sql.begin((tx) => shareAddress(tx, vantageId, null, now));
  const [row] = await database.sql`select host(address) as address from vantage where id = ${vantageId}`;
  expect(row?.address).toBe("127.0.0.1");
});

it("the skew of a vantage's clock is noted with its error and when it was found", async () => {
  await database.sql.begin((tx) => noteSkew(tx, vantageId, { skewMs: -12.25, errorMs: 0.5 }, now));
  expect((await database.sql`select * from vantage where id = ${vantageId}`)[0]).toMatchObject({
    skew_ms: -12.25,
    skew_error_ms: 0.5,
    skew_at: new Date(now),
  });
});
