import type { Clock } from "#workers/clock.ts";
import type { Log } from "#workers/log.ts";

export interface Loop {
  /** Runs the task now unless it is running; the interval starts anew after it. */
  runNow(): Promise<void>;
  /** Waits for a running pass and starts no other. */
  stop(): Promise<void>;
}

/** However fast the clock runs, this much real time lies between two passes: what they cost is not less for its speed. */
const LEAST_REAL_MS = 100;

/** Repeats a task: at once, then `everyMs` after each end. A pass that rejects is reported and the next one comes as planned. */
export function startLoop(
  clock: Clock,
  everyMs: number,
  onError: (error: unknown) => void,
  task: () => Promise<void>,
): Loop {
  let stopped = false;
  let cancel: () => void = () => {};
  let running: Promise<void> | null = null;

  const runNow = () => {
    if (stopped || running) return running ?? Promise.resolve();
    cancel();
    running = Promise.resolve()
      .then(task)
      .catch(onError)
      .finally(() => {
        running = null;
        if (!stopped) cancel = clock.after(Math.max(everyMs, LEAST_REAL_MS * clock.rate), () => void runNow());
      });
    return running;
  };

  void runNow();
  return {
    runNow,
    stop: async () => {
      stopped = true;
      cancel();
      await running;
    },
  };
}

/** Makes loops that do nothing while the clock is known to be wrong; a pass that fails is logged by the loop's name. */
export function timelyLoops({
  clock,
  log,
  isTimely,
}: {
  readonly clock: Clock;
  readonly log: Log;
  readonly isTimely: () => boolean;
}) {
  return (name: string, everyMs: number, task: () => Promise<unknown>): Loop =>
    startLoop(
      clock,
      everyMs,
      (error) => log.warn({ err: error }, `${name} failed; it will be tried again`),
      async () => {
        if (isTimely()) await task();
      },
    );
}
