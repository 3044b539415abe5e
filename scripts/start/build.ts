import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "#db/launch/lock.ts";
import { processTable } from "#db/launch/processes.ts";
import { buildIslands } from "#scripts/start/islands.ts";
import { type Shutdown, Stopped } from "#scripts/start/shutdown.ts";

/** What a build is made of: when none of it changed, neither would the build. */
const INPUTS = [
  "app",
  "catalog",
  "components",
  "domain",
  "scripts/start/islands.ts",
  "server",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "package.json",
];
const STAMP = ".next/faultline-inputs";

/** SHA-256 over the names and contents of all inputs. */
export function inputsDigest(root: string): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    const entries = readdirSyncOrNull(full);
    if (entries === null) hash.update(`${path}\0`).update(readFileSync(full));
    else for (const entry of entries) add(`${path}/${entry}`);
  };
  for (const input of INPUTS) add(input);
  return hash.digest("hex");
}

function readdirSyncOrNull(path: string): string[] | null {
  try {
    return readdirSync(path).sort();
  } catch {
    return null;
  }
}

/** A build takes seconds; on a small and busy machine, minutes. */
const LOCK_LIMIT_MS = 900_000;
const SAY_WAITING_MS = 1_000;
const GRACE_MS = 5_000;

/**
 * All that a build is told. Pages hold nothing of this machine, and a key or a password in the environment must not be
 * where a bundler could find it.
 */
const BUILD_ENV = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "CI", "NODE_OPTIONS"];

/**
 * Builds the site unless the last build was made of the same sources; one at a time in a checkout. Nothing is downloaded
 * and nobody is told (telemetry is off). Rejects with the build's own output when it fails. A build is ended by the
 * shutdown, if there is one.
 */
export async function buildIfNeeded(root: string, print: (line: string) => void, shutdown?: Shutdown): Promise<void> {
  if (isFresh(root, inputsDigest(root))) return;
  const folder = join(root, ".faultline", "build");
  mkdirSync(folder, { recursive: true });
  const waiting = setTimeout(() => print("another process builds the site: waiting for it"), SAY_WAITING_MS);
  try {
    await withLock(folder, processTable(), LOCK_LIMIT_MS, async () => {
      clearTimeout(waiting);
      if (shutdown?.signal.aborted) throw new Stopped();
      const digest = inputsDigest(root);
      if (isFresh(root, digest)) return; // the other build was ours, too
      print("building the site (once, until its sources change)");
      await build(root, shutdown);
      await buildIslands(root, join(root, ".next"));
      writeFileSync(join(root, STAMP), digest);
    });
  } finally {
    clearTimeout(waiting);
  }
}

function isFresh(root: string, digest: string): boolean {
  const stamp = join(root, STAMP);
  return existsSync(join(root, ".next/BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
}

async function build(root: string, shutdown: Shutdown | undefined): Promise<void> {
  const output: Buffer[] = [];
  const child = spawn(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env: {
      ...Object.fromEntries(BUILD_ENV.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
    },
    stdio: ["ignore", "pipe", "pipe"],
    // With somebody to end it, a group of its own: Ctrl-C reaches us alone, and it is ended with all its workers.
    detached: shutdown !== undefined,
  });
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  shutdown?.own(() => endGroup(child));
  const code = await exited;
  if (shutdown?.signal.aborted) throw new Stopped();
  if (code !== 0) throw new Error(`the site could not be built:\n${Buffer.concat(output).toString()}`);
}

/** Ends a process and its descendants. Returns when it is gone. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const kill = setTimeout(() => signalGroup(pid, "SIGKILL"), GRACE_MS);
  signalGroup(pid, "SIGTERM");
  await gone;
  clearTimeout(kill);
  // Its workers would find out by themselves, but later.
  signalGroup(pid, "SIGKILL");
}

function signalGroup(leader: number, name: NodeJS.Signals): void {
  try {
    process.kill(-leader, name);
  } catch {
    // all of it is gone already
  }
}
