import { Webhook } from "standardwebhooks";
import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { claimDeliveries } from "#db/write/claims.ts";
import { addSubscription, queueTest } from "#db/write/subscriptions.ts";
import { RETRY_DELAYS } from "#domain/publish/webhook/retry.ts";
import { EVERYTHING } from "#domain/publish/webhook/subscription.ts";
import type { Post } from "#workers/deliver/send.ts";
import { answered, KEYS, openPostOffice, type PostOffice } from "#workers/deliver/testing/post-office.ts";
import { fragileClient } from "#workers/judge/testing/kill.ts";

const database = testDatabase();
const DAY = 86_400_000;
let office: PostOffice;

beforeEach(async () => {
  office = await openPostOffice(database.sql, database.db, ["alpha", "beta"]);
});

const idOf = (post: Post | undefined) => post?.headers["webhook-id"];
const states = async () =>
  (await database.sql<{ state: string }[]>`select state from delivery order by created_at, id`).map(
    ({ state }) => state,
  );
/** One delivery that waits. */
async function waiting(): Promise<string> {
  const id = await office.subscribe();
  await office.fail("alpha");
  await office.teller().pass();
  return id;
}
/** The clock goes to when the next attempt is due. */
async function advance(): Promise<void> {
  const [row] = await database.sql<
    { next_at: Date | null }[]
  >`select min(next_at) as next_at from delivery where done_at is null`;
  office.now = Math.max(office.now, row?.next_at?.getTime() ?? office.now);
}
const rules = (holder: string, over: Partial<Parameters<typeof claimDeliveries>[1]> = {}) => ({
  holder,
  leaseMs: 60_000,
  limit: 100,
  perHost: 2,
  perMinute: 60,
  ...over,
});
const claim = (holder: string, over: Partial<Parameters<typeof claimDeliveries>[1]> = {}) =>
  database.sql.begin((tx) => claimDeliveries(tx, rules(holder, over), office.now));

describe("a delivery", () => {
  it("goes out signed, so that the official verifier accepts the very bytes, and is done", async () => {
    const wanted = { format: "standard", language: "en", filter: EVERYTHING, requester: null } as const;
    const target = { url: "https://hooks.example.org/x", host: "hooks.example.org", routingKey: null };
    const added = await database.sql.begin((tx) => addSubscription(tx, KEYS, { ...wanted, target }, office.now));
    if ("refused" in added) throw new Error(added.refused);
    office.now = Date.now();
    const [post] = await office.run();
    const verified = new Webhook(added.secret).verify(post?.body.toString() ?? "", { ...post?.headers });
    expect(verified).toMatchObject({ type: "subscription.verification", data: { challenge: expect.any(String) } });
    expect(() => new Webhook(added.secret).verify(`${post?.body.toString()} `, { ...post?.headers })).toThrow();
    expect(await states()).toEqual(["ok"]);
  });

  it("is sent again under the same id with the same bytes after each failure, when the table says so, ten times", async () => {
    office.answer = () => answered(500, "<b>no</b>\u0000");
    await waiting();
    const waits: number[] = [];
    for (let at = office.now; waits.length < 12; at = office.now) {
      await advance();
      if ((await office.run()).length === 0) break;
      waits.push(office.now - at);
    }
    expect(waits).toEqual(RETRY_DELAYS);
    expect(new Set(office.posts.map(idOf)).size).toBe(1);
    expect(new Set(office.posts.map(({ body }) => body.toString())).size).toBe(1);
    expect(new Set(office.posts.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(10);
    expect(await states()).toEqual(["dead"]);
    const attempts = await database.sql`select number, status, excerpt from delivery_attempt order by number`;
    expect(attempts).toHaveLength(10);
    expect(attempts[0]).toMatchObject({ number: 1, status: 500, excerpt: "<b>no</b>" });
  });

  it("comes as late as its receiver asks", async () => {
    office.answer = () => answered(429, "", "3600");
    await waiting();
    const at = office.now;
    await office.run();
    await advance();
    expect(office.now - at).toBe(3_600_000);
    office.answer = () => answered(200);
    expect(await office.run()).toHaveLength(1);
    expect(await states()).toEqual(["ok"]);
  });

  it("that is cut off by a stop is given back whole, and is no attempt", async () => {
    await waiting();
    let arrived: () => void = () => {};
    const sent = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const deliverer = office.deliverer({
      send: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve(answered(null)));
          arrived();
        }),
    });
    await deliverer.pass();
    await sent;
    await deliverer.stop();
    expect(await states()).toEqual(["pending"]);
    expect(await database.sql`select from delivery_attempt`).toHaveLength(0);
    expect(await office.run()).toHaveLength(1);
  });

  it("whose sender is killed at any point of sending is sent again under the same id, and none is lost", async () => {
    for (let diesAt = 1; ; diesAt += 1) {
      await database.sql`truncate delivery_attempt, delivery, subscription, outbox, incident_update, incident cascade`;
      office.posts.length = 0;
      office.now += DAY;
      await waiting();
      const client = fragileClient(database.sql);
      client.diesAt = diesAt;
      let broke = false;
      const deliverer = office.deliverer({
        sql: client.sql,
        holder: `dead ${diesAt}`,
        onError: () => {
          broke = true;
        },
      });
      await deliverer.pass().catch(() => {
        broke = true;
      });
      await deliverer.settled();
      const before = office.posts.length;
      office.now += 60_000;
      await office.run();
      expect(await states()).toEqual(["ok"]);
      expect(new Set(office.posts.map(idOf)).size).toBe(1);
      expect(office.posts.length).toBe(broke ? before + 1 : 1);
      if (!broke) break;
      expect(diesAt).toBeLessThan(50);
    }
  });

  it("of which a slow sender hears back after its lease went to another changes nothing any more", async () => {
    await waiting();
    let release: () => void = () => {};
    let arrived: () => void = () => {};
    const sent = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const slow = office.deliverer({
      holder: "slow",
      send: () =>
        new Promise((resolve) => {
          release = () => resolve(answered(500));
          arrived();
        }),
    });
    await slow.pass();
    await sent;
    office.now += 60_001;
    expect(await office.run()).toHaveLength(1);
    release();
    await slow.settled();
    expect(await states()).toEqual(["ok"]);
    expect(await database.sql`select from subscription where failing_since is not null`).toHaveLength(0);
  });
});

describe("taking what is due", () => {
  it("two workers at once never get the same, and together no more than two for one host", async () => {
    for (let n = 0; n < 6; n += 1) await office.subscribe({}, { url: `https://h${n % 2}.example.org/${n}` });
    await office.fail("alpha");
    await office.teller().pass();
    const taken = (await Promise.all(["a", "b", "c", "d"].map((holder) => claim(holder)))).flat();
    expect(taken).toHaveLength(4);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(4);
    expect(await claim("e")).toHaveLength(0);
  });

  it("no subscription gets more than its share of a minute", async () => {
    const id = await office.subscribe();
    for (let n = 0; n < 5; n += 1) await database.sql.begin((tx) => queueTest(tx, id, office.now + n));
    office.now += 10;
    expect(await claim("a", { perHost: 100, perMinute: 3 })).toHaveLength(3);
    expect(await claim("b", { perHost: 100, perMinute: 3 })).toHaveLength(0);
    office.now += 60_000;
    expect(await claim("b", { perHost: 100, perMinute: 3 })).toHaveLength(3);
  });

  it("what a dead holder took is taken again when its lease is over, not before, as its next attempt", async () => {
    await waiting();
    const [first] = await claim("dead");
    office.now += 59_999;
    expect(await claim("next")).toHaveLength(0);
    office.now += 1;
    expect(await claim("next")).toEqual([{ ...first, attempt: 2 }]);
  });
});
