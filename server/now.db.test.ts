import { expect, it } from "vitest";
import { MEASURED, RECORDED_CHANNEL } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { keepNow } from "#server/now.ts";
import type { Reading } from "#server/snapshot.ts";

const database = testDatabase();

/** The state of now, kept; and what waits for the next time that it is read. */
async function kept() {
  const waiting: ((reading: Reading) => void)[] = [];
  const now = keepNow(database.url, Date.now, (reading) => {
    for (const resolve of waiting.splice(0)) resolve(reading);
  });
  await now.first;
  return { now, nextRead: () => new Promise<Reading>((resolve) => waiting.push(resolve)) };
}

const listeners = () => database.sql`
  select pid from pg_stat_activity where datname = current_database() and application_name = 'faultline-web-listen'`;

it("one connection listens; news are read at once, and measurements when a second has passed since the last reading", async () => {
  const { now, nextRead } = await kept();
  // Listening itself makes it look once, for what came before.
  await nextRead();
  expect(await listeners()).toHaveLength(1);

  const begun = performance.now();
  const measured = nextRead();
  await database.sql`select pg_notify(${RECORDED_CHANNEL}, ${MEASURED})`;
  expect((await measured).error).toBeNull();
  expect(performance.now() - begun).toBeGreaterThan(500);

  const heard = performance.now();
  const news = nextRead();
  await database.sql`select pg_notify(${RECORDED_CHANNEL}, '')`;
  await news;
  expect(performance.now() - heard).toBeLessThan(500);
  await now.stop();
  expect(await listeners()).toHaveLength(0);
});

it("a connection that is cut is made again: news are heard as before", async () => {
  const { now, nextRead } = await kept();
  await nextRead();
  const again = nextRead();
  await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'faultline-web-listen'`;
  // It looks once more when it listens again: something may have been said meanwhile.
  await again;
  const news = nextRead();
  await database.sql`select pg_notify(${RECORDED_CHANNEL}, '')`;
  await news;
  await now.stop();
});
