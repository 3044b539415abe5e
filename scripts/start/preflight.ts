import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { loadCatalog } from "#catalog/load.ts";
import { codeOf } from "#db/launch/errors.ts";
import { until } from "#db/launch/poll.ts";
import { locateChecks, neededEnv } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { readWebSettings, type WebSettings } from "#server/settings.ts";
import { readWorkerSettings, type WorkerSettings } from "#workers/settings.ts";

/** What holds the place of the embedded database's URL, which is known only once it runs. */
const ANY_DATABASE = "postgres://127.0.0.1/faultline";

function withDatabase(): NodeJS.ProcessEnv {
  return { ...process.env, DATABASE_URL: process.env.DATABASE_URL?.trim() || ANY_DATABASE };
}

/** The settings as the worker itself will read them. @throws Error naming every variable that is wrong. */
export function checkWorkerSettings(extra: Record<string, string> = {}): WorkerSettings {
  return readWorkerSettings({ ...withDatabase(), ...extra });
}

/** The settings as the web process itself will read them. @throws Error naming every variable that is wrong. */
export function checkWebSettings(): WebSettings {
  return readWebSettings(withDatabase());
}

/** The catalog with the operator's file. @throws CatalogError with every problem. */
export function checkCatalog(): Catalog {
  const operatorFile = process.env.FAULTLINE_CATALOG;
  return loadCatalog({
    ...(operatorFile ? { operatorFile } : {}),
    readFile: (path) => readFileSync(path, "utf8"),
  });
}

/** Our environment without the keys that checks need: only a worker has any use for them. */
export function withoutKeys(catalog: Catalog): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const { check } of locateChecks(catalog)) for (const name of neededEnv(check)) delete env[name];
  return env;
}

/**
 * The environment of the web process. Its pages, compressed copies and pictures come and go on a dozen threads; with the
 * allocator's usual arena for each, a quarter more stays with the process than with two (measured after 600 pages: 548 MB for 420).
 */
export function webEnvironment(catalog: Catalog): NodeJS.ProcessEnv {
  return { MALLOC_ARENA_MAX: "2", ...withoutKeys(catalog), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

/**
 * Sees to it that the site can listen where it is to.
 * @param patienceMs how long one that is on its way out may still hold the port
 * @throws Error with the reason when it cannot.
 */
export async function checkPort({ HOST, PORT }: WebSettings, patienceMs: number): Promise<void> {
  const free = await until(patienceMs, async () => ((await tryListen(HOST, PORT)) === null ? true : null));
  const why = free ? null : await tryListen(HOST, PORT);
  if (why !== null) throw new Error(why);
}

function tryListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      if (codeOf(error) === "EADDRINUSE") {
        resolve(`Port ${port} of ${host} is taken by another program. Choose another: PORT=${port + 1} npm start`);
      } else resolve(`The site cannot listen on HOST ${host}, PORT ${port}: ${error.message}`);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** Two workers of one vantage would take it from each other. */
export function vantageTaken(vantage: string, pid: number): string {
  return `Vantage ${vantage} is probed from here already (process ${pid}). Give this one another name: FAULTLINE_VANTAGE`;
}
