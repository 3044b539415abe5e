import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { EXIT_FINAL } from "#workers/process.ts";

export interface ChildSpec {
  /** Shown before each of its lines. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Asked anew at each start, so that a restarted child gets what has changed. */
  readonly env: () => NodeJS.ProcessEnv;
  /** Hears every line of its output and returns what to print, or null for nothing. */
  readonly onLine?: (line: string) => string | null;
}

export interface Supervised {
  readonly name: string;
  /** Ends the process, if need be with SIGKILL after `graceMs`, and starts it again with the environment of now. */
  restart(graceMs?: number): void;
  /** Ends the process for good: SIGTERM, and SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
}

export interface SuperviseOptions {
  readonly print: (line: string) => void;
  /** Hears that the child ended with EXIT_FINAL: no restart can mend it, so there is none. */
  readonly onFinal?: () => void;
  readonly firstBackoffMs?: number;
  readonly longestBackoffMs?: number;
  /** A child that lived this long is healthy: its next death starts at the shortest back-off again. */
  readonly healthyAfterMs?: number;
}

/** Longer than any of our processes takes to stop by itself. */
const GRACE_MS = 12_000;

/**
 * Runs a child process and restarts it, with doubling back-off, whenever it dies. The child can tell by the end of its
 * stdin that we are gone: see workers/process.ts.
 */
export function supervise(spec: ChildSpec, options: SuperviseOptions): Supervised {
  const { print, onFinal, firstBackoffMs = 500, longestBackoffMs = 30_000, healthyAfterMs = 30_000 } = options;
  let child: ChildProcess | null = null;
  let stopping = false;
  let backoffMs = firstBackoffMs;
  let timer: NodeJS.Timeout | undefined;
  let exited: Promise<void> = Promise.resolve();
  let wanted = false;
  let killTimer: NodeJS.Timeout | undefined;

  const end = (current: ChildProcess, graceMs: number) => {
    current.kill("SIGTERM");
    clearTimeout(killTimer);
    killTimer = setTimeout(() => current.kill("SIGKILL"), graceMs);
  };
  const start = () => {
    const startedAt = Date.now();
    // A group of its own: Ctrl-C at the terminal reaches us alone, and we stop the children in their order.
    const current = spawn(spec.command, spec.args, {
      env: { ...spec.env(), FAULTLINE_SUPERVISED: "1" },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    child = current;
    // It may die with its end of the pipe open; nothing is ever written to it.
    current.stdin?.on("error", () => {});
    for (const stream of [current.stdout, current.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        const text = spec.onLine ? spec.onLine(line) : line;
        if (text !== null) print(`${spec.name}: ${text}`);
      });
    }
    exited = new Promise((resolve) => {
      const gone = (how: string, final = false) => {
        if (child !== current) return;
        child = null;
        clearTimeout(killTimer);
        resolve();
        if (stopping) return;
        if (final) {
          stopping = true;
          print(`${spec.name}: ended, and starting it again would not help`);
          onFinal?.();
          return;
        }
        if (Date.now() - startedAt >= healthyAfterMs) backoffMs = firstBackoffMs;
        const waitMs = wanted ? 0 : backoffMs;
        if (!wanted) {
          print(`${spec.name}: ended (${how}); starting it again in ${waitMs / 1_000} s`);
          backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
        }
        wanted = false;
        timer = setTimeout(start, waitMs);
      };
      current.once("error", (error) => gone(error.message));
      current.once("exit", (code, signal) => gone(signal ?? `exit code ${code}`, code === EXIT_FINAL));
    });
  };

  start();
  return {
    name: spec.name,
    restart: (graceMs = GRACE_MS) => {
      if (stopping || !child) return;
      wanted = true;
      end(child, graceMs);
    },
    stop: async (graceMs = GRACE_MS) => {
      stopping = true;
      clearTimeout(timer);
      if (!child) return;
      end(child, graceMs);
      await exited;
    },
  };
}
