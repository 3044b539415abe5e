import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 100;

/** What workers told at /metrics of the rows that the database took from them: by vantage, over all their lives. */
export interface Told {
  storedBy(): ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/**
 * Reads the workers' own count all the time. Of workers that share the port one tells. A count that falls is that of another
 * life; what the last one stored after the last look is not known, so the sum is at most what is there.
 */
export function listenTo(port: number): Told {
  const lives = new Map<string, { ended: number; now: number }>();
  let stopped = false;
  const look = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(1_000) });
    const text = await answer.text();
    const [, vantage] = /^faultline_worker_info\{vantage="([^"]+)"\} 1$/m.exec(text) ?? [];
    const [, rows] = /^faultline_worker_inserted_rows_total (\d+)$/m.exec(text) ?? [];
    if (vantage === undefined || rows === undefined) return;
    const life = lives.get(vantage) ?? { ended: 0, now: 0 };
    if (Number(rows) < life.now) life.ended += life.now;
    life.now = Number(rows);
    lives.set(vantage, life);
  };
  const listen = async () => {
    while (!stopped) {
      // Nobody tells while the worker is dead or stopped.
      await look().catch(() => {});
      await sleep(LOOK_EVERY_MS);
    }
  };
  const listening = listen();
  return {
    storedBy: () => new Map([...lives].map(([vantage, { ended, now }]) => [vantage, ended + now])),
    stop: async () => {
      stopped = true;
      await listening;
    },
  };
}
