import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { join } from "node:path";
import { type Account, CHILD_ENV, identityOptions } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { codeOf, messageOf } from "./errors.ts";
import { openLog, readLog } from "./logfile.ts";
import type { PidFile } from "./pidfile.ts";
import { until } from "./poll.ts";
import { type DataDirectory, isAlive, type ProcessIdentity, type ProcessTable } from "./processes.ts";
import { livingServer, signal } from "./running.ts";

/** A start after a crash replays the log since the last checkpoint: seconds per gigabyte, of which there is one. */
const START_LIMIT_MS = 120_000;
const CONNECT_LIMIT_MS = 30_000;
/** A fast shutdown writes what is in memory to disk; after this it is told to leave at once, then it is killed. */
const FAST_STOP_MS = 30_000;
const QUICK_STOP_MS = 10_000;
const LINES_IN_ERROR = 15;
const WRONG_PASSWORD = "28P01";

export interface ServerOptions {
  readonly data: DataDirectory;
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly port: number;
  /** Path of the server's log. */
  readonly logFile: string;
}

/**
 * Starts a server and waits until it says that it is ready. `port-taken`: another program was faster with the port.
 * `data-taken`: another server was faster with the data. Throws with the last lines of the log when it fails or is not
 * ready within two minutes; nothing is left running then.
 */
export async function startServer(
  table: ProcessTable,
  options: ServerOptions,
): Promise<ProcessIdentity | "port-taken" | "data-taken"> {
  const { handle, size } = openLog(options.logFile);
  let child: ChildProcess;
  try {
    child = spawnServer(options, handle);
  } finally {
    closeSync(handle);
  }
  let failure: string | null = null;
  child.on("error", (error) => {
    failure = error.message;
  });
  child.on("exit", (code, name) => {
    failure = `it ended with ${code ?? name}`;
  });
  const ready = await until(START_LIMIT_MS, () => {
    if (failure !== null) return "failed";
    const server = livingServer(table, options.data);
    return server?.pid === child.pid && server?.status === "ready" ? "ready" : null;
  });
  const birth = child.pid === undefined ? null : table.birth(child.pid);
  const identity = child.pid === undefined || birth === null ? null : { pid: child.pid, birth };
  if (ready === "ready" && identity !== null) return identity;

  const written = readLog(options.logFile, size);
  if (/lock file "postmaster.pid" already exists/.test(written)) return "data-taken";
  if (/could not create any TCP\/IP sockets/.test(written)) return "port-taken";
  if (identity !== null) await stopServer(table, options.data, identity);
  const reason = failure ?? `it is not ready after ${START_LIMIT_MS / 1000} s`;
  throw new Error(`Postgres does not start: ${reason}${quoteLog(options.logFile, size)}`);
}

/** Errors that pass by themselves: no connection yet, or it was lost; the server starts, recovers, or has no room. */
const PASSING = /^(E[A-Z]+|CONN[A-Z_]+|08...|53300|57P0.)$/;

/**
 * Waits until the server with this pid has said that it is ready and `settle` has gone through, and returns its port; `gone`
 * when it ends meanwhile. `settle` is called again when it loses its connection: a server whose backend dies recovers and
 * is ready again. Throws with the last lines of the log when neither happens within two and a half minutes, or when
 * it does not take the password; what else `settle` throws.
 */
export async function awaitReady(
  table: ProcessTable,
  data: DataDirectory,
  pid: number,
  settle: (port: number) => Promise<void>,
  logFile: string,
): Promise<number | "gone"> {
  const isGone = (server: PidFile | null): boolean => server?.pid !== pid || server.status === "stopping";
  const port = await until(START_LIMIT_MS, () => {
    const server = livingServer(table, data);
    if (isGone(server)) return "gone";
    return server?.status === "ready" ? server.port : null;
  });
  if (port === "gone") return port;
  const name = `The database server (process ${pid}, port ${port ?? "not open yet"})`;
  if (port === null) throw new Error(`${name} does not become ready${quoteLog(logFile, 0)}`);
  let last: unknown = null;
  const answered = await until(CONNECT_LIMIT_MS, async () => {
    try {
      await settle(port);
      return "yes";
    } catch (error) {
      last = error;
      if (isGone(livingServer(table, data))) return "gone";
      return PASSING.test(codeOf(error) ?? "") ? null : "no";
    }
  });
  if (answered === "yes") return port;
  if (answered === "gone") return answered;
  const wrongPassword = codeOf(last) === WRONG_PASSWORD;
  if (answered === "no" && !wrongPassword) throw last;
  const hint = wrongPassword ? ". To set a new password, end it, delete postgres-password and start again" : "";
  throw new Error(`${name} does not let us in: ${messageOf(last)}${hint}${quoteLog(logFile, 0)}`);
}

/**
 * Ends a server with all that belongs to it, other programs' connections included, and returns when every process of it
 * is gone. What was committed is on disk. Does nothing when it has ended already. Throws when it cannot be ended.
 */
export async function stopServer(table: ProcessTable, data: DataDirectory, server: ProcessIdentity): Promise<void> {
  const left = (): number[] => processesOf(table, data, server);
  const steps: [NodeJS.Signals, number][] = [
    ["SIGINT", FAST_STOP_MS],
    ["SIGQUIT", QUICK_STOP_MS],
    ["SIGKILL", QUICK_STOP_MS],
  ];
  for (const [name, limit] of steps) {
    const postmaster = isAlive(table, server) && name !== "SIGKILL";
    for (const pid of postmaster ? [server.pid] : left()) signal(pid, name);
    const gone = await until(limit, () => (left().length === 0 ? true : null));
    if (gone) return;
  }
  throw new Error(`The database server cannot be ended: processes ${left().join(", ")} stay`);
}

/** What is left of a server. The processes of one that was started since on the same data are none of it. */
function processesOf(table: ProcessTable, data: DataDirectory, server: ProcessIdentity): number[] {
  if (isAlive(table, server)) return [...new Set([server.pid, ...table.postgresOf(data)])];
  return livingServer(table, data) === null ? table.postgresOf(data) : [];
}

function spawnServer(options: ServerOptions, log: number): ChildProcess {
  const child = spawn(join(options.binaries.bin, "postgres"), serverArguments(options), {
    ...identityOptions(options.account),
    cwd: "/",
    env: CHILD_ENV,
    stdio: ["ignore", log, log],
    // A session of its own: Ctrl-C at the terminal is for us, and we stop the server when its users have finished.
    detached: true,
  });
  child.unref();
  return child;
}

function serverArguments({ data, port }: ServerOptions): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    cluster_name: data.title,
    max_connections: 100,
    shared_buffers: "128MB",
    max_wal_size: "1GB",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    logging_collector: "off",
    log_destination: "stderr",
  };
  return ["-D", data.path, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

function quoteLog(logFile: string, from: number): string {
  const lines = readLog(logFile, from).trim().split("\n").slice(-LINES_IN_ERROR).join("\n");
  return lines === "" ? "" : `\nThe last lines of ${logFile}:\n${lines}`;
}
