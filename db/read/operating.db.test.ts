import { expect, it } from "vitest";
import { createOperatingReader } from "#db/read/operating.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";

const database = testDatabase();
const NOW = Date.parse("2026-03-10T12:00:00Z");
const at = (agoS: number) => new Date(NOW - agoS * 1_000);

async function fill(): Promise<void> {
  await database.sql.begin(async (tx) => {
    await syncCatalog(
      tx,
      { services: [makeService("alpha", [makeCheck("time")])], chains: [], controls: [] } as never,
      NOW,
    );
    await tx`insert into feed (name, kind, url, every_ms, checked_at, read_at, unreadable_since, entries, broken, next_at) values
      ('cloud:aws/aws-health', 'aws-health', 'u', 60000, ${at(5)}, ${at(90)}, ${at(30)}, 3, 2, ${at(-60)}),
      ('page:alpha', 'statuspage', 'u', 120000, ${at(5)}, null, null, 0, 0, ${at(-60)})`;
    await tx`insert into feed_gap (feed, from_at, to_at) values ('page:alpha', ${at(900)}, ${at(800)}), ('page:alpha', ${at(700)}, ${at(600)})`;
    await tx`insert into outbox (type, occurred_at, component_id, key, payload, told_at)
      select 't', v.at, c.id, v.key, '{}', v.told from component c,
        (values (${at(100)}::timestamptz, 'a', ${at(90)}::timestamptz), (${at(60)}, 'b', null), (${at(40)}, 'c', null)) v (at, key, told)`;
    await tx`insert into subscription (id, state, format, language, filter, host, target_hash, key_id, manage_hash, created_at)
      values ('s', 'active', 'standard', 'en', '{}', 'h', 't', 'k', 'm', ${at(1000)})`;
    for (const [id, state, done] of [
      ["d1", "ok", at(1)],
      ["d2", "pending", null],
      ["d3", "inflight", null],
      ["d4", "dead", at(1)],
    ] as const) {
      await tx`insert into delivery (id, subscription_id, cause, subject, sequence, type, message, state, created_at, next_at, done_at)
        values (${id}, 's', ${id}, ${id}, 1, 't', '{}', ${state}, ${at(50)}, ${id === "d3" ? at(20) : at(10)}, ${done})`;
    }
  });
}

it("tells of feeds, deliveries and the outbox, and asks no more often than every 15 s", async () => {
  await fill();
  let now = NOW;
  const reader = createOperatingReader(database.db, () => now);
  const figures = await reader.figures();
  expect(figures).toEqual({
    feeds: [
      { name: "cloud:aws/aws-health", readAt: NOW - 90_000, readable: false, everyMs: 60_000, broken: 2, gaps: 0 },
      { name: "page:alpha", readAt: null, readable: true, everyMs: 120_000, broken: 0, gaps: 2 },
    ],
    deliveries: { dead: 1, inflight: 1, ok: 1, pending: 1 },
    subscriptions: { active: 1 },
    oldestDueAt: NOW - 20_000,
    outbox: { untold: 2, oldestAt: NOW - 60_000 },
  });
  await database.sql`delete from delivery`;
  now += 14_999;
  expect(await reader.figures()).toBe(figures);
  now += 1;
  expect(await reader.figures()).toMatchObject({ deliveries: {}, oldestDueAt: null });
});
