import { beforeEach, describe, expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { testDatabase } from "#db/testing/database.ts";
import { type AttributionNews, tellAttributions } from "#db/write/attribution.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import type { OutboxEvent } from "#domain/incident/chronicle.ts";
import { createCorrelator } from "#workers/correlate/correlate.ts";
import { type Archive, openArchive } from "#workers/correlate/testing/archive.ts";
import { fragileClient } from "#workers/judge/testing/kill.ts";

const database = testDatabase();
const T0 = Date.parse("2026-03-10T12:20:00Z");
const minute = (n: number) => T0 + n * 60_000;
const slugs = Array.from({ length: 20 }, (_, n) => `s${String(n).padStart(2, "0")}`);
const dependents = slugs.slice(0, 8);

let archive: Archive;
let clock: number;

beforeEach(async () => {
  archive = await openArchive(database.sql, { slugs, end: T0, days: 60 });
  clock = minute(9);
  for (const slug of dependents) await archive.observe(slug, { provider: "aws", region: "us-east-1" });
  for (const slug of slugs.slice(8)) await archive.observe(slug, { provider: "hetzner", region: "fsn1" });
});

const correlator = (sql = database.sql) =>
  createCorrelator({ sql, now: () => clock, holder: "here", services: archive.services, providers: clouds });

const post = (over: Partial<CloudEvent> = {}) =>
  archive.post(
    cloudEvent({
      id: "arn:aws:us-east-1",
      onsetAt: minute(8),
      firstPublishedAt: minute(8),
      firstSeenAt: minute(8),
      severity: { peak: "disruption", now: "disruption", stated: true },
      periods: [{ service: "ec2", region: "us-east-1", zone: null, from: minute(8), to: null, severity: "disruption" }],
      ...over,
    }),
    clock,
  );

type Told = Extract<OutboxEvent, { readonly attribution: unknown }>;
/** The events of attributions as whoever delivers them reads them, oldest first. */
const told = async (): Promise<(Omit<Told, "occurredAt"> & { readonly occurredAt: number })[]> => {
  const rows = await database.sql<{ type: Told["type"]; key: string; occurred_at: Date; payload: object }[]>`
    select type, key, occurred_at, payload from outbox where key like 'attribution/%' order by id`;
  return rows.map(({ type, key, occurred_at, payload }) => ({
    ...(payload as Omit<Told, "type" | "key" | "occurredAt">),
    type,
    key,
    occurredAt: occurred_at.getTime(),
  }));
};
const groupsOf = async (incidents: readonly string[]) => {
  const rows = await database.sql<{ id: string; group_id: string }[]>`
    select id, group_id from incident where id = any(${[...incidents]}::text[])`;
  const groups = new Map(rows.map(({ id, group_id }) => [id, group_id]));
  return incidents.map((id) => groups.get(id));
};

describe("an attribution that is new, says something else or no longer holds", () => {
  it("is told with the incident as it stands, the cloud event and the whole record", async () => {
    const incidents = await Promise.all(dependents.map((slug, index) => archive.fail(slug, minute(index / 2))));
    const event = await post();
    await correlator().pass();
    const events = await told();
    const stored = new Map((await archive.attributions()).map((one) => [one.incident, one.record]));
    expect(events.map(({ incident }) => incident.id).sort()).toEqual([...incidents].sort());
    for (const one of events) {
      expect(one).toEqual({
        type: "incident.updated",
        key: `attribution/${one.incident.id}/${clock}`,
        occurredAt: clock,
        component: one.incident.component,
        incident: expect.objectContaining({ id: one.incident.id, sequence: 1, resolvedAt: null }),
        cloudEvent: event,
        attribution: stored.get(one.incident.id),
      });
    }
  });

  it("and no longer holds, is told with neither event nor record", async () => {
    const [first = ""] = await Promise.all(dependents.map((slug, index) => archive.fail(slug, minute(index / 2))));
    await post();
    const one = correlator();
    await one.pass();
    clock = minute(20);
    await archive.step(first, clock, { retracted: { at: clock, author: "me", reason: "ours" } });
    await one.pass();
    expect((await told()).at(-1)).toMatchObject({ incident: { id: first }, cloudEvent: null, attribution: null });
  });

  it("is told once, however often and by whom the pass is repeated", async () => {
    await Promise.all(dependents.map((slug, index) => archive.fail(slug, minute(index / 2))));
    await post();
    const fragile = fragileClient(database.sql);
    fragile.losesAnswer = true;
    await expect(correlator(fragile.sql).pass()).rejects.toThrow("after the commit");
    const before = await database.sql`select * from outbox order by id`;
    expect(before).toHaveLength(8);
    for (const later of [0, 1, 60_000]) {
      clock = minute(9) + later;
      expect(await correlator().pass()).toMatchObject({ idle: false, written: 0, told: 0, joined: 0 });
    }
    expect(await database.sql`select * from outbox order by id`).toEqual(before);
  });

  it("of one moment cannot be told twice: the second time everything of it is refused", async () => {
    const ids = await Promise.all(dependents.map((slug, index) => archive.fail(slug, minute(index / 2))));
    await post();
    await correlator().pass();
    const before = await told();
    const news: AttributionNews[] = ids.map((incident) => ({ incident, cloudEvent: "abcdefghijkl", record: null }));
    await expect(database.sql.begin((tx) => tellAttributions(tx, news, clock))).rejects.toThrow("outbox_key_unique");
    const [first] = news;
    const mixed = first === undefined ? [] : [{ ...first, incident: "nobody" }, first];
    await expect(database.sql.begin((tx) => tellAttributions(tx, mixed, clock))).rejects.toThrow("outbox_key_unique");
    expect(await told()).toEqual(before);
  });
});

describe("incidents of one attribution", () => {
  /** Half of the dependents fail early, half of them 20 minutes later, and somebody else beside the later ones. */
  const failTwice = async () => {
    const fail = (slug: string, at: number, group: string) => archive.fail(slug, minute(at), { group });
    return {
      early: await Promise.all(dependents.slice(0, 4).map((slug) => fail(slug, -16, "early"))),
      late: await Promise.all(dependents.slice(4).map((slug) => fail(slug, 4, "late"))),
      other: await fail("s15", 5, "late"),
      own: await fail("s16", 6, "own"),
    };
  };

  it("are one group: the older stays, and what began beside the younger's incidents comes along", async () => {
    const { early, late, other, own } = await failTwice();
    await post();
    expect(await correlator().pass()).toMatchObject({ attributed: 8, told: 8, joined: 5 });
    expect(new Set(await groupsOf([...early, ...late, other]))).toEqual(new Set(["early"]));
    expect(await groupsOf([own])).toEqual(["own"]);
    expect(await correlator().pass()).toMatchObject({ idle: false, joined: 0, written: 0 });
  });

  it("stay one when the attribution no longer holds: what was told as one is not told apart", async () => {
    const { early, late } = await failTwice();
    await post();
    const one = correlator();
    await one.pass();
    // The event turns out to have been elsewhere.
    clock = minute(30);
    const scope = { kind: "regions", regions: ["eu-west-1"] } as const;
    await post({
      scope,
      periods: [{ service: null, region: "eu-west-1", zone: null, from: minute(8), to: null, severity: "disruption" }],
    });
    expect(await one.pass()).toMatchObject({ attributed: 0, removed: 8, joined: 0 });
    expect(new Set(await groupsOf([...early, ...late]))).toEqual(new Set(["early"]));
  });

  it("are joined by the next pass when the process dies in between, and a pass after that has no news", async () => {
    const { early, late } = await failTwice();
    await post();
    const fragile = fragileClient(database.sql);
    fragile.losesAnswer = true;
    const one = correlator(fragile.sql);
    await expect(one.pass()).rejects.toThrow("after the commit");
    expect(new Set(await groupsOf([...early, ...late]))).toEqual(new Set(["early", "late"]));
    fragile.losesAnswer = false;
    expect(await one.pass()).toMatchObject({ told: 0, joined: 5 });
    expect(new Set(await groupsOf([...early, ...late]))).toEqual(new Set(["early"]));
    expect(await one.pass()).toMatchObject({ idle: true, joined: 0 });
  });
});
