import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PidFile, readPidFile } from "#db/launch/pidfile.ts";
import { dataDirectory } from "#db/launch/place.ts";
import { processTable } from "#db/launch/processes.ts";
import { processesOf } from "#scripts/start/testing/product.ts";

/** A living process of the product. */
export interface Victim {
  readonly pid: number;
  /** As the report calls it. */
  readonly name: string;
}

const dataOf = (home: string) => join(home, "postgres");

/** The processes of one script of the product, without zombies. */
const running = (home: string, script: string) => processesOf(home).filter(({ command }) => command.includes(script));

export function workersOf(home: string): Victim[] {
  return running(home, "workers/main.ts").map(({ pid }) => ({ pid, name: `worker ${vantageOf(pid)}` }));
}

export function webOf(home: string): Victim[] {
  return running(home, "server/main.ts").map(({ pid }) => ({ pid, name: "web" }));
}

/** What the embedded server says of itself, when it is ready. */
export function readyServer(home: string): (PidFile & { readonly port: number }) | null {
  const file = readPidFile(dataOf(home));
  if (typeof file !== "object" || file.port === null || file.status !== "ready") return null;
  return { ...file, port: file.port };
}

/** The server's first process, on which all others depend. */
export function serverOf(home: string): Victim[] {
  const file = readPidFile(dataOf(home));
  const alive = postgresOf(home).map(({ pid }) => pid);
  return typeof file === "object" && alive.includes(file.pid) ? [{ pid: file.pid, name: "Postgres" }] : [];
}

/** The server with all its backends. */
export function postgresOf(home: string): Victim[] {
  return processTable()
    .postgresOf(dataDirectory(dataOf(home)))
    .map((pid) => ({ pid, name: "Postgres" }));
}

/** What serves one connection of a worker or of the site, which need not be at work just then. */
export function backendsOf(home: string): Victim[] {
  return postgresOf(home)
    .filter(({ pid }) => / faultline_world 127\.0\.0\.1/.test(readProc(pid, "cmdline")))
    .map(({ pid }) => ({ pid, name: "a backend of Postgres" }));
}

/** Everything of a home at once, npm start included. */
export function allOf(home: string): Victim[] {
  return processesOf(home).map(({ pid, command }) => ({ pid, name: command.split(" ")[0] ?? "?" }));
}

/** Sends a signal. @returns false when the process had ended by itself meanwhile. */
export function strike({ pid }: Victim, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
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
