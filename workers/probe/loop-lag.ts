import { performance } from "node:perf_hooks";

/**
 * Watches the event loop. A stall here looks like a slow target from here (a 40 ms stall was measured as 40 ms of DNS),
 * so a sample taken during one says nothing.
 */
export interface LoopLag {
  /** The longest stall, in ms, that overlapped the span between two instants of the monotonic clock. */
  worstMs(from: number, to: number): number;
  /** The longest stall of the last minute, in ms. */
  recentMaxMs(): number;
  stop(): void;
}

export interface LoopLagOptions {
  /** The same monotonic clock that probes are timed with. */
  readonly monotonic?: () => number;
  /** How often the loop is asked. A stall is known to this precision. */
  readonly intervalMs?: number;
}

const KEPT_MS = 60_000;
/** Shorter ones are the ordinary jitter of timers, and would only fill the list. */
const NOTED_MS = 10;

/** Begins to watch. The timer does not keep the process alive. */
export function createLoopLag({ monotonic = () => performance.now(), intervalMs = 50 }: LoopLagOptions = {}): LoopLag {
  let stalls: { readonly from: number; readonly to: number }[] = [];
  let expected = monotonic() + intervalMs;

  const tick = () => {
    const now = monotonic();
    if (now - expected >= NOTED_MS) stalls.push({ from: expected, to: now });
    if (stalls.length > 0 && (stalls[0]?.to ?? now) < now - KEPT_MS)
      stalls = stalls.filter(({ to }) => to >= now - KEPT_MS);
    expected = now + intervalMs;
  };
  const timer = setInterval(tick, intervalMs);
  timer.unref();

  /** A stall that has ended so recently that the timer has not run since: sockets are served before it. */
  const current = () => ({ from: expected, to: monotonic() });
  const longest = (list: readonly { from: number; to: number }[]) =>
    list.reduce((most, { from, to }) => Math.max(most, to - from), 0);

  return {
    worstMs: (from, to) => longest([...stalls, current()].filter((stall) => stall.to > from && stall.from < to)),
    recentMaxMs: () => {
      const now = monotonic();
      return longest([...stalls.filter(({ to }) => to >= now - KEPT_MS), current()]);
    },
    stop: () => clearInterval(timer),
  };
}
