import type { Clock } from "#workers/clock.ts";

export interface Loop {
  /** Runs the task now unless it is running; the interval starts anew after it. */
  runNow(): Promise<void>;
  /** Waits for a running pass and starts no other. */
  stop(): Promise<void>;
}

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
        if (!stopped) cancel = clock.after(everyMs, () => void runNow());
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
