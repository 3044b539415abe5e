import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { dropTestDatabase } from "#db/testing/drop.ts";
import { writeBackup } from "#scripts/backup/command.ts";

const database = testDatabase();
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "faultline-stopped-"));
const target = `faultline_test_${randomBytes(6).toString("hex")}`;
const whole = join(folder, "whole.tar.gz");
const ROWS = 30_000;
let admin: Sql;

beforeAll(async () => {
  // Some seconds of work on either way, which no compression shortens.
  await database.sql`insert into lease (name, holder, epoch, until)
    select 'l' || n, (select string_agg(md5(n::text || k), '') from generate_series(1, 20) k), n, now()
    from generate_series(1, ${ROWS}::int) n`;
  admin = connect({ url: inject("postgresUrl"), name: "stopped-test-admin", max: 1 });
  await writeBackup(database.sql, whole, "1", Date.parse("2026-03-10T12:00:00Z"));
}, 60_000);
afterEach(() => dropTestDatabase(admin, target));
afterAll(async () => {
  await admin.end({ timeout: 5 });
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly over: Promise<{ code: number | null; signal: string | null; told: string }>;
}

function run(script: string, args: readonly string[], url: string): Run {
  const env = { ...process.env, DATABASE_URL: url, FAULTLINE_HOME: folder };
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], { cwd: root, env });
  let told = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      told += chunk;
    });
  const over = new Promise<Awaited<Run["over"]>>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, told }));
  });
  return { child, over };
}

/** Looks until it is so. @throws Error when the command is over before */
async function until(is: () => boolean | Promise<boolean>, { child }: Run): Promise<void> {
  while (!(await is())) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("over before it could be stopped");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const files = () => readdirSync(folder).filter((name) => name.startsWith("half"));

describe("a backup", { timeout: 60_000 }, () => {
  const begun = async () => {
    const backup = run("scripts/backup.ts", [join(folder, "half.tar.gz")], database.url);
    await until(() => files().some((name) => statSync(join(folder, name)).size > 0), backup);
    return backup;
  };

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("that %s stops says so, and leaves no file", async (signal) => {
    const { child, over } = await begun();
    child.kill(signal);
    expect(await over).toEqual({ code: 1, signal: null, told: "Stopped; nothing was changed.\n" });
    expect(files()).toEqual([]);
  });

  it("that is killed leaves nothing under its name, and the next one is whole", async () => {
    const { child, over } = await begun();
    child.kill("SIGKILL");
    await over;
    expect(files()).not.toContain("half.tar.gz");
    const again = run("scripts/backup.ts", [join(folder, "half.tar.gz")], database.url);
    expect(await again.over).toMatchObject({ code: 0, told: expect.stringContaining("rows of") });
    expect(files()).toContain("half.tar.gz");
  });
});

describe("a restore", { timeout: 60_000 }, () => {
  const targetUrl = () => {
    const url = new URL(inject("postgresUrl"));
    url.pathname = `/${target}`;
    return url.href;
  };
  /** Whether the server is at the rows of leases. */
  const isCopying = async () => {
    const rows = await admin`
      select 1 from pg_stat_progress_copy where datname = ${target} and bytes_processed > 1000000`;
    return rows.length > 0;
  };
  const begun = async () => {
    await admin.unsafe(`create database "${target}" template template0`);
    const restore = run("scripts/restore.ts", [whole], targetUrl());
    await until(isCopying, restore);
    return restore;
  };
  /** Rows of every table that the product knows. */
  const rowsLeft = async () => {
    const sql = connect({ url: targetUrl(), name: "stopped-test", max: 1 });
    const tables = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    let rows = 0;
    for (const { name } of tables) rows += (await sql.unsafe(`select 1 from "${name}" limit 1`)).length;
    await sql.end({ timeout: 5 });
    return rows;
  };

  it.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const)(
    "that %s stops leaves a database without a row, which the same backup can still fill",
    async (signal) => {
      const { child, over } = await begun();
      child.kill(signal);
      const end = await over;
      if (signal !== "SIGKILL") {
        expect(end).toEqual({ code: 1, signal: null, told: "Stopped; nothing was changed.\n" });
      }
      expect(await rowsLeft()).toBe(0);
      // What has died is still in the database until the server notices, and a restore wants it for itself.
      await vi.waitFor(
        async () => expect(await admin`select 1 from pg_stat_activity where datname = ${target}`).toHaveLength(0),
        { timeout: 30_000, interval: 50 },
      );
      const again = await run("scripts/restore.ts", [whole], targetUrl()).over;
      expect(again.told).toMatch(/tables restored/);
      expect(again).toMatchObject({ code: 0, told: expect.stringContaining("tables restored") });
    },
  );
});
