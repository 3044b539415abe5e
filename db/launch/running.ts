import { messageOf } from "./errors.ts";
import { disarmPidFile, type PidFile, readPidFile, removePidFile } from "./pidfile.ts";
import { until } from "./poll.ts";
import type { DataDirectory, ProcessTable } from "./processes.ts";

/** How long backends may outlive their postmaster before they are told to leave. */
const PATIENCE_MS = 5_000;
/** And how long to wait after that, or for a server that is stopping: its last checkpoint may take a while. */
const LIMIT_MS = 60_000;

type Log = (line: string) => void;

/**
 * The pid of the server that runs on this data directory, or null when there is none and a new one may start. Waits for
 * one that is stopping and for backends that have lost their postmaster, and clears what stands in the way of a new
 * start. Throws when such processes do not go away.
 */
export async function findRunning(table: ProcessTable, data: DataDirectory, log: Log): Promise<number | null> {
  const soon = await until(PATIENCE_MS, () => look(table, data));
  if (soon !== null) return soon.server;
  for (const pid of orphans(table, data)) {
    log(`process ${pid} has lost its database server and is still there: telling it to leave`);
    signal(pid, "SIGQUIT");
  }
  const later = await until(LIMIT_MS, () => look(table, data));
  if (later !== null) return later.server;
  throw new Error(`Processes ${table.postgresOf(data).join(", ")} still use ${data.path}: end them and start again`);
}

/** The postmaster of this data directory, when it is alive, with what its pid file says. */
export function livingServer(table: ProcessTable, data: DataDirectory): PidFile | null {
  const file = readPidFile(data.path);
  return typeof file === "object" && table.isPostgresOf(file.pid, data) ? file : null;
}

/** Signals a process that may have ended by now. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // gone already
  }
}

/** One look: a server, none (and the way is free), or null while something is still leaving. */
function look(table: ProcessTable, data: DataDirectory): { server: number | null } | null {
  const server = livingServer(table, data);
  if (server !== null) return server.status === "stopping" ? null : { server: server.pid };
  // The file before the processes: a server that is just starting is a process first and has a file after.
  const file = readPidFile(data.path);
  if (table.postgresOf(data).length > 0) return null;
  clear(data.path, file);
  return { server: null };
}

function orphans(table: ProcessTable, data: DataDirectory): number[] {
  return livingServer(table, data) === null ? table.postgresOf(data) : [];
}

function clear(data: string, file: PidFile | "none" | "damaged"): void {
  if (file === "none") return;
  try {
    if (file === "damaged") removePidFile(data);
    else disarmPidFile(data);
  } catch (error) {
    throw new Error(`Cannot clear the stale ${data}/postmaster.pid: ${messageOf(error)}`);
  }
}
