import { beforeEach, describe, expect, it } from "vitest";
import { createUptimeReader } from "#db/read/uptime.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { rollUpStates } from "#db/write/component-seconds.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

const database = testDatabase();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-03-10T12:20:00Z");
const LAST_HOUR = NOW - 20 * 60_000;
const judge = (passedAt: EpochMs) => ({ passedAt, latenessMs: 0 });
let id = 0;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate verdict_log, component_hour, component_day, incident, incident_group, service, component cascade`;
  await sql.begin((tx) => syncCatalog(tx, { services: [makeService("kraken", [makeCheck("time")])] }, NOW - DAY));
  const [row] = await sql<{ id: string }[]>`select id from component`;
  id = Number(row?.id);
});

async function log(entries: readonly (readonly [EpochMs, Verdict])[]): Promise<void> {
  for (const [at, verdict] of entries) {
    await database.sql`insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable, failure_types, rule_version)
      values (${id}, ${new Date(at)}, ${new Date(at)}, ${verdict}, '{"kind":"answers"}', '{}', 1, '{}', 1)`;
  }
}

/** What the judge does when an hour is over. */
const rollUp = (from: EpochMs, to: EpochMs) => database.sql.begin((tx) => rollUpStates(tx, [id], from, to));

const read = async (now = NOW, passedAt = now) => {
  const uptime = await createUptimeReader(database.db).read(now, judge(passedAt), new Map());
  return uptime.get(id);
};

describe("uptime", () => {
  it("is full hours and days and the part of this hour, in windows that are never shorter than they are called", async () => {
    await log([
      [NOW - 100 * DAY, "up"],
      [NOW - 30 * DAY, "down"],
      [NOW - 30 * DAY + 600_000, "up"],
      [LAST_HOUR - 60_000, "down"],
      [LAST_HOUR + 60_000, "up"],
    ]);
    await rollUp(NOW - 91 * DAY, LAST_HOUR);
    const uptime = await read();
    expect(uptime?.["24h"]).toEqual({ up: 24 * 3600 + 1200 - 120, down: 120, degraded: 0, maintenance: 0, unknown: 0 });
    expect(uptime?.["7d"]).toMatchObject({ up: 7 * 86_400 + 1200 - 120, down: 120, unknown: 0 });
    const today = 12 * 3600 + 1200;
    expect(uptime?.["30d"]).toMatchObject({ up: 30 * 86_400 + today - 720, down: 720, unknown: 0 });
    expect(uptime?.["90d"]).toMatchObject({ up: 90 * 86_400 + today - 720, down: 720, unknown: 0 });
  });

  it("counts time before the first verdict as unknown, and a component that was never judged has none", async () => {
    expect(await read()).toBeUndefined();
    await log([[NOW - 600_000, "up"]]);
    expect((await read())?.["24h"]).toMatchObject({ up: 600, unknown: 24 * 3600 + 600 });
  });

  it("does not go on when the judge has stopped: from its last pass on nothing is known", async () => {
    await log([[NOW - 10 * HOUR, "up"]]);
    await rollUp(NOW - 10 * HOUR, LAST_HOUR);
    expect((await read(NOW, NOW - 50_000))?.["24h"]).toMatchObject({ up: 36_000 });
    expect((await read(NOW, NOW - 61_000))?.["24h"]).toMatchObject({ up: 36_000 - 61 });
    // Stopped for three days: the hour it passed in last is not in the window any more.
    const late = await read(NOW + 3 * DAY, NOW - 60_000);
    expect(late?.["24h"]).toMatchObject({ up: 0, unknown: 24 * 3600 + 1200 });
    expect(late?.["7d"]).toMatchObject({ up: 36_000 - 60 });
    expect(late?.["30d"]).toMatchObject({ up: 36_000 - 60 });
  });

  it("knows an hour that is over and not yet rolled up from the log", async () => {
    await log([[LAST_HOUR - HOUR, "up"]]);
    await rollUp(LAST_HOUR - HOUR, LAST_HOUR);
    const turn = LAST_HOUR + HOUR + 2_000;
    expect((await read(turn, LAST_HOUR + HOUR - 3_000))?.["24h"]).toMatchObject({ up: 2 * 3600 + 2 });
  });

  it("leaves retracted time out of the hour that is open, as of those that are over", async () => {
    await log([
      [LAST_HOUR - 600_000, "down"],
      [LAST_HOUR + 600_000, "up"],
    ]);
    await database.sql`insert into incident_group (id, anchor_at) values ('group', ${new Date(NOW)})`;
    await database.sql`insert into incident (id, group_id, component_id, started_at, detected_at, resolved_at, severity, confirmed,
      vantages, usable, failure_types, finding, verdict, retracted, sequence, rule_version, made_up)
      values ('abc123def456', 'group', ${id}, ${new Date(LAST_HOUR - 600_000)}, ${new Date(LAST_HOUR)}, ${new Date(LAST_HOUR + 600_000)},
        'critical', true, '{}', 1, '{}', '{"kind":"failing"}', 'up', '{"at":1,"author":"a","reason":"r"}', 2, 1, false)`;
    await rollUp(LAST_HOUR - HOUR, LAST_HOUR);
    expect((await read())?.["24h"]).toMatchObject({ up: 600, down: 0 });
  });

  it("takes the last word for it: a correction that reaches back replaces what was known before", async () => {
    await log([
      [LAST_HOUR - HOUR, "up"],
      [LAST_HOUR + 300_000, "down"],
      [LAST_HOUR - 60_000, "up"],
      [LAST_HOUR + 900_000, "degraded"],
    ]);
    expect((await read())?.["24h"]).toMatchObject({ up: 900, degraded: 300, down: 0 });
  });

  it("sees a verdict of this hour at once, and one dated back into a finished hour within a minute", async () => {
    await log([[LAST_HOUR - 5 * HOUR, "up"]]);
    await rollUp(LAST_HOUR - 5 * HOUR, LAST_HOUR);
    const reader = createUptimeReader(database.db);
    const down = async (now: EpochMs) => (await reader.read(now, judge(now), new Map())).get(id)?.["24h"].down;
    expect(await down(NOW)).toBe(0);
    await log([[NOW - 60_000, "down"]]);
    expect(await down(NOW)).toBe(60);
    await database.sql`update component_hour set up_s = 0, down_s = 3600 where hour = ${new Date(LAST_HOUR - HOUR)}`;
    expect(await down(NOW + 59_000)).toBe(119);
    expect(await down(NOW + 60_000)).toBe(3_720);
  });
});
