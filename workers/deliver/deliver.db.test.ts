import { Webhook } from "standardwebhooks";
import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { claimDeliveries } from "#db/write/claims.ts";
import { addDelivery } from "#db/write/deliveries.ts";
import { addSubscription } from "#db/write/subscriptions.ts";
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
const rules = (holder: string, over: Partial<Parameters<typeof claimDeliveries>[1]> = {}) => ({
  holder,
  leaseMs: 60_000,
  limit: 100,
  perHost: 2,
  perMinute: 60,
  asksPerDay: 3,
  delays: RETRY_DELAYS,
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
    expect(await office.states()).toEqual(["ok"]);
  });

  it("is sent again under the same id with the same bytes after each failure, when the table says so, ten times", async () => {
    office.answer = () => answered(500, "<b>no</b>\u0000");
    await office.waiting();
    const waits: number[] = [];
    for (let at = office.now; waits.length < 12; at = office.now) {
      await office.advance();
      if ((await office.run()).length === 0) break;
      waits.push(office.now - at);
    }
    expect(waits).toEqual(RETRY_DELAYS);
    expect(new Set(office.posts.map(idOf)).size).toBe(1);
    expect(new Set(office.posts.map(({ body }) => body.toString())).size).toBe(1);
    expect(new Set(office.posts.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(10);
    expect(await office.states()).toEqual(["dead"]);
    const attempts = await database.sql`select number, status, excerpt from delivery_attempt order by number`;
    expect(attempts).toHaveLength(10);
    expect(attempts[0]).toMatchObject({ number: 1, status: 500, excerpt: "<b>no</b>" });
  });

  it("comes as late as its receiver asks", async () => {
    office.answer = () => answered(429, "", "3600");
    await office.waiting();
    const at = office.now;
    await office.run();
    await office.advance();
    expect(office.now - at).toBe(3_600_000);
    office.answer = () => answered(200);
    expect(await office.run()).toHaveLength(1);
    expect(await office.states()).toEqual(["ok"]);
  });

  it("that is cut off by a stop is given back whole, and is no attempt", async () => {
    await office.waiting();
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
    expect(await office.states()).toEqual(["pending"]);
    expect(await database.sql`select from delivery_attempt`).toHaveLength(0);
    expect(await office.run()).toHaveLength(1);
  });

  it("that finds our own network gone is given back whole, and is no attempt: its receiver is not blamed", async () => {
    await office.waiting();
    const asked: number[] = [];
    const lostNetworkSince = async (from: number) => asked.push(from) > 0;
    const deliverer = office.deliverer({ send: async () => answered(null), gate: { lostNetworkSince } });
    await deliverer.pass();
    await deliverer.settled();
    expect(asked).toEqual([office.now]);
    expect(await office.states()).toEqual(["pending"]);
    expect(await database.sql`select from delivery_attempt`).toHaveLength(0);
    expect(await office.run()).toHaveLength(1);
  });

  it("that gets an answer has reached its receiver, whatever our network is said to be", async () => {
    await office.waiting();
    const gate = { lostNetworkSince: async () => true };
    const deliverer = office.deliverer({ send: async () => answered(500), gate });
    await deliverer.pass();
    await deliverer.settled();
    expect(await database.sql`select status from delivery_attempt`).toEqual([{ status: 500 }]);
  });

  it("whose sender is killed at any point of sending is sent again under the same id, and none is lost", async () => {
    for (let diesAt = 1; ; diesAt += 1) {
      await database.sql`truncate delivery_attempt, delivery, subscription, outbox, incident_update, incident cascade`;
      office.posts.length = 0;
      office.now += DAY;
      await office.waiting();
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
      expect(await office.states()).toEqual(["ok"]);
      expect(new Set(office.posts.map(idOf)).size).toBe(1);
      expect(office.posts.length).toBe(broke ? before + 1 : 1);
      if (!broke) break;
      expect(diesAt).toBeLessThan(50);
    }
  });

  it("that its sender took before it stood still for its lease is not sent by it any more", async () => {
    await office.waiting();
    const looks = [office.now, office.now + 31_000];
    const slow = office.deliverer({ holder: "slow", now: () => looks.shift() ?? office.now });
    await slow.pass();
    await slow.settled();
    expect(office.posts).toHaveLength(0);
    expect(await database.sql`select from delivery_attempt`).toHaveLength(0);
    expect(await office.run()).toHaveLength(1);
  });

  it("that cannot be made fails as any attempt does, and holds up nobody else's", async () => {
    await office.waiting();
    await database.sql`update delivery set message = '{"type": "incident.created", "group": {}}'`;
    const errors: unknown[] = [];
    const deliverer = office.deliverer({ onError: (error) => errors.push(error) });
    await deliverer.pass();
    await deliverer.settled();
    expect(errors).toHaveLength(1);
    expect(await office.states()).toEqual(["pending"]);
    expect(await database.sql`select reason from delivery_attempt`).toMatchObject([{ reason: "it could not be made" }]);
  });

  it("of which a slow sender hears back after its lease went to another changes nothing any more", async () => {
    await office.waiting();
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
    expect(await office.states()).toEqual(["ok"]);
    expect(await database.sql`select from subscription where failing_since is not null`).toHaveLength(0);
  });
});

describe("news of one subject", () => {
  const typeOf = ({ body }: Post) => JSON.parse(body.toString());
  /** An outage whose beginning did not arrive and is over before it is tried again. */
  async function overtaken(format: "pagerduty" | "standard"): Promise<Post[]> {
    await office.subscribe({}, { format });
    office.answer = () => answered(503, "", "3600");
    const incident = await office.fail("alpha");
    await office.run();
    office.answer = () => answered(202);
    office.now += 60_000;
    await office.step(incident, "resolved", { resolvedAt: office.now, verdict: "up" });
    await office.run();
    office.now += 3_600_000;
    await office.run();
    return office.posts.slice(1);
  }

  it("that arrives late opens no alert that nobody would close: what was overtaken is dropped", async () => {
    expect((await overtaken("pagerduty")).map((post) => typeOf(post).event_action)).toEqual(["resolve"]);
    expect(await office.states()).toEqual(["dropped", "ok"]);
  });

  it("arrives all the same where its number says that it is older", async () => {
    const told = (await overtaken("standard")).map(typeOf);
    expect(told.map(({ type, data }) => [type, data.sequence])).toEqual([
      ["incident.resolved", 2],
      ["incident.created", 1],
    ]);
    expect(await office.states()).toEqual(["ok", "ok"]);
  });

  it("goes a minute after the last attempt, however long what is older and failed would wait to be tried again", async () => {
    await office.subscribe({ statusChanges: true });
    office.answer = () => answered(503, "", "3600");
    await office.statusChanges("alpha", "operational", "major_outage");
    await office.run();
    office.answer = () => answered(204);
    office.now += 30_000;
    await office.statusChanges("alpha", "major_outage", "degraded_performance");
    expect(await office.run()).toHaveLength(0);
    office.now += 30_000;
    const told = (await office.run()).map((post) => typeOf(post).data);
    expect(told).toMatchObject([{ component: "api", after: "degraded_performance" }]);
  });

  it("is on its way once at a time, whoever sends it: none overtakes another on the wire", async () => {
    await office.subscribe();
    const incident = await office.fail("alpha");
    await office.teller().pass();
    await office.step(incident, "worsened");
    await office.teller().pass();
    const [first] = await claim("a", { perHost: 100 });
    expect(first?.sequence).toBe(1);
    expect(await claim("b", { perHost: 100 })).toHaveLength(0);
    office.now += 60_000;
    // Its holder is dead: the older one goes first again.
    expect((await claim("b", { perHost: 100 })).map(({ sequence }) => sequence)).toEqual([1]);
  });
});

describe("taking what is due", () => {
  it("what may not go for itself takes no place of its host's from what may", async () => {
    await office.subscribe({ services: ["alpha"] }, { url: "https://hooks.example.org/hangs" });
    const well = await office.subscribe({ services: ["beta"] }, { url: "https://hooks.example.org/well" });
    const incident = await office.fail("alpha");
    await office.teller().pass();
    expect(await claim("a")).toHaveLength(1);
    await office.step(await office.step(incident, "worsened"), "improved");
    await office.teller().pass();
    office.now += 1_000;
    await office.fail("beta", { group: "another" });
    await office.teller().pass();
    expect((await claim("b")).map(({ subscription }) => subscription)).toEqual([well]);
  });

  it("nor does a neighbour who has had his share of the minute", async () => {
    const greedy = await office.subscribe({ services: ["none"] }, { url: "https://hooks.example.org/greedy" });
    const well = await office.subscribe({ services: ["beta"] }, { url: "https://hooks.example.org/well" });
    const message = { type: "subscription.test", at: office.now, language: "en" } as const;
    for (let n = 0; n < 5; n += 1) {
      const delivery = { subscription: greedy, cause: `test ${n}`, message, nextAt: office.now };
      await database.sql.begin((tx) => addDelivery(tx, delivery, office.now));
    }
    expect(await claim("a", { perHost: 2, perMinute: 2 })).toHaveLength(2);
    office.now += 1_000;
    await office.fail("beta");
    await office.teller().pass();
    expect((await claim("b", { perHost: 3, perMinute: 2 })).map(({ subscription }) => subscription)).toEqual([well]);
  });

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
    const message = { type: "subscription.test", at: office.now, language: "en" } as const;
    for (let n = 0; n < 5; n += 1) {
      const delivery = { subscription: id, cause: `test ${n}`, message, nextAt: office.now };
      await database.sql.begin((tx) => addDelivery(tx, delivery, office.now));
    }
    expect(await claim("a", { perHost: 100, perMinute: 3 })).toHaveLength(3);
    expect(await claim("b", { perHost: 100, perMinute: 3 })).toHaveLength(0);
    office.now += 60_000;
    expect(await claim("b", { perHost: 100, perMinute: 3 })).toHaveLength(3);
  });

  it("what a dead holder took is taken again when its lease is over, not before, as its next attempt", async () => {
    await office.waiting();
    const [first] = await claim("dead");
    office.now += 59_999;
    expect(await claim("next")).toHaveLength(0);
    office.now += 1;
    expect(await claim("next")).toEqual([{ ...first, attempt: 2, until: office.now + 60_000 }]);
  });

  it("that kills every process that takes it is tried by the table, ten times, and given up", async () => {
    await office.waiting();
    const waits: number[] = [];
    for (let at = office.now; (await claim(`victim ${waits.length}`)).length === 1; at = office.now) {
      waits.push(office.now - at);
      office.now += Math.max(60_000, RETRY_DELAYS[waits.length] ?? 0);
      if (waits.length < RETRY_DELAYS.length) {
        office.now -= 1;
        expect(await claim("too early")).toHaveLength(0);
        office.now += 1;
      }
    }
    expect(waits).toHaveLength(RETRY_DELAYS.length);
    expect(await office.states()).toEqual(["dead"]);
  });

  it("that a dead holder left behind is dropped when newer news of the same has arrived at who reads no sequence", async () => {
    await office.subscribe({}, { format: "slack", url: "https://hooks.slack.com/services/T/B/x" });
    const incident = await office.fail("alpha");
    await office.teller().pass();
    await claim("dead");
    office.now += 120_000;
    await claim("dead too");
    office.now += 61_000;
    await office.step(incident, "resolved", { resolvedAt: office.now });
    await office.run();
    expect(office.posts).toHaveLength(1);
    expect((await office.states()).toSorted()).toEqual(["dropped", "ok"]);
  });
});
