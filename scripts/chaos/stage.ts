import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "#db/client.ts";
import { ROLE } from "#db/launch/cluster.ts";
import { loopbackUrl, withConnection } from "#db/launch/database.ts";
import { readPassword } from "#db/launch/password.ts";
import { until } from "#db/launch/poll.ts";
import { statusReply } from "#drill/world/messages.ts";
import { worldPath } from "#drill/world/paths.ts";
import { readWorldFile } from "#drill/world/running.ts";
import { type Census, takeCensus } from "#scripts/chaos/census.ts";
import { loadFile } from "#scripts/chaos/load.ts";
import { openReaders, type Readers } from "#scripts/chaos/readers.ts";
import { listenTo } from "#scripts/chaos/told.ts";
import { readyServer, strike, workersOf } from "#scripts/chaos/victims.ts";
import { openWitness } from "#scripts/chaos/witness.ts";
import { makeHome, type Started, start, sweep } from "#scripts/start/testing/product.ts";

const VANTAGES = 2;
/** The longest back-off of what is started again is 30 s, and then it has to start. */
const BACK_WITHIN_MS = 75_000;
const START_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 200;
const LAST_LINES = 40;
/** The last that `npm start` says before it only watches. */
const AT_WORK = "Ctrl-C stops everything.";

export interface StageOptions {
  /** Where the product keeps its state; a directory of its own when absent. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the database is, when it is not the embedded one of this product; by what the product was given. */
  readonly database?: { readonly given: string; readonly direct: string };
}

/** The product under load: two vantages, the made-up world with the load added, readers, and who counts. */
export interface Stage {
  readonly home: string;
  readonly readers: Readers;
  /** Everything that the product has printed. */
  readonly lines: () => readonly string[];
  /** Waits for a line with some words, printed after so many others. Null when none comes in time. */
  hears(words: string, after: number, withinMs: number): Promise<string | null>;
  readonly supervisor: () => number;
  /**
   * Waits until each vantage has measurements in the database that were begun after an instant, and the site has read it since.
   * @returns how long after the instant that was, in ms @throws Error with the product's last words when it takes too long
   */
  back(since: number): Promise<number>;
  /** Waits until somebody has judged after an instant. @throws Error with the product's last words when it takes too long */
  judged(since: number): Promise<void>;
  /** `npm start` once more; whatever the one before had started is gone when it works. */
  startAgain(): Promise<void>;
  /** Ends all but Postgres, and starts it again: who has died often does not wait any longer then to be started again. */
  renew(): Promise<void>;
  /** Ends the workers as a stop does, keeps them from coming back, and counts. */
  count(): Promise<Census>;
  close(): Promise<void>;
}

/** @throws Error with what it said when the product does not start. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const home = options.home ?? makeHome();
  const [port, metricsPort] = [await freePort(), await freePort()];
  const catalog = join(home, "load.json");
  writeFileSync(catalog, loadFile());
  const site = `http://127.0.0.1:${port}`;
  const env = {
    FAULTLINE_CATALOG: catalog,
    FAULTLINE_METRICS_PORT: String(metricsPort),
    HOST: "127.0.0.1",
    PORT: String(port),
    ...options.env,
    ...(options.database ? { DATABASE_URL: options.database.given } : {}),
  };
  const launches: Started[] = [];
  const launch = () => {
    const launched = start(home, ["--world", "--vantages", String(VANTAGES)], env);
    launches.push(launched);
    return launched;
  };
  const lines = () => launches.flatMap((launched) => launched.lines);
  let product = launch();
  const opened: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  const close = async () => {
    await Promise.all(opened.splice(0).map((one) => one.stop()));
    product.child.kill("SIGCONT");
    product.child.stdin?.end();
    await Promise.race([product.exit, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    sweep(home);
  };
  try {
    const opening = Date.now();
    await started(product, site);
    // A server that is started again may have another port.
    const url = () => options.database?.direct ?? urlOf(home);
    const backSince = (since: number) => back(since, { url, site, lines });
    const told = keep(listenTo(metricsPort));
    const witness = keep(openWitness(url));
    await backSince(opening);
    const readers = keep(await openReaders(site));
    let asked: Asked = {};
    const standStill = async () => {
      await endWorkers(home, product);
      asked = sumOf(asked, await askWorld(home));
    };
    const startAgain = async () => {
      product = launch();
      await started(product, site);
    };
    return {
      home,
      readers,
      lines,
      hears: (words, after, withinMs) =>
        until(withinMs, () => lines().find((line, n) => n >= after && line.includes(words)) ?? null),
      supervisor: () => product.child.pid ?? 0,
      back: backSince,
      judged: async (since) => {
        const isJudged = await until(BACK_WITHIN_MS, async () => {
          await sleep(LOOK_EVERY_MS);
          return (await hasJudged(url, since)) ? true : null;
        });
        if (isJudged === null) throw new Error(`nobody judges after ${BACK_WITHIN_MS / 1_000} s:\n${lastOf(lines())}`);
      },
      startAgain,
      renew: async () => {
        await standStill();
        product.child.kill("SIGKILL");
        await startAgain();
        await backSince(Date.now());
      },
      count: async () => {
        await standStill();
        return withConnection(url(), (sql) =>
          takeCensus({ sql, seen: witness.seen, askedByHost: asked, told: told.storedBy(), since: opening }),
        );
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The embedded database, as `npm start -- --world` uses it. */
function urlOf(home: string): string {
  const server = readyServer(home);
  const password = readPassword(home);
  if (server === null || password === null) throw new Error(`no database is ready in ${home}`);
  return loopbackUrl(ROLE, password, server.port, "faultline_world");
}

async function started(product: Started, site: string): Promise<void> {
  const ready = await until(START_WITHIN_MS, async () => {
    await sleep(LOOK_EVERY_MS);
    if (product.child.exitCode !== null) return "ended";
    if (!product.lines.includes(AT_WORK)) return null;
    const answer = await fetch(`${site}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    return answer?.ok ? "ready" : null;
  });
  if (ready !== "ready") throw new Error(`the product does not start:\n${lastOf(product.lines)}`);
}

async function back(
  since: number,
  { url, site, lines }: { url: () => string; site: string; lines: () => readonly string[] },
): Promise<number> {
  const isBack = await until(BACK_WITHIN_MS, async () => {
    await sleep(LOOK_EVERY_MS);
    return (await hasMeasured(url, since)) && (await hasRead(site, since)) ? true : null;
  });
  if (isBack === null) throw new Error(`not back after ${BACK_WITHIN_MS / 1_000} s:\n${lastOf(lines())}`);
  return Date.now() - since;
}

/** How many there are in the database now; none while it does not answer. A connection of its own: the port may be another now. */
function rowsIn(url: () => string, those: (sql: Sql) => Promise<readonly unknown[]>): Promise<number> {
  const look = async () => (await withConnection(url(), those)).length;
  return look().catch(() => 0);
}

const hasMeasured = async (url: () => string, since: number) =>
  (await rowsIn(
    url,
    (sql) => sql`select distinct vantage_id from check_latest where started_at > ${new Date(since)}`,
  )) === VANTAGES;

const hasJudged = async (url: () => string, since: number) =>
  (await rowsIn(
    url,
    (sql) => sql`select from judge_progress where passed_at > ${new Date(since)} and passed_at <= now()`,
  )) > 0;

/** Whether the site shows a state that it has read since. */
async function hasRead(site: string, since: number): Promise<boolean> {
  try {
    const answer = await fetch(`${site}/metrics`, { signal: AbortSignal.timeout(5_000) });
    const [, seconds] = /^faultline_snapshot_timestamp_seconds (\S+)$/m.exec(await answer.text()) ?? [];
    return Number(seconds) * 1_000 > since;
  } catch {
    return false;
  }
}

/** Workers write all they have and end. Whoever would start them again is held up meanwhile. */
async function endWorkers(home: string, product: Started): Promise<void> {
  product.child.kill("SIGSTOP");
  for (const worker of workersOf(home)) strike(worker, "SIGTERM");
  const still = await until(STOP_WITHIN_MS, () => (workersOf(home).length === 0 ? true : null));
  if (still === null) throw new Error(`the workers do not end:\n${lastOf(product.lines)}`);
}

/** How often the world was asked, by host. */
type Asked = Readonly<Record<string, number>>;

function sumOf(one: Asked, other: Asked): Asked {
  const hosts = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...hosts].map((host) => [host, (one[host] ?? 0) + (other[host] ?? 0)]));
}

async function askWorld(home: string): Promise<Asked> {
  const file = readWorldFile(worldPath(home));
  if (file === null) throw new Error("the world has left no word of itself");
  const answer = await fetch(`${file.control}/status`, { headers: { authorization: `Bearer ${file.token}` } });
  return statusReply.parse(await answer.json()).asked;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

const lastOf = (lines: readonly string[]) => lines.slice(-LAST_LINES).join("\n");
