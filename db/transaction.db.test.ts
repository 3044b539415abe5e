import { connect as connectTo, createServer, type Server, type Socket } from "node:net";
import { setImmediate as nextRound } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";

const database = testDatabase();
const sockets = new Set<Socket>();
let way: Server;
let url: URL;
/** One connection, by a way that can be cut. */
let sql: Sql;

const cut = () => {
  for (const socket of sockets) socket.destroy();
};

beforeAll(async () => {
  await database.sql`create table note (text text primary key)`;
  url = new URL(database.url);
  const { hostname, port } = url;
  way = createServer((near) => {
    const far = connectTo(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => way.listen(0, "127.0.0.1", resolve));
  const address = way.address();
  url.port = String(typeof address === "object" ? address?.port : 0);
});
afterAll(() => void way.close());
beforeEach(() => {
  sql = connect({ url: url.href, name: "faultline-test", max: 1 });
});
afterEach(async () => {
  await sql.end({ timeout: 1 });
  cut();
});

const notes = async () => (await database.sql`select text from note order by text`).map(({ text }) => text);

it("a transaction whose connection breaks off fails, the process lives, and the next one has a connection", async () => {
  const running = sql.begin(async (tx) => {
    await tx`insert into note values ('half')`;
    const slow = tx`select pg_sleep(60)`.execute();
    await nextRound();
    cut();
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
      cut();
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
