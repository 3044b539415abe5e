import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import {
  addSubscription,
  confirmSubscription,
  enableSubscription,
  endSubscription,
  keepSubscriptions,
  queueTest,
  rotateSecret,
} from "#db/write/subscriptions.ts";
import { EVERYTHING } from "#domain/publish/webhook/subscription.ts";
import type { Post } from "#workers/deliver/send.ts";
import { answered, KEYS, openPostOffice, type PostOffice } from "#workers/deliver/testing/post-office.ts";

const database = testDatabase();
const DAY = 86_400_000;
let office: PostOffice;

beforeEach(async () => {
  office = await openPostOffice(database.sql, database.db, ["alpha", "beta"]);
});

const subscription = async (id: string) => {
  const [row] = await database.sql<
    { state: string; sealed: string | null; disabled_reason: string | null; refusals: number }[]
  >`
    select state, sealed, disabled_reason, refusals from subscription where id = ${id}`;
  return row;
};

describe("a subscription", () => {
  const wanted = { format: "standard", language: "en", filter: EVERYTHING } as const;
  const add = (url: string, requester: string | null = null) =>
    database.sql.begin((tx) =>
      addSubscription(
        tx,
        KEYS,
        { ...wanted, target: { url, host: new URL(url).host, routingKey: null }, requester },
        office.now,
      ),
    );
  const idFrom = async (url: string) => {
    const added = await add(url);
    if ("refused" in added) throw new Error(added.refused);
    return added.id;
  };

  it("is confirmed by a receiver that repeats the challenge; a status alone is no consent", async () => {
    const polite = await idFrom("https://polite.example.org/");
    const blind = await idFrom("https://blind.example.org/");
    office.answer = ({ url, body }) => {
      const { challenge } = JSON.parse(body.toString()).data;
      return answered(200, url.includes("polite") ? JSON.stringify({ challenge }) : "ok");
    };
    await office.run();
    expect([(await subscription(polite))?.state, (await subscription(blind))?.state]).toEqual(["active", "pending"]);
    await office.fail("alpha");
    expect((await office.run()).map(({ url }) => url)).toEqual(["https://polite.example.org/"]);
  });

  it("that nobody confirms in a day ends, and nothing is kept of where to", async () => {
    const id = await idFrom("https://blind.example.org/");
    office.now += DAY - 1;
    await database.sql.begin((tx) => keepSubscriptions(tx, office.now));
    expect((await subscription(id))?.state).toBe("pending");
    office.now += 1;
    await database.sql.begin((tx) => keepSubscriptions(tx, office.now));
    expect(await subscription(id)).toMatchObject({ state: "ended", sealed: null });
    office.now += 30 * DAY;
    await database.sql.begin((tx) => keepSubscriptions(tx, office.now));
    expect(await subscription(id)).toBeUndefined();
  });

  it("is told nothing more after 410, and what waited is dropped", async () => {
    const id = await office.waiting();
    office.answer = () => answered(410);
    await database.sql.begin((tx) => queueTest(tx, id, office.now + 5_000));
    await office.run();
    expect(await subscription(id)).toMatchObject({ state: "disabled", disabled_reason: "gone" });
    expect((await office.states()).sort()).toEqual(["dead", "dropped"]);
    office.now += DAY;
    expect(await office.run()).toHaveLength(0);

    office.now += 29 * DAY - 1;
    await database.sql.begin((tx) => keepSubscriptions(tx, office.now));
    expect((await subscription(id))?.state).toBe("disabled");
    office.now += 10_000;
    await database.sql.begin((tx) => keepSubscriptions(tx, office.now));
    expect(await subscription(id)).toMatchObject({ state: "ended", sealed: null });
  });

  it("is switched off after ten refusals in a row and told so; enabled again, it hears of what happens then", async () => {
    const id = await office.waiting();
    office.answer = () => answered(403);
    for (let n = 0; n < 10; n += 1) {
      await office.advance();
      await office.run();
    }
    expect(await subscription(id)).toMatchObject({ state: "disabled", disabled_reason: "refused" });
    expect(JSON.parse(office.posts.at(-1)?.body.toString() ?? "{}").type).toBe("subscription.disabled");
    office.answer = () => answered(204);
    office.now += DAY;
    await office.run();
    const beta = await office.fail("beta");
    expect(await office.run()).toHaveLength(0);
    office.now += DAY;
    expect(await database.sql.begin((tx) => enableSubscription(tx, id, office.now))).toBe(true);
    await office.step(beta, "worsened");
    expect((await office.run()).map(({ body }) => JSON.parse(body.toString()).type)).toEqual(["incident.created"]);
    expect(await subscription(id)).toMatchObject({ state: "active", refusals: 0 });
  });

  it("is switched off after five days without a success", async () => {
    const id = await office.waiting();
    office.answer = () => answered(null);
    await office.run();
    office.now += 5 * DAY;
    await office.run();
    expect(await subscription(id)).toMatchObject({ state: "disabled", disabled_reason: "silent" });
  });

  it("that ends is sent nothing more, not even what waited", async () => {
    const id = await office.waiting();
    expect(await database.sql.begin((tx) => endSubscription(tx, id, office.now))).toBe(true);
    expect(await office.run()).toHaveLength(0);
    expect(await office.states()).toEqual(["dropped"]);
  });

  it("signs with both secrets for a day after a change, then with the new one alone", async () => {
    const added = await add("https://hooks.example.org/x");
    if ("refused" in added) throw new Error(added.refused);
    const signatures = (post: Post | undefined) => post?.headers["webhook-signature"]?.split(" ").length;
    office.answer = () => answered(500);
    expect(await database.sql.begin((tx) => rotateSecret(tx, KEYS, added.id, office.now))).toMatch(/^whsec_/);
    expect(signatures((await office.run())[0])).toBe(2);
    office.now += DAY + 1;
    expect(signatures((await office.run())[0])).toBe(1);
  });

  it("is refused where an address is asked for too often, by whomever, and where one asks for too many", async () => {
    for (let n = 0; n < 3; n += 1) expect(await add("https://victim.example.org/", `10.${n}`)).toHaveProperty("id");
    expect(await add("https://victim.example.org/", "10.9")).toEqual({ refused: "asked_too_often" });
    for (let n = 0; n < 20; n += 1) await add(`https://h${n}.example.org/`, "192.0.2");
    expect(await add("https://h20.example.org/", "192.0.2")).toEqual({ refused: "too_many_pending" });
    office.now += DAY + 1;
    expect(await add("https://victim.example.org/", "192.0.2")).toHaveProperty("id");
  });

  it("that is ended before anybody confirmed it counts all the same: nobody has strangers written to by that", async () => {
    for (let n = 0; n < 20; n += 1) {
      const added = await add(`https://h${n}.example.org/`, "192.0.2");
      if ("refused" in added) throw new Error(added.refused);
      await database.sql.begin((tx) => endSubscription(tx, added.id, office.now));
    }
    expect(await add("https://h20.example.org/", "192.0.2")).toEqual({ refused: "too_many_pending" });
  });

  it("that nobody has agreed to makes three requests a day to a receiver, whoever asks and however often it fails", async () => {
    office.answer = () => answered(503);
    const sent: number[] = [];
    for (let hour = 0; hour < 24; hour += 1) {
      await add("https://victim.example.org/", `10.${hour}`);
      for (let step = 0; step < 6; step += 1, office.now += 600_000) sent.push((await office.run()).length);
    }
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(3);
    expect((await office.states()).every((state) => state === "dropped")).toBe(true);
    // Another receiver of the same host is another's.
    await add("https://victim.example.org/other");
    expect(await office.run()).toHaveLength(1);
  });

  it("is one of ten of a host at most, however many wait, and the only one of a chat's address", async () => {
    const confirm = (id: string) => database.sql.begin((tx) => confirmSubscription(tx, id, office.now));
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await idFrom(`https://hooks.example.org/${n}`));
    const confirmed: string[] = [];
    for (const id of ids) confirmed.push(await confirm(id));
    expect(confirmed).toEqual([...Array(10).fill("active"), "full", "full"]);
    expect(await add("https://hooks.example.org/12")).toEqual({ refused: "too_many_for_host" });
    // One that ends makes room; one that is switched off comes back only where there is some.
    await database.sql`update subscription set state = 'disabled' where id = ${ids[0] ?? ""}`;
    expect([await confirm(ids[0] ?? ""), await confirm(ids[10] ?? "")]).toEqual(["unknown", "active"]);
    expect(await database.sql.begin((tx) => enableSubscription(tx, ids[0] ?? "", office.now))).toBe(false);

    const slack = "https://hooks.slack.com/services/T0/B0/x";
    const [one, two] = [await idFrom(slack), await idFrom(slack)];
    expect([await confirm(one), await confirm(two)]).toEqual(["active", "full"]);
    expect(await add(slack)).toEqual({ refused: "too_many_for_host" });
    for (let n = 0; n < 11; n += 1) expect(await confirm(await idFrom(`${slack}${n}`))).toBe("active");
  });

  it("gets one test at a time", async () => {
    const id = await office.subscribe();
    const test = () => database.sql.begin((tx) => queueTest(tx, id, office.now));
    expect([await test(), await test()]).toEqual([true, false]);
    expect(await office.run()).toHaveLength(1);
    office.now += 1;
    expect(await test()).toBe(true);
  });

  it("leaves neither address nor secret nor token in any table", async () => {
    const added = await add("https://hooks.slack.com/services/T0/B0/topsecret");
    if ("refused" in added) throw new Error(added.refused);
    await office.run();
    const rows = await database.sql`
      select (select json_agg(s)::text from subscription s) || (select json_agg(d)::text from delivery d)
        || (select json_agg(a)::text from delivery_attempt a) as all`;
    const text = JSON.stringify(rows);
    for (const secret of ["topsecret", added.secret, added.secret.slice(6), added.manageToken])
      expect(text).not.toContain(secret);
  });
});
