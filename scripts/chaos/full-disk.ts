import { execFileSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "#db/launch/errors.ts";
import { allOf } from "#scripts/chaos/victims.ts";
import { makeHome } from "#scripts/start/testing/product.ts";

/** What can be made full, and what it is in plain words. */
export interface Disk {
  readonly what: string;
  /** For the product's whole state. */
  readonly home: string;
  fill(): void;
  free(): void;
  close(): void;
}

const SIZE_MB = 400;
/** What a file may have under the stand-in: much less than what Postgres writes into, first of all its log of 16 MB. */
const FILE_BYTES = 65_536;
const BLOCK = Buffer.alloc(65_536, 1);

/** A small file system where we may mount one; else a limit for the size of files, which is not the same. */
export const openDisk = (): Disk => mountSmallDisk() ?? limitFiles();

/** Null where we may not, as in most containers. */
function mountSmallDisk(): Disk | null {
  const place = makeHome();
  try {
    const options = `size=${SIZE_MB}m,mode=755`;
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "faultline-chaos", place], { stdio: "ignore" });
  } catch {
    rmSync(place, { recursive: true });
    return null;
  }
  const home = join(place, "home");
  mkdirSync(home, { mode: 0o755 });
  const ballast = join(place, "ballast");
  return {
    what: `a file system in memory (tmpfs) of ${SIZE_MB} MB, for all that the product keeps`,
    home,
    fill: () => fillWith(ballast),
    free: () => rmSync(ballast, { force: true }),
    close: () => {
      execFileSync("umount", ["--lazy", place]);
      rmSync(place, { recursive: true, force: true });
    },
  };
}

function fillWith(path: string): void {
  const file = openSync(path, "w");
  try {
    // The last piece, too: a block that does not fit may fit in part.
    for (let size = BLOCK.length; size >= 1; size = Math.floor(size / 2)) writeWhileItFits(file, size);
  } finally {
    closeSync(file);
  }
}

function writeWhileItFits(file: number, size: number): void {
  try {
    while (writeSync(file, BLOCK, 0, size) === size);
  } catch (error) {
    if (codeOf(error) !== "ENOSPC") throw error;
  }
}

function limitFiles(): Disk {
  const home = makeHome();
  const limit = (bytes: string) => {
    for (const pid of allOf(home).pids) limitOf(pid, bytes);
  };
  return {
    what: `not a full disk, for which one must be allowed to mount: no file of the product may grow beyond ${FILE_BYTES} bytes (prlimit)`,
    home,
    fill: () => limit(String(FILE_BYTES)),
    free: () => limit("unlimited"),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The soft limit, which everybody may raise again. Who is started later has that of whoever starts it. */
function limitOf(pid: number, bytes: string): void {
  try {
    execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    if (existsSync(`/proc/${pid}`)) throw error;
  }
}
