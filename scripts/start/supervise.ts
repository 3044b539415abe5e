import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

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
  /** Ends the process and starts it again with the environment of now. */
  restart(): void;
  /** Ends the process for good: SIGTERM, and SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
}

export interface SuperviseOptions {
  readonly print: (line: string) => void;
  readonly firstBackoffMs?: number;
  readonly longestBackoffMs?: number;
  /** A child that lived this long is healthy: its next death starts at the shortest back-off again. */
  readonly healthyAfterMs?: number;
}

/** Runs a child process and restarts it, with doubling back-off, whenever it dies. */
export function supervise(spec: ChildSpec, options: SuperviseOptions): Supervised {
  const { print, firstBackoffMs = 500, longestBackoffMs = 30_000, healthyAfterMs = 30_000 } = options;
  let child: ChildProcess | null = null;
  let stopping = false;
  let backoffMs = firstBackoffMs;
  let timer: NodeJS.Timeout | undefined;
  let exited: Promise<void> = Promise.resolve();
  let wanted = false;

  const start = () => {
    const startedAt = Date.now();
    // A group of its own: Ctrl-C at the terminal reaches us alone, and we stop the children in their order.
    const current = spawn(spec.command, spec.args, {
      env: spec.env(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    child = current;
    for (const stream of [current.stdout, current.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        const text = spec.onLine ? spec.onLine(line) : line;
        if (text !== null) print(`${spec.name}: ${text}`);
      });
    }
    exited = new Promise((resolve) => {
      const gone = (how: string) => {
        if (child !== current) return;
        child = null;
        resolve();
        if (stopping) return;
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
      current.once("exit", (code, signal) => gone(signal ?? `exit code ${code}`));
    });
  };

  start();
  return {
    name: spec.name,
    restart: () => {
      if (stopping || !child) return;
      wanted = true;
      child.kill("SIGTERM");
    },
    stop: async (graceMs = 12_000) => {
      stopping = true;
      clearTimeout(timer);
      if (!child) return;
      const current = child;
      current.kill("SIGTERM");
      const kill = setTimeout(() => current.kill("SIGKILL"), graceMs);
      await exited;
      clearTimeout(kill);
    },
  };
}
