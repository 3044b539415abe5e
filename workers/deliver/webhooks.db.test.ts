import { expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { answered, KEYS, openPostOffice, SITE } from "#workers/deliver/testing/post-office.ts";
import { startWebhooks, type WebhooksOptions } from "#workers/deliver/webhooks.ts";
import { createLog } from "#workers/log.ts";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { ONLINE } from "#workers/testing/online.ts";

const database = testDatabase();

/** A post office with something to send, and its webhooks an hour later. */
async function begin(options: Pick<WebhooksOptions, "gate" | "isTimely">) {
  const office = await openPostOffice(database.sql, database.db, ["alpha"]);
  await office.waiting();
  await database.sql`delete from lease`;
  const clock = createFakeClock(office.now + 3_600_000);
  let sent = 0;
  const webhooks = startWebhooks({
    ...{ sql: database.sql, db: database.db, clock, log: createLog("test", "error"), holder: "one", keys: KEYS },
    ...{ site: SITE, userAgent: "Faultline/test", random: () => 0.5 },
    ...options,
    send: async () => {
      sent += 1;
      return answered(204);
    },
  });
  const advance = async (ms: number) => {
    await clock.advance(ms);
    await database.sql`select 1`;
  };
  const untilSent = async () => {
    while (sent === 0) await advance(1_000);
  };
  return { office, webhooks, advance, untilSent, sent: () => sent };
}

it("while the clock is known to be wrong nothing is told, sent or ended, and no lease is taken; then it goes on", async () => {
  let timely = false;
  const { office, webhooks, advance, untilSent, sent } = await begin({ gate: ONLINE, isTimely: () => timely });
  await advance(1_200_000);
  expect(sent()).toBe(0);
  expect(await database.sql`select name, until from lease`).toEqual([]);
  timely = true;
  await untilSent();
  timely = false;
  await webhooks.stop();
  expect(await office.states()).toEqual(["ok"]);
});

it("while our own network is gone nothing is sent, and afterwards it goes on", async () => {
  const gate = { ...ONLINE, gated: true };
  const { webhooks, advance, untilSent, sent } = await begin({ gate, isTimely: () => true });
  await advance(60_000);
  expect(sent()).toBe(0);
  gate.gated = false;
  await untilSent();
  await webhooks.stop();
});
