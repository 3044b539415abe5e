import { stopWithParent } from "#workers/process.ts";

type Print = (line: string) => void;

/** Names of the npm scripts that run until they are stopped. */
const LASTING_SCRIPTS = ["start", "worker", "web"];
const LOOK_FOR_NPM_MS = 1_000;

/** Thrown out of work that a stop has overtaken: nothing went wrong. */
export class Stopped extends Error {}

export interface Shutdown {
  /** Aborted as soon as a stop is asked for. */
  readonly signal: AbortSignal;
  /** What a stop ends, the newest first. To be called before whatever is to be ended is awaited. */
  own(end: () => Promise<void>): void;
  /** Waits for work. @throws Stopped instead of its outcome when a stop was asked for meanwhile. */
  until<T>(work: Promise<T>): Promise<T>;
  /** Ends everything and the process. Later calls change nothing. */
  stop(exitCode: number): Promise<void>;
}

/**
 * Runs `work` in a process that Ctrl-C, SIGTERM, a closed terminal and the end of its parent stop cleanly at any moment,
 * from the first one on. An error of `work` is printed, stops what was started and ends the process with exit code 1.
 */
export async function runStoppable(print: Print, work: (shutdown: Shutdown) => Promise<void>): Promise<void> {
  const shutdown = createShutdown(print);
  try {
    await work(shutdown);
  } catch (error) {
    if (error instanceof Stopped) return;
    console.error(error instanceof Error ? error.message : String(error));
    await shutdown.stop(1);
  }
}

function createShutdown(print: Print): Shutdown {
  const controller = new AbortController();
  const owned: (() => Promise<void>)[] = [];

  const stop = async (exitCode: number) => {
    if (controller.signal.aborted) return;
    controller.abort();
    if (owned.length > 0) print("stopping");
    let code = exitCode;
    for (const end of owned.reverse()) {
      try {
        await end();
      } catch (error) {
        // The others must be ended all the same.
        print(`while stopping: ${error instanceof Error ? error.message : error}`);
        code = 1;
      }
    }
    if (owned.length > 0) print("stopped");
    process.exit(code);
  };

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => void stop(0));
  stopWithParent(() => void stop(0));
  stopWithNpm(() => void stop(0));
  // After a SIGHUP the terminal is gone: writing to it must not break the stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

  return {
    signal: controller.signal,
    own: (end) => void owned.push(end),
    until: async (work) => {
      try {
        const value = await work;
        if (controller.signal.aborted) throw new Stopped();
        return value;
      } catch (error) {
        throw controller.signal.aborted ? new Stopped() : error;
      }
    },
    stop,
  };
}

/**
 * npm passes SIGINT and SIGTERM on, but not its own death: then nobody is left who could stop us. Only npm itself is
 * watched, not who started it: `nohup npm start &` outlives its shell.
 */
function stopWithNpm(stop: () => void): void {
  if (!LASTING_SCRIPTS.includes(process.env.npm_lifecycle_event ?? "")) return;
  const before = process.ppid;
  setInterval(() => {
    if (process.ppid !== before) stop();
  }, LOOK_FOR_NPM_MS).unref();
}
