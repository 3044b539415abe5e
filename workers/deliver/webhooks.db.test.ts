import { expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { answered, KEYS, openPostOffice, SITE } from "#workers/deliver/testing/post-office.ts";
import { startWebhooks } from "#workers/deliver/webhooks.ts";
import { createLog } from "#workers/log.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { ONLINE } from "#workers/testing/online.ts";

const database = testDatabase();

it("while the clock is known to be wrong nothing is told, sent or ended, and no lease is taken; then it goes on", async () => {
  const office = await openPostOffice(database.sql, database.db, ["alpha"]);
  await office.waiting();
  await database.sql`delete from lease`;
  const clock = createFakeClock(office.now + 3_600_000);
  let timely = false;
  let sent = 0;
  const webhooks = startWebhooks({
    gate: ONLINE,
    ...{ sql: database.sql, db: database.db, clock, log: createLog("test", "error"), holder: "one", keys: KEYS },
    ...{ site: SITE, userAgent: "Faultline/test", random: () => 0.5, isTimely: () => timely },
    send: async () => {
      sent += 1;
      return answered(204);
    },
  });
  await clock.advance(1_200_000);
  await database.sql`select 1`;
  expect(sent).toBe(0);
  expect(await database.sql`select name, until from lease`).toEqual([]);
  timely = true;
  while (sent === 0) {
    await clock.advance(1_000);
    await database.sql`select 1`;
  }
  timely = false;
  await webhooks.stop();
  expect(await office.states()).toEqual(["ok"]);
});

it("while our own network is gone nothing is sent, and afterwards it goes on", async () => {
  const office = await openPostOffice(database.sql, database.db, ["alpha"]);
  await office.waiting();
  const clock = createFakeClock(office.now + 3_600_000);
  const gate = { ...ONLINE, gated: true };
  let sent = 0;
  const webhooks = startWebhooks({
    ...{ sql: database.sql, db: database.db, clock, log: createLog("test", "error"), holder: "two", keys: KEYS },
    ...{ site: SITE, userAgent: "Faultline/test", random: () => 0.5, isTimely: () => true, gate },
    send: async () => {
      sent += 1;
      return answered(204);
    },
  });
  await clock.advance(60_000);
  await database.sql`select 1`;
  expect(sent).toBe(0);
  gate.gated = false;
  while (sent === 0) {
    await clock.advance(1_000);
    await database.sql`select 1`;
  }
  await webhooks.stop();
});
