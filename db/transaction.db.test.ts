import { setImmediate as nextRound } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeWay, type Way } from "#db/testing/way.ts";

const database = testDatabase();
let way: Way;
/** One connection, by a way that can be cut. */
let sql: Sql;

beforeAll(async () => {
  await database.sql`create table note (text text primary key)`;
  way = await makeWay(database.url);
});
afterAll(() => way.close());
beforeEach(() => {
  sql = connect({ url: way.url, name: "faultline-test", max: 1 });
});
afterEach(async () => {
  await sql.end({ timeout: 1 });
  way.cut();
});

const notes = async () => (await database.sql`select text from note order by text`).map(({ text }) => text);

it("a transaction whose connection breaks off fails, the process lives, and the next one has a connection", async () => {
  const running = sql.begin(async (tx) => {
    await tx`insert into note values ('half')`;
    const slow = tx`select pg_sleep(60)`.execute();
    await nextRound();
    way.cut();
    await slow;
  });
  await expect(running).rejects.toThrow("CONNECTION_CLOSED");
  expect(await sql.begin((tx) => tx`select 1 as one`)).toEqual([{ one: 1 }]);
  expect(await notes()).toEqual([]);
});

it("a transaction that the server ends with its connection fails", async () => {
  const running = sql.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await database.sql`select pg_terminate_backend(${row?.pid ?? 0})`;
    await tx`select 1`;
  });
  await expect(running).rejects.toThrow(/terminating connection|CONNECTION_CLOSED|ECONNRESET/);
});

it.each(["goes on", "returns", "throws"])(
  "one that lost its connection and %s changes nothing in the one that has it now",
  async (what) => {
    const name = `whole although another ${what}`;
    let goOn: () => void = () => {};
    const later = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const lost = sql.begin(async (tx) => {
      await tx`select 1`;
      way.cut();
      await later;
      if (what === "goes on") await tx`insert into note values ('of nobody')`;
      if (what === "throws") throw new Error("of its own");
    });
    await expect(lost).rejects.toThrow("CONNECTION_CLOSED");
    const undone = sql.begin(async (tx) => {
      await tx`insert into note values (${name})`;
      goOn();
      for (let rounds = 0; rounds < 5; rounds += 1) await nextRound();
      await tx`select pg_sleep(0.05)`;
      const there = await tx`select txid_current_if_assigned() is not null as same`;
      expect(there).toEqual([{ same: true }]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await notes()).toEqual([]);
  },
);

it("what fails in a transaction for another reason is rolled back, and its connection goes on", async () => {
  const failing = sql.begin(async (tx) => {
    await tx`insert into note values ('once')`;
    await tx`insert into note values ('once')`;
  });
  await expect(failing).rejects.toThrow("duplicate key");
  const pid = (): Promise<{ pid: number }[]> =>
    sql.begin((tx) => tx<{ pid: number }[]>`select pg_backend_pid() as pid`);
  const [before] = await pid();
  await expect(sql.begin(() => Promise.reject(new Error("of its own")))).rejects.toThrow("of its own");
  expect(await pid()).toEqual([before]);
  expect(await notes()).toEqual([]);
});

it("a transaction that is over takes no more statements", async () => {
  const kept = await sql.begin(async (tx) => ({ tx }));
  expect(() => kept.tx`insert into note values ('late')`).toThrow("over");
});
