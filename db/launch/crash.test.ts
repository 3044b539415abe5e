import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import { identityOptions } from "./account.ts";
import { dataDirectory, findPlace } from "./place.ts";
import { processTable } from "./processes.ts";
import { signal } from "./running.ts";
import { awaitReady } from "./server.ts";
import {
  addRows,
  countRows,
  eventually,
  freePort,
  isRunning,
  launch,
  launchChild,
  madeHome,
  serversBelow,
  tempDirectory,
} from "./testing/support.ts";

const bystanders: ChildProcess[] = [];
afterEach(() => {
  for (const child of bystanders.splice(0)) child.kill("SIGKILL");
});

test("a killed server comes back with every committed row", async () => {
  const home = await madeHome();
  const first = await launch({ home });
  await addRows(first.pg.url, 20);
  signal(first.pid, "SIGKILL");
  const second = await launch({ home });
  expect(second.pg.reused).toBe(false);
  expect(second.pid).not.toBe(first.pid);
  expect(await countRows(second.pg.url)).toBe(20);
  await first.pg.stop();
  expect(isRunning(second.pid)).toBe(true);
});

test("a server and all its backends killed at once come back with every committed row", async () => {
  const home = await madeHome();
  const first = await launch({ home });
  await addRows(first.pg.url, 20);
  for (const pid of serversBelow(home)) signal(pid, "SIGKILL");
  const second = await launch({ home });
  expect(await countRows(second.pg.url)).toBe(20);
});

test("a server whose launcher was killed is found, used, and stopped by its new owner", async () => {
  const home = await madeHome();
  const child = launchChild({ home, port: await freePort() });
  const answer = await child.answer;
  expect(answer).toMatchObject({ error: null, reused: false });
  await addRows(answer.url, 5);
  child.process.kill("SIGKILL");
  await eventually("the launcher is gone", () => !isRunning(child.process.pid ?? 0));
  expect(isRunning(answer.pid)).toBe(true);
  const { pg } = await launch({ home });
  expect(pg).toMatchObject({ reused: true, owned: true, pid: answer.pid, port: answer.port });
  expect(await countRows(pg.url)).toBe(5);
  await pg.stop();
  expect(serversBelow(home)).toEqual([]);
});

test("a stale pid file that names another living program hinders nothing, and that program is let be", async () => {
  const home = await madeHome();
  const { account, data } = await findPlace(home, "/nowhere", () => {});
  const bystander = spawn("sleep", ["120"], { ...identityOptions(account), cwd: "/", stdio: "ignore" });
  bystanders.push(bystander);
  writeFileSync(
    join(data, "postmaster.pid"),
    `${bystander.pid}\n${data}\n1795353865\n15999\n\n127.0.0.1\n  1 2\nready   \n`,
  );
  const { pg } = await launch({ home });
  expect(pg.reused).toBe(false);
  expect(isRunning(bystander.pid ?? 0)).toBe(true);
});

test("a pid file with nothing in it, as after a full disk, hinders nothing", async () => {
  const home = await madeHome();
  writeFileSync(join(home, "postgres", "postmaster.pid"), "");
  const { pg } = await launch({ home });
  expect(pg.reused).toBe(false);
});

test("a killed server that nobody buries is not taken for a living one", async () => {
  const home = await madeHome();
  const child = launchChild({ home, port: await freePort() });
  const { pid } = await child.answer;
  child.process.kill("SIGSTOP"); // a parent that is stopped does not bury its children
  signal(pid, "SIGKILL");
  const { pg } = await launch({ home });
  expect(pg).toMatchObject({ reused: false, owned: true });
  expect(pg.pid).not.toBe(pid);
});

test("nothing is cleared away while a backend of the killed server is still at work", async () => {
  const home = await madeHome();
  const first = await launch({ home });
  await addRows(first.pg.url, 3);
  const client = postgres(first.pg.url, { max: 1, onnotice: () => {} });
  const backend = Number((await client`select pg_backend_pid() as pid`)[0]?.pid);
  const busy = client`select count(*) from generate_series(1, 100000000000)`.catch(() => "ended");
  await eventually("the backend computes", () => cpuTicks(backend) > 10);
  signal(first.pid, "SIGKILL");
  await eventually("the server is gone", () => !isRunning(first.pid));
  const pidFile = join(home, "postgres", "postmaster.pid");
  const before = { text: readFileSync(pidFile, "utf8"), ino: statSync(pidFile).ino };
  const starting = launch({ home });
  let seen = 0;
  while (isRunning(backend)) {
    const now = { text: readFileSync(pidFile, "utf8"), ino: statSync(pidFile).ino };
    if (isRunning(backend)) expect(now).toEqual(before);
    seen += 1;
    await new Promise(setImmediate);
  }
  expect(seen).toBeGreaterThan(10);
  const { pg, lines } = await starting;
  expect(lines.join("\n")).toContain(`process ${backend} has lost its database server`);
  expect(await countRows(pg.url)).toBe(3);
  expect(await busy).toBe("ended");
  await client.end({ timeout: 0 });
});

test("a start whose connection is lost, because a backend dies, goes on with the same server once it has recovered", async () => {
  const home = await madeHome();
  const { pg, pid } = await launch({ home });
  const settled: string[] = [];
  const settle = async (port: number) => {
    expect(port).toBe(pg.port);
    const sql = postgres(pg.adminUrl, { max: 1, onnotice: () => {} });
    try {
      const [row] = await sql`select pg_backend_pid() as pid`;
      if (settled.push("begun") === 1) signal(Number(row?.pid), "SIGKILL");
      await sql`select 1`;
      settled.push("done");
    } finally {
      await sql.end({ timeout: 0 });
    }
  };
  const data = dataDirectory(join(home, "postgres"));
  const wait = (work: typeof settle) => awaitReady(processTable(), data, pid, work, join(home, "postgres.log"));
  expect(await wait(settle)).toBe(pg.port);
  expect(settled.at(0)).toBe("begun");
  expect(settled.filter((what) => what === "done")).toHaveLength(1);
  expect(settled.length).toBeGreaterThan(2);
  await expect(wait(() => Promise.reject(new Error("of its own")))).rejects.toThrow("of its own");
  expect(isRunning(pid)).toBe(true);
});

test("two that start at once make one database and use one server", async () => {
  const home = join(tempDirectory(), "home");
  const port = await freePort();
  const both = [launchChild({ home, port }), launchChild({ home, port })];
  const answers = await Promise.all(both.map((child) => child.answer));
  expect(answers.map((answer) => answer.error)).toEqual([null, null]);
  expect(new Set(answers.map((answer) => answer.pid)).size).toBe(1);
  expect(answers.map((answer) => answer.reused).sort()).toEqual([false, true]);
  expect(answers.flatMap((answer) => answer.lines).filter((line) => line.startsWith("made a database"))).toHaveLength(
    1,
  );
  await Promise.all(both.map((child) => child.stop()));
  expect(serversBelow(home)).toEqual([]);
});

test("an initdb that was killed halfway is made good; what was in the way of it is moved aside, not deleted", async () => {
  const home = join(tempDirectory(), "home");
  mkdirSync(join(home, "postgres"), { recursive: true });
  writeFileSync(join(home, "postgres", "PG_VERSION"), "precious");
  const port = await freePort();
  const child = launchChild({ home, port });
  const drafts = (): string[] =>
    existsSync(home) ? readdirSync(home).filter((name) => name.startsWith("postgres-init-")) : [];
  await eventually("initdb is at work", () => drafts().some((name) => existsSync(join(home, name, "data", "base"))));
  child.process.kill("SIGKILL");
  const [draft] = drafts();
  expect(existsSync(join(home, "postgres"))).toBe(false);
  const { pg, lines } = await launch({ home, port });
  expect(pg.reused).toBe(false);
  expect(lines.join("\n")).toContain(`removing ${draft}`);
  await addRows(pg.url, 1);
  await eventually("the orphaned initdb has given up", () => initdbsBelow(home).length === 0);
  await pg.stop();
  const again = await launch({ home, port });
  expect(await countRows(again.pg.url)).toBe(1);
  expect(drafts()).toEqual([]); // and so no file with the password either
  expect(readFileSync(join(home, "postgres-incomplete-1", "PG_VERSION"), "utf8")).toBe("precious");
});

/** Processor time a process has used, in ticks of 10 ms. */
function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

function initdbsBelow(directory: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${directory}/postgres-init-`);
      } catch {
        return false; // gone
      }
    });
}
