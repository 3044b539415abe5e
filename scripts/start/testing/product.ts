import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A home that the account of the database can enter, too. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), "faultline-start-"));
  chmodSync(home, 0o755);
  return home;
}

export interface Started {
  readonly child: ChildProcess;
  /** Everything it has printed, by lines. */
  readonly lines: string[];
  /** Its exit code, or its signal. */
  readonly exit: Promise<number | string>;
}

/** `npm start -- ARGS` in a home. It stops by itself when the test process is killed. */
export function start(home: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "scripts/start.ts"), ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", FAULTLINE_SUPERVISED: "1", ...env, FAULTLINE_HOME: home },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.on("data", (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split("\n");
      rest = parts.pop() ?? "";
      lines.push(...parts);
    });
  }
  // `close`, not `exit`: by then all of its output is here.
  const exit = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "?"));
  });
  return { child, lines, exit };
}

interface LivingProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every living process that was given this home, works in it or names it. */
export function processesOf(home: string): LivingProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const folder = `/proc/${name}`;
      const command = orEmpty(() => readFileSync(`${folder}/cmdline`, "utf8")).replaceAll("\0", " ");
      const environment = orEmpty(() => readFileSync(`${folder}/environ`, "utf8"));
      const place = orEmpty(() => readlinkSync(`${folder}/cwd`));
      return [command, environment, place].some((text) => text.includes(home)) ? [{ pid: Number(name), command }] : [];
    });
}

/** Kills one process of a home at once. @throws Error when there is none of that name. */
export function killOf(home: string, name: string): void {
  const found = processesOf(home).find(({ command }) => command.includes(name));
  if (!found) throw new Error(`no process ${name} of ${home}`);
  process.kill(found.pid, "SIGKILL");
}

/** Looks again and again until it holds. @throws Error with what was printed when it does not in time. */
export async function eventually(what: string, lines: readonly string[], holds: () => boolean, limitMs = 30_000) {
  const end = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${limitMs / 1_000} s: ${what}\n${lines.join("\n")}`);
    await sleep(50);
  }
}

/** Ends what a failed test has left. */
export function sweep(home: string): void {
  for (const { pid } of processesOf(home)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // ended meanwhile
    }
  }
  rmSync(home, { recursive: true, force: true });
}

/** Empty when the process is gone or closed to us. */
function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
