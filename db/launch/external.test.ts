import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freePort, isRunning, launch, madeHome, query, tempDirectory } from "./testing/support.ts";

describe("DATABASE_URL", () => {
  test("is used as it is: nothing is started, made or stopped", async () => {
    const ours = await launch({ home: await madeHome() });
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
    const ours = await launch({ home: await madeHome() });
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
    const { pg } = await launch({ home: await madeHome(), env: { DATABASE_URL: " " } });
    expect(pg.pid).not.toBeNull();
  });
});
