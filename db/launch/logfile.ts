import { closeSync, copyFileSync, fstatSync, openSync, readSync, statSync, truncateSync } from "node:fs";
import { codeOf } from "./errors.ts";

/** Bytes at which the server's log is begun anew; the one before is kept beside it, so there is at most twice this. */
const LIMIT = 8 * 1024 * 1024;
const LOOK_INTERVAL_MS = 60_000;
/** Bytes from the end of the log that are searched for its last lines. */
const TAIL = 16 * 1024;

/** Opens a log for appending, so that it may be emptied while the server writes to it. The caller closes the handle. */
export function openLog(path: string): { handle: number; size: number } {
  turnOver(path);
  const handle = openSync(path, "a", 0o600);
  return { handle, size: fstatSync(handle).size };
}

/** Keeps the log from growing without end, for as long as this process lives or until the returned function is called. */
export function watchLog(path: string): () => void {
  const timer = setInterval(() => turnOver(path), LOOK_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** What was written to the log after `from` bytes, at most its last 16 KiB. Empty when there is no log. */
export function readLog(path: string, from: number): string {
  let handle: number;
  try {
    handle = openSync(path, "r");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    const begin = Math.max(Math.min(from, size), size - TAIL);
    const bytes = Buffer.alloc(size - begin);
    return bytes.toString("utf8", 0, readSync(handle, bytes, 0, bytes.length, begin));
  } finally {
    closeSync(handle);
  }
}

/** Moves a log that has grown too long to `<path>.1` and goes on with an empty one. */
export function turnOver(path: string, limit = LIMIT): void {
  try {
    if (statSync(path).size < limit) return;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
