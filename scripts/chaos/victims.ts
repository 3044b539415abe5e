import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PidFile, readPidFile } from "#db/launch/pidfile.ts";
import { dataDirectory } from "#db/launch/place.ts";
import { processTable } from "#db/launch/processes.ts";
import { processesOf } from "#scripts/start/testing/product.ts";

/** Living processes of the product that are struck together: mostly one. */
export interface Victim {
  readonly pids: readonly number[];
  /** As the report calls it. */
  readonly name: string;
}

const dataOf = (home: string) => join(home, "postgres");

/** The processes of one script of the product, without zombies. */
const running = (home: string, script: string) => processesOf(home).filter(({ command }) => command.includes(script));

export function workersOf(home: string): Victim[] {
  return running(home, "workers/main.ts").map(({ pid }) => ({ pids: [pid], name: `worker ${vantageOf(pid)}` }));
}

export function webOf(home: string): Victim[] {
  return running(home, "server/main.ts").map(({ pid }) => ({ pids: [pid], name: "web" }));
}

/** What the embedded server says of itself, when it is ready. */
export function readyServer(home: string): (PidFile & { readonly port: number }) | null {
  const file = readPidFile(dataOf(home));
  if (typeof file !== "object" || file.port === null || file.status !== "ready") return null;
  return { ...file, port: file.port };
}

/** Postgres, in the two ways to lose it: its first process alone, whose backends leave by themselves, or all of it at once. */
export function serverOf(home: string): Victim[] {
  const file = readPidFile(dataOf(home));
  const alive = postgresPids(home);
  if (typeof file !== "object" || !alive.includes(file.pid)) return [];
  const pids = [file.pid, ...alive.filter((pid) => pid !== file.pid)];
  return [
    { pids: [file.pid], name: "Postgres, its first process" },
    { pids, name: "Postgres, all of it" },
  ];
}

export function postgresPids(home: string): number[] {
  return processTable().postgresOf(dataDirectory(dataOf(home)));
}

/** What serves one connection to the product's database, which need not be at work just then. With one of them all are lost. */
export function backendsOf(home: string): Victim[] {
  return postgresPids(home)
    .filter((pid) => / faultline_world 127\.0\.0\.1/.test(readProc(pid, "cmdline")))
    .map((pid) => ({ pids: [pid], name: "a backend of Postgres" }));
}

/** Everything of a home at once, npm start included. */
export function allOf(home: string): Victim {
  return { pids: processesOf(home).map(({ pid }) => pid), name: "everything" };
}

/** Sends a signal. @returns false when all of them had ended by themselves meanwhile. */
export function strike({ pids }: Victim, signal: NodeJS.Signals): boolean {
  return pids.map((pid) => send(pid, signal)).includes(true);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** "process 12", or "9 processes". */
export function counted({ pids }: Victim): string {
  return pids.length === 1 ? `process ${pids[0]}` : `${pids.length} processes`;
}

function vantageOf(pid: number): string {
  return /\0FAULTLINE_VANTAGE=([^\0]*)/.exec(`\0${readProc(pid, "environ")}`)?.[1] ?? "?";
}

/** Empty when the process is gone. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
