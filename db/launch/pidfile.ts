import { randomBytes } from "node:crypto";
import { closeSync, fchownSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "./errors.ts";

/** What a postmaster writes about itself into its data directory. */
export interface PidFile {
  readonly pid: number;
  /** Null until the server has got so far as to listen. */
  readonly port: number | null;
  /** `starting`, `ready`, `stopping`, or empty. */
  readonly status: string;
}

/** Above the highest pid of any system we know (Linux: 4,194,304), so that no process ever has it. */
const NOBODY = 2_147_483_647;

/** The lines of a `postmaster.pid`; null when the first one is no pid, as after a full disk. */
export function parsePidFile(text: string): PidFile | null {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const port = Number(lines[3]);
  return { pid, port: Number.isInteger(port) && port > 0 ? port : null, status: lines[7] ?? "" };
}

/** The pid file of a data directory: `none` when there is no such file, `damaged` when it names no pid. */
export function readPidFile(data: string): PidFile | "none" | "damaged" {
  try {
    return parsePidFile(readFileSync(pathOf(data), "utf8")) ?? "damaged";
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "none";
    throw error;
  }
}

/**
 * Lets a server start although the pid in its stale file is in use: by a zombie, or by another program. Call it only
 * when no process of this data directory is alive.
 *
 * The file is not removed, only its pid is replaced by one that nobody has. Line 7 is the key of the old server's shared
 * memory, and by it Postgres itself refuses to start while a backend that we could not see is still attached.
 */
export function disarmPidFile(data: string): void {
  const path = pathOf(data);
  const lines = readFileSync(path, "utf8").split("\n");
  lines[0] = String(NOBODY);
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const { uid, gid } = statSync(data);
  const file = openSync(draft, "wx", 0o600);
  try {
    writeFileSync(file, lines.join("\n"));
    if (uid !== process.geteuid?.()) fchownSync(file, uid, gid);
    renameSync(draft, path);
  } finally {
    closeSync(file);
    // On a full disk it is still there, and this is tried again every two seconds.
    rmSync(draft, { force: true });
  }
}

/** Removes a file from which nothing can be learnt. Call it only when no process of this data directory is alive. */
export function removePidFile(data: string): void {
  rmSync(pathOf(data), { force: true });
}

function pathOf(data: string): string {
  return join(data, "postmaster.pid");
}
