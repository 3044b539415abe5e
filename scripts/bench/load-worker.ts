import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { serverTime } from "#catalog/templates-market.ts";
import { connect } from "#db/client.ts";
import { readDatabaseTime } from "#db/read/standing.ts";
import { makeService } from "#db/testing/fixtures.ts";
import type { Catalog, ControlSpec } from "#domain/check/service.ts";
import type { WorkerFigures } from "#domain/publish/metrics/worker.ts";
import { networkTo, TARGET_DOMAIN, type TargetPlace } from "#scripts/bench/probe-target.ts";
import { createClock } from "#workers/clock.ts";
import { userAgent, VERSION } from "#workers/environment.ts";
import { createLog } from "#workers/log.ts";
import { startWorker } from "#workers/worker.ts";

const SELF = fileURLToPath(import.meta.url);
/** A service of the catalog has four. */
const CHECKS_OF_A_SERVICE = 4;
const CONTROLS = 4;

/** So many checks, each of a host of its own, every so often. */
export interface Load {
  /** `http` asks addresses, as others were measured; `https` asks names, as in production. */
  readonly scheme: "http" | "https";
  readonly checks: number;
  readonly intervalS: number;
}

export interface LoadWorker {
  /** CPU that it has used so far, of all its threads, in ms. */
  cpuMs(): Promise<number>;
  /** Lets it store what it has, and tells how it did. */
  stop(): Promise<WorkerFigures>;
}

/** A worker as `npm run worker` runs it, with all its duties, in a process of its own. It ends with this one. */
export async function startLoadWorker(url: string, load: Load, target: TargetPlace): Promise<LoadWorker> {
  const orders = JSON.stringify({ url, load, target } satisfies Orders);
  const child = spawn(process.execPath, ["--import", "tsx", SELF, orders], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ask = async <T>(what: Question): Promise<T> => {
    child.send(what);
    return answerOf<T>(child);
  };
  await answerOf(child);
  return {
    cpuMs: () => ask<number>("cpu"),
    stop: async () => {
      const gone = once(child, "exit");
      const figures = await ask<WorkerFigures>("stop");
      child.disconnect();
      await gone;
      return figures;
    },
  };
}

/** @throws Error when it ends instead */
async function answerOf<T>(child: ChildProcess): Promise<T> {
  const leaving = new AbortController();
  const { signal } = leaving;
  try {
    const said = once(child, "message", { signal }).then(([message]) => message as T);
    const ended = once(child, "exit", { signal }).then(([code]) => {
      throw new Error(`the worker ended with ${code}`);
    });
    return await Promise.race([said, ended]);
  } finally {
    leaving.abort();
  }
}

interface Orders {
  readonly url: string;
  readonly load: Load;
  readonly target: TargetPlace;
}

type Question = "cpu" | "stop";

/** A catalog of made-up services that all tell the time. */
export function catalogOf({ scheme, checks, intervalS }: Load): Catalog {
  const urlOf = (n: number) =>
    scheme === "https"
      ? `https://host-${n}.${TARGET_DOMAIN}/time`
      : `http://127.${1 + Math.floor(n / 62_500)}.${Math.floor(n / 250) % 250}.${1 + (n % 250)}/time`;
  const checkOf = (n: number) => ({
    ...serverTime({ verified: "docs", url: urlOf(n), path: "$.result.unixtime", unit: "epoch_s" }),
    slug: `time-${n}`,
    intervalS,
  });
  const services = Array.from({ length: Math.ceil(checks / CHECKS_OF_A_SERVICE) }, (_, service) => {
    const first = service * CHECKS_OF_A_SERVICE;
    const count = Math.min(CHECKS_OF_A_SERVICE, checks - first);
    return makeService(
      `service-${service}`,
      Array.from({ length: count }, (_, n) => checkOf(first + n)),
    );
  });
  const controls = Array.from({ length: CONTROLS }, (_, n): ControlSpec => {
    const common = { slug: `control-${n}`, name: `Control ${n}`, network: "bench", asn: n, source: "bench" };
    return { ...common, kind: "http", url: `http://127.250.0.${1 + n}/time`, status: [200] };
  });
  return { services, chains: [], controls };
}

async function work({ url, load, target }: Orders): Promise<void> {
  const sql = connect({ url, name: "faultline-worker-bench" });
  const log = createLog("worker bench", "warn");
  const worker = await startWorker({
    sql,
    clock: createClock(),
    catalog: catalogOf(load),
    vantage: { name: "bench", provider: null, region: null, country: null, world: true },
    network: networkTo(target),
    env: () => undefined,
    userAgent: userAgent(undefined),
    version: VERSION,
    retention: { rawDays: 30, minutesDays: 90 },
    askTime: () => readDatabaseTime(sql),
    log,
    onUnfit: (why) => log.warn(why),
    onReplaced: () => process.exit(1),
  });
  const answers: Record<Question, () => Promise<unknown> | unknown> = {
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    stop: async () => {
      await worker.stop();
      await sql.end({ timeout: 5 });
      return worker.figures();
    },
  };
  process.on("message", async (question) => process.send?.(await answers[question as Question]()));
  process.on("disconnect", () => process.exit(0));
  process.send?.("ready");
}

if (process.argv[1] === SELF) await work(JSON.parse(process.argv[2] ?? "{}") as Orders);
