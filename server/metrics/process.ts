import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ProcessFigures } from "#domain/publish/metrics/process.ts";

/** A stall is told for at least as long, and for twice as long at most. */
const REMEMBERED_MS = 30_000;
const RESOLUTION_MS = 20;

/** Watches the thread that calls it. Neither its timers nor its histogram keep the process alive. */
export function watchProcess(version: string): () => ProcessFigures {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = 0;
  const turn = setInterval(() => {
    before = delay.max;
    delay.reset();
  }, REMEMBERED_MS);
  turn.unref();
  // Once: whatever became of the clock since, it started when it did.
  const startedAtS = Math.round(Date.now() / 1_000 - process.uptime());
  return () => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    const longestMs = Math.max(before, delay.max) / 1e6;
    return {
      version,
      startedAtS,
      cpuS: (user + system) / 1e6,
      residentBytes: rss,
      heapBytes: heapUsed,
      // What the histogram holds is the whole time between two looks.
      loopLagS: Math.max(0, longestMs - RESOLUTION_MS) / 1_000,
    };
  };
}
