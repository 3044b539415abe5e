import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two looks. */
const INTERVAL_MS = 20;

/**
 * Asks again and again until the answer is not null, or until `limitMs` milliseconds have passed: then null. The clock
 * is monotonic, so a change of the wall clock neither shortens nor lengthens the wait.
 */
export async function until<T>(limitMs: number, ask: () => T | null | Promise<T | null>): Promise<T | null> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() >= end) return null;
    await sleep(INTERVAL_MS);
  }
}
