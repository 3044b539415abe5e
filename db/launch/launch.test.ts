import { chownSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { isRoot } from "./account.ts";
import { selectOne } from "./database.ts";
import { isPortFree } from "./port.ts";
import {
  addRows,
  commonServer,
  countRows,
  eventually,
  freePort,
  isRunning,
  launch,
  madeHome,
  query,
  serversBelow,
  tempDirectory,
} from "./testing/support.ts";

test("a database is ours alone: loopback, password, closed files, no superuser, nothing of our environment", async () => {
  const { home, pg, pid } = await commonServer();
  expect(pg).toMatchObject({ reused: false, owned: true });
  const settings = await query(pg.url, (sql) =>
    sql`select name, setting from pg_settings where name in ('listen_addresses', 'TimeZone', 'max_wal_size')`.values(),
  );
  expect(Object.fromEntries(settings)).toEqual({
    listen_addresses: "127.0.0.1",
    TimeZone: "UTC",
    max_wal_size: "1024",
  });
  const roleOf = (url: string) =>
    query(
      url,
      (sql) => sql`select rolsuper, rolcreatedb, rolcreaterole, current_database() as database
        from pg_roles where rolname = current_user`,
    );
  expect(await roleOf(pg.url)).toMatchObject([{ rolsuper: false, rolcreatedb: true, rolcreaterole: false }]);
  expect(await roleOf(pg.adminUrl)).toMatchObject([{ rolsuper: true, database: "faultline" }]);
  expect(statSync(join(home, "postgres")).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, "postgres-password")).mode & 0o777).toBe(0o600);
  await expect(query(pg.url.replace(/:[^:@]+@/, ":wrong@"), (sql) => sql`select 1`)).rejects.toThrow(/password/);
  const names = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean);
  expect(names.map((name) => name.split("=")[0]).sort()).toEqual(["LC_ALL", "NODE_ENV", "PATH", "TZ"]);
  expect(statSync(`/proc/${pid}`).uid === 0).toBe(false);
});

test("text is UTF-8 and sorts and folds the same on every system", async () => {
  const { pg } = await commonServer();
  const rows = await query(
    pg.url,
    (sql) => sql`select pg_encoding_to_char(encoding) as encoding, lower('ÄÖ') as low,
      array(select t from unnest(array['b', 'ä', 'B']) t order by t) as sorted
      from pg_database where datname = current_database()`,
  );
  expect(rows[0]).toMatchObject({ encoding: "UTF8", low: "äö", sorted: ["B", "b", "ä"] });
});

describe("a database that was stopped", () => {
  test("comes back with its rows and its password, on the port that is asked for now", async () => {
    const home = await madeHome();
    const first = await launch({ home });
    await addRows(first.pg.url, 3);
    await first.pg.stop();
    const port = await freePort();
    const second = await launch({ home, port });
    expect(second.pg).toMatchObject({ reused: false, port, url: first.pg.url.replace(/:\d+\//, `:${port}/`) });
    expect(await countRows(second.pg.url)).toBe(3);
  });

  test("leaves no process behind, though other clients are connected and busy", async () => {
    const home = await madeHome();
    const { pg, pid } = await launch({ home });
    const clients = Array.from({ length: 5 }, () => postgres(pg.url, { max: 1 }));
    const busy = clients.map((sql) => sql`select pg_sleep(60)`.catch(() => "cut off"));
    await eventually("five clients are busy", async () => {
      const rows = await query(
        pg.url,
        (sql) => sql`select 1 from pg_stat_activity where query = 'select pg_sleep(60)'`,
      );
      return rows.length === 5;
    });
    await pg.stop();
    expect(await Promise.all(busy)).toEqual(Array.from({ length: 5 }, () => "cut off"));
    expect(isRunning(pid)).toBe(false);
    expect(serversBelow(home)).toEqual([]);
    await pg.stop();
    await Promise.all(clients.map((sql) => sql.end({ timeout: 0 })));
  });

  test("gets a new password when the old one was lost, and keeps its rows", async () => {
    const home = await madeHome();
    const first = await launch({ home });
    await addRows(first.pg.url, 2);
    await first.pg.stop();
    rmSync(join(home, "postgres-password"));
    const second = await launch({ home });
    expect(second.pg.url.split("@")[0]).not.toBe(first.pg.url.split("@")[0]);
    expect(await countRows(second.pg.url)).toBe(2);
  });
});

describe("a database that runs", () => {
  test("is used by the next who asks, and ended by the last who stops, whoever started it", async () => {
    const home = await madeHome();
    const users = [await launch({ home }), await launch({ home }), await launch({ home })];
    const [first, second, third] = users.map((user) => user.pg);
    expect(users.map((user) => user.pg.reused)).toEqual([false, true, true]);
    expect(new Set(users.map((user) => user.pg.url)).size).toBe(1);
    await second?.stop();
    await first?.stop();
    await first?.stop();
    await selectOne(third?.url ?? "");
    await third?.stop();
    expect(serversBelow(home)).toEqual([]);
  });

  test("is ended even when its home was deleted meanwhile", async () => {
    const home = await madeHome();
    const { pg, pid } = await launch({ home });
    rmSync(home, { recursive: true });
    await pg.stop();
    expect(isRunning(pid)).toBe(false);
  });

  test("is not guessed at when its password is lost", async () => {
    const home = await madeHome();
    const { pg, pid } = await launch({ home });
    rmSync(join(home, "postgres-password"));
    await expect(launch({ home })).rejects.toThrow(`process ${pid}) runs, but its password is lost`);
    await pg.stop();
  });

  test("makes further databases, also when several ask for the same one at once", async () => {
    const { pg } = await commonServer();
    await Promise.all(Array.from({ length: 4 }, () => pg.ensureDatabase("test-Drill_1")));
    await pg.ensureDatabase("test-Drill_1");
    const rows = await query(pg.urlFor("test-Drill_1"), (sql) => sql`select current_database() as name`);
    expect(rows[0]?.name).toBe("test-Drill_1");
    for (const bad of ["", "a b", 'a"b', "a/b", "x".repeat(64)]) {
      await expect(pg.ensureDatabase(bad)).rejects.toThrow(/1 to 63 letters/);
      expect(() => pg.urlFor(bad)).toThrow(/1 to 63 letters/);
    }
  });
});

test("a busy port makes way for the next free one", async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  try {
    const { pg, lines } = await launch({ home: await madeHome(), port });
    expect(pg.port).toBeGreaterThan(port);
    expect(pg.port).toBeLessThanOrEqual(port + 50);
    expect(lines.join("\n")).toContain(`port ${port} is busy`);
  } finally {
    other.close();
  }
  expect(await isPortFree(port)).toBe(true);
});

test("a server that cannot start says why, with the last lines of its log, and is not left behind", async () => {
  const home = await madeHome();
  writeFileSync(join(home, "postgres", "postgresql.auto.conf"), "max_wal_senders = banana\n");
  await expect(launch({ home })).rejects.toThrow(/does not start: it ended with 1[\s\S]*banana/);
  expect(serversBelow(home)).toEqual([]);
});

test("data of somebody else is refused, and left alone", async () => {
  const home = await madeHome();
  const data = join(home, "postgres");
  if (isRoot()) {
    chownSync(data, 54_321, 54_321);
    await expect(launch({ home })).rejects.toThrow("belongs to uid 54321, which /etc/passwd does not know");
  } else {
    renameSync(data, join(home, "elsewhere"));
    symlinkSync("/", data); // the nearest directory of somebody else
    await expect(launch({ home })).rejects.toThrow(/belongs to uid 0 and Postgres would run as .* chown -R/);
  }
  expect(existsSync(join(isRoot() ? data : join(home, "elsewhere"), "PG_VERSION"))).toBe(true);
});

describe("DATABASE_URL", () => {
  test("is used as it is: nothing is started, made or stopped", async () => {
    const ours = await commonServer();
    const home = join(tempDirectory(), "home");
    const { pg } = await launch({ home, env: { DATABASE_URL: ours.pg.url } });
    expect(pg).toMatchObject({ url: ours.pg.url, port: ours.pg.port, pid: null, reused: true, owned: false });
    await pg.ensureDatabase("another");
    expect(await query(pg.urlFor("another"), (sql) => sql`select current_database()`.values())).toEqual([["another"]]);
    await pg.stop();
    expect(isRunning(ours.pid)).toBe(true);
    expect(existsSync(home)).toBe(false);
  });

  test("that does not answer is an error with host and reason and without the password", async () => {
    const ours = await commonServer();
    const dead = await freePort();
    const cases: [string, RegExp][] = [
      [`postgres://me:hunter2%21@127.0.0.1:${dead}/db`, new RegExp(`127.0.0.1:${dead}.*ECONNREFUSED`)],
      [`postgres://127.0.0.1:${dead}/db?user=me&password=hunter2%21`, /ECONNREFUSED/],
      [`postgres://faultline:hunter2%21@127.0.0.1:${ours.pg.port}/faultline`, /password authentication failed.*28P01/],
      [ours.pg.urlFor("missing-db"), /"missing-db" does not exist/],
      ["postgres://me:hunter2!@127.0.0.1:bad/db", /Invalid URL/],
      ["postgres://me:hun/ter2!@127.0.0.1:1/db", /not of the form/],
      ["mysql://me:hunter2!@127.0.0.1/db", /not of the form/],
      ["hunter2!", /not of the form/],
    ];
    for (const [url, message] of cases) {
      const error = await launch({ home: "/nowhere", env: { DATABASE_URL: url } }).catch((reason: unknown) => reason);
      expect(String(error)).toMatch(message);
      const whole = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause);
      expect(whole).not.toMatch(/hun\/?ter2|ter2!/);
      expect(whole).not.toContain(new URL(ours.pg.url).password);
    }
    expect(existsSync("/nowhere")).toBe(false);
  });

  test("that is empty counts as not set", async () => {
    const ours = await commonServer();
    const { pg } = await launch({ home: ours.home, env: { DATABASE_URL: " " } });
    expect(pg).toMatchObject({ pid: ours.pid, owned: true });
    await pg.stop();
    expect(isRunning(ours.pid)).toBe(true);
  });
});
