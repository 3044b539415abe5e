/** Too many are waiting already. */
export class Busy extends Error {
  override readonly name = "Busy";
  constructor() {
    super("too many are waiting to be rendered");
  }
}

export interface Turns {
  /**
   * Runs a task when it is its client's turn. Who asks for much waits for himself: clients take turns, not tasks.
   * @throws Busy when `waiting` others wait already.
   */
  take<T>(client: string, task: () => Promise<T>): Promise<T>;
  /**
   * Waits for something else than a turn, among those who wait.
   * @throws Busy when `waiting` others wait already.
   */
  wait(other: () => Promise<void>): Promise<void>;
}

/** Lets `atOnce` tasks run at a time and `waiting` more wait. */
export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): Turns {
  const queues = new Map<string, (() => void)[]>();
  let running = 0;
  let queued = 0;
  let elsewhere = 0;

  const refuseIfFull = () => {
    if (queued + elsewhere >= waiting) throw new Busy();
  };
  const next = () => {
    // The map keeps the order in which clients came; whoever has had a turn goes to its end.
    const [first] = queues;
    if (!first) return;
    const [client, queue] = first;
    const start = queue.shift();
    queues.delete(client);
    if (queue.length > 0) queues.set(client, queue);
    queued -= 1;
    start?.();
  };
  const turn = (client: string): Promise<void> | null => {
    if (running < atOnce) return null;
    refuseIfFull();
    queued += 1;
    return new Promise((resolve) => {
      const queue = queues.get(client);
      if (queue) queue.push(resolve);
      else queues.set(client, [resolve]);
    });
  };

  return {
    take: async (client, task) => {
      const wait = turn(client);
      // A place that is handed on was never free: nobody can come between.
      if (wait) await wait;
      else running += 1;
      try {
        return await task();
      } finally {
        if (queued > 0) next();
        else running -= 1;
      }
    },
    wait: async (other) => {
      refuseIfFull();
      elsewhere += 1;
      try {
        await other();
      } finally {
        elsewhere -= 1;
      }
    },
  };
}
