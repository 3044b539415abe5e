import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import type { GroupMessage, Message } from "#domain/publish/webhook/message.ts";
import { openPostOffice, type PostOffice, T0 } from "#workers/deliver/testing/post-office.ts";
import { fragileClient } from "#workers/judge/testing/kill.ts";

const database = testDatabase();
let office: PostOffice;

beforeEach(async () => {
  office = await openPostOffice(database.sql, database.db, ["alpha", "beta", "gamma"]);
});

interface Row {
  subscription_id: string;
  subject: string;
  sequence: number;
  state: string;
  type: string;
  message: Message;
  next_at: Date;
}
const deliveries = () => database.sql<Row[]>`select * from delivery order by created_at, subject, sequence`;
const untold = async () => (await database.sql`select from outbox where told_at is null`).length;
const types = async () => (await deliveries()).map(({ type, sequence }) => `${sequence} ${type}`);
const groups = async () => (await deliveries()).map(({ message }) => (message as GroupMessage).group);

describe("deliveries of what happened", () => {
  it("are one a group and subscriber, however many components fell in a pass; a second pass makes none", async () => {
    const id = await office.subscribe();
    await office.subscribe({ services: ["gamma"] }, { url: "https://other.example.org/" });
    await office.fail("alpha");
    await office.fail("beta");
    expect(await office.teller().pass()).toBe(2);
    expect(await office.teller().pass()).toBe(0);
    const rows = await deliveries();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ subscription_id: id, type: "incident.created", sequence: 1, state: "pending" });
    expect((await groups())[0]?.incidents.map(({ service }) => service)).toEqual(["alpha", "beta"]);
  });

  it("tell of a group's beginning, its steps and its end in order, and end when its last incident does", async () => {
    await office.subscribe();
    const alpha = await office.fail("alpha");
    await office.teller().pass();
    office.now += 60_000;
    const beta = await office.fail("beta", { group: alpha.group });
    await office.teller().pass();
    office.now += 60_000;
    await office.step(alpha, "resolved", { resolvedAt: office.now, verdict: "up" });
    await office.teller().pass();
    office.now += 60_000;
    await office.step(beta, "resolved", { resolvedAt: office.now, verdict: "up" });
    await office.teller().pass();
    expect(await types()).toEqual([
      "1 incident.created",
      "2 incident.updated",
      "3 incident.updated",
      "4 incident.resolved",
    ]);
    expect((await groups()).map(({ id }) => id)).toEqual(Array(4).fill(alpha.group));
  });

  it("tell nobody of what happened before they agreed", async () => {
    const alpha = await office.fail("alpha");
    office.now += 1_000;
    await office.subscribe();
    await office.teller().pass();
    expect(await deliveries()).toHaveLength(0);
    office.now += 1_000;
    await office.step(alpha, "worsened");
    await office.teller().pass();
    expect(await types()).toEqual(["1 incident.created"]);
  });

  it("reach an event whose transaction ends after one with a higher id: none is lost", async () => {
    await office.subscribe();
    const alpha = await office.fail("alpha");
    await office.teller().pass();
    await database.sql`delete from delivery`;
    const [row] = await database.sql<{ id: string }[]>`select id from outbox`;
    // The lower id is given, and its transaction stays open while a higher one is told.
    await database.sql`delete from outbox`;
    let commit: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let written: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      written = resolve;
    });
    const late = database.sql.begin(async (tx) => {
      await tx`
        insert into outbox (type, occurred_at, component_id, incident_id, key, payload)
        select 'incident.updated', ${new Date(office.now)}, component_id, id, 'late',
          jsonb_build_object('component', 'alpha/api', 'incident', jsonb_build_object('id', id, 'group', group_id),
            'update', jsonb_build_object('sequence', 1)) from incident`;
      written();
      await held;
    });
    await begun;
    const beta = await office.fail("beta", { group: alpha.group });
    expect(await office.teller().pass()).toBe(1);
    commit();
    await late;
    expect(await office.teller().pass()).toBe(1);
    const told = await database.sql<
      { id: string; key: string }[]
    >`select id, key from outbox where told_at is not null order by id`;
    expect(told.map(({ key }) => key)).toEqual(["late", `incident/${beta.id}/1`]);
    expect(told.every(({ id }) => Number(id) > Number(row?.id))).toBe(true);
    expect(await types()).toEqual(["1 incident.created", "2 incident.updated"]);
  });

  it("are made once though the worker is killed at any statement, or right after the commit", async () => {
    await office.subscribe({ statusChanges: true });
    for (let diesAt = 1; ; diesAt += 1) {
      await database.sql`delete from delivery`;
      await database.sql`truncate outbox, incident_update, incident cascade`;
      await office.fail("alpha");
      await office.statusChanges("alpha", "operational", "major_outage");
      const client = fragileClient(database.sql);
      client.diesAt = diesAt;
      const survived = await office
        .teller("here", client.sql)
        .pass()
        .then(() => true)
        .catch(() => false);
      expect([(await deliveries()).length, await untold()]).toEqual(survived ? [2, 0] : [0, 2]);
      await office.teller().pass();
      expect((await types()).sort()).toEqual(["1 component.status_changed", "1 incident.created"]);
      if (survived) break;
      expect(diesAt).toBeLessThan(50);
    }
    await database.sql`delete from delivery`;
    await database.sql`update outbox set told_at = null`;
    const client = fragileClient(database.sql);
    client.losesAnswer = true;
    await expect(office.teller("here", client.sql).pass()).rejects.toThrow("after the commit");
    expect(await office.teller().pass()).toBe(0);
    expect(await deliveries()).toHaveLength(2);
  });

  it("are made by one worker at a time, by the next one when it is gone", async () => {
    await office.subscribe();
    await office.fail("alpha");
    const passes = await Promise.all([office.teller("here").pass(), office.teller("there").pass()]);
    expect(passes).toContain(null);
    expect(await deliveries()).toHaveLength(1);
    office.now += 30_001;
    await office.fail("beta");
    expect(await office.teller("third").pass()).toBe(1);
  });

  it("end under the old group and begin under the new when an incident is counted to another", async () => {
    await office.subscribe();
    const alpha = await office.fail("alpha", { group: "oldoldoldold" });
    await office.teller().pass();
    const moved = { ...alpha, group: "newnewnewnew", sequence: 2 };
    await database.sql`insert into incident_group (id, anchor_at) values ('newnewnewnew', ${new Date(T0)})`;
    await database.sql`update incident set group_id = 'newnewnewnew', sequence = 2`;
    await database.sql`
      insert into outbox (type, occurred_at, component_id, incident_id, key, payload)
      select 'incident.updated', ${new Date(office.now)}, component_id, id, 'moved',
        ${database.sql.json({ component: "alpha/api", incident: moved, update: { sequence: 2, kind: "joined" }, movedFrom: "oldoldoldold" } as never)}
      from incident`;
    await office.teller().pass();
    const told = (await deliveries()).map(({ type, message }) => [
      type,
      (message as GroupMessage).group.id,
      (message as GroupMessage).group.mergedInto,
    ]);
    expect(told).toContainEqual(["incident.resolved", "oldoldoldold", "newnewnewnew"]);
    expect(told).toContainEqual(["incident.created", "newnewnewnew", null]);
  });
});

describe("changes of a component's status", () => {
  const states = async () =>
    (await deliveries()).map(({ state, message }) => [
      state,
      "change" in message ? [message.change.before, message.change.after] : null,
    ]);

  it("wait a minute after the one before, and the newest takes the place of one that waits", async () => {
    await office.subscribe({ statusChanges: true });
    await office.statusChanges("alpha", "operational", "degraded_performance");
    await office.run();
    office.now += 10_000;
    await office.statusChanges("alpha", "degraded_performance", "major_outage");
    await office.teller().pass();
    office.now += 1_000;
    await office.statusChanges("alpha", "major_outage", "partial_outage");
    await office.teller().pass();
    expect(await states()).toEqual([
      ["ok", ["operational", "degraded_performance"]],
      ["dropped", ["degraded_performance", "major_outage"]],
      ["pending", ["degraded_performance", "partial_outage"]],
    ]);
    expect((await deliveries()).at(-1)?.next_at.getTime()).toBe(T0 + 60_000);
  });

  it("are not told when all is as the subscriber was told last", async () => {
    await office.subscribe({ statusChanges: true });
    await office.statusChanges("alpha", "operational", "major_outage");
    await office.run();
    office.now += 10_000;
    await office.statusChanges("alpha", "major_outage", "operational");
    await office.teller().pass();
    office.now += 1_000;
    await office.statusChanges("alpha", "operational", "major_outage");
    await office.teller().pass();
    expect((await states()).map(([state]) => state)).toEqual(["ok", "dropped"]);
  });

  it("that a format has no word for are left out, and the next one counts from what was told last", async () => {
    await office.subscribe({ statusChanges: true }, { format: "statuspage" });
    await office.statusChanges("alpha", "operational", "major_outage");
    await office.run();
    office.now += 70_000;
    await office.statusChanges("alpha", "major_outage", "unknown");
    await office.run();
    office.now += 70_000;
    await office.statusChanges("alpha", "unknown", "operational");
    await office.run();
    expect(await states()).toEqual([
      ["ok", ["operational", "major_outage"]],
      ["ok", ["major_outage", "operational"]],
    ]);
  });
});
