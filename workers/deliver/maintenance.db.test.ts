import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { noteVanished, storeNotices } from "#db/write/notices.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { MaintenanceMessage } from "#domain/publish/webhook/message.ts";
import { openPostOffice, type PostOffice, T0 } from "#workers/deliver/testing/post-office.ts";

const database = testDatabase();
const HOUR = 3_600_000;
let office: PostOffice;

beforeEach(async () => {
  office = await openPostOffice(database.sql, database.db, ["alpha", "beta", "gamma"]);
});

interface Row {
  type: string;
  sequence: number;
  message: MaintenanceMessage;
}
const deliveries = () => database.sql<Row[]>`select type, sequence, message from delivery order by sequence`;

describe("maintenance that a vendor announces", () => {
  const at = (status: string, over: Partial<Notice> = {}) => ({ status, ...over });

  it("is told in its steps to who asked for it, as often as its page says more and no more", async () => {
    await office.subscribe({ maintenance: true });
    await office.subscribe({}, { url: "https://other.example.org/" });
    await office.subscribe({ maintenance: true }, { url: "https://pager.example.org/", format: "pagerduty" });
    const step = async (later: number, over: Partial<Notice>) => {
      office.now = T0 + later;
      await office.announce("alpha", over);
      await office.announce("alpha", over);
      await office.teller().pass();
    };
    await step(0, {});
    await step(HOUR / 2, { maintenance: { from: T0 + HOUR, until: T0 + 3 * HOUR } });
    await step(
      HOUR,
      at("in_progress", { updates: [{ id: null, at: T0 + HOUR, text: "We begin.", status: "in_progress", set: [] }] }),
    );
    await step(2 * HOUR, at("completed", { resolvedAt: T0 + 2 * HOUR }));
    await step(3 * HOUR, at("completed", { resolvedAt: T0 + 2 * HOUR, title: "Scheduled maintenance, done" }));
    expect((await deliveries()).map(({ sequence, type }) => `${sequence} ${type}`)).toEqual([
      "1 maintenance.scheduled",
      "2 maintenance.updated",
      "3 maintenance.started",
      "4 maintenance.completed",
    ]);
    const [scheduled, , started] = (await deliveries()).map(({ message }) => message.maintenance);
    expect(scheduled).toMatchObject({
      id: stableId("notice", "alpha", "work"),
      service: "alpha",
      stage: "scheduled",
      cancelled: false,
      from: T0 + HOUR,
      source: "https://status.alpha.example.org/work",
    });
    expect(started?.updates[0]).toMatchObject({ stage: "in_progress", body: expect.stringContaining("We begin.") });
  });

  it("is called off when it is gone from its page before it could begin, once", async () => {
    await office.subscribe({ maintenance: true });
    await office.announce("alpha");
    office.now += HOUR / 2;
    for (let n = 0; n < 2; n += 1) await database.sql.begin((tx) => noteVanished(tx, "alpha", [], office.now));
    await office.teller().pass();
    // Of two steps in one pass the newest is told: it says how all of it stands.
    expect((await deliveries()).map(({ type, message }) => [type, message.maintenance.cancelled])).toEqual([
      ["maintenance.cancelled", true],
    ]);
  });

  it("that comes back changed is one step, however its page is read", async () => {
    await office.announce("alpha");
    office.now += 60_000;
    await database.sql.begin((tx) => noteVanished(tx, "alpha", [], office.now));
    office.now += 60_000;
    await office.announce("alpha", { maintenance: { from: T0 + HOUR, until: null } });
    await database.sql.begin((tx) => noteVanished(tx, "alpha", [{ id: "work" }], office.now));
    const types = await database.sql<{ type: string }[]>`select type from outbox order by id`;
    expect(types.map(({ type }) => type)).toEqual([
      "maintenance.scheduled",
      "maintenance.cancelled",
      "maintenance.scheduled",
    ]);
  });

  it("is none of who watches another service, another layer or a cloud, nor when it is on nothing that is watched", async () => {
    await office.subscribe({ maintenance: true, services: ["beta"] });
    await office.subscribe({ maintenance: true, layers: ["chain"] }, { url: "https://b.example.org/" });
    await office.subscribe({ maintenance: true, clouds: ["aws"] }, { url: "https://c.example.org/" });
    await office.announce("alpha");
    await office.announce("gamma", { components: [{ id: "1", name: "Help desk", group: null, state: null }] });
    expect(await office.teller().pass()).toBe(1);
    expect(await deliveries()).toEqual([]);
  });

  it("is on record and in the outbox, or in neither", async () => {
    await expect(
      database.sql.begin(async (tx) => {
        const said = { id: "x", title: "Scheduled maintenance", components: [], updates: [], status: "scheduled" };
        const window = { from: T0 + HOUR, until: null };
        const notice = { ...said, page: "p", url: null, impact: "maintenance", startedAt: T0, publishedAt: T0 };
        const whole = { ...notice, resolvedAt: null, changedAt: null, maintenance: window } as unknown as Notice;
        await storeNotices(tx, "alpha", [{ said: whole, digest: "d" }], T0);
        expect(await tx`select from outbox`).toHaveLength(1);
        throw new Error("cut off");
      }),
    ).rejects.toThrow("cut off");
    expect(await database.sql`select from outbox`).toHaveLength(0);
    expect(await database.sql`select from notice`).toHaveLength(0);
  });
});
