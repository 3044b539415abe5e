import { type Turn, waitForTurn } from "#domain/politeness/share.ts";
import type { Clock } from "#workers/clock.ts";

export interface HostLimits {
  /** Requests to one host at the same time. */
  readonly concurrency: number;
  /** At most `requests` starts in any `perMs`. */
  readonly requests: number;
  readonly perMs: number;
  /** When it may be asked at all, where vantages of one address take turns; always when absent. */
  readonly turn?: Turn;
}

/** What a host without a documented limit gets: two at a time, five a second. */
export const DEFAULT_HOST_LIMITS: HostLimits = { concurrency: 2, requests: 5, perMs: 1_000 };

interface HostState {
  active: number;
  /** Start instants within the last `perMs`. */
  starts: number[];
  readonly waiting: { start: () => void; isCancelled: () => boolean }[];
  wake: (() => void) | null;
}

/** Lets requests to one host pass no faster than it allows. */
export interface HostGate {
  /** Resolves with a release function when the host may be asked; rejects with the signal's reason. First come, first served. */
  enter(host: string, signal: AbortSignal): Promise<() => void>;
}

/**
 * A gate over all hosts of one worker.
 * @param limitsOf documented limits by host; undefined for the default.
 */
export function createHostGate(clock: Clock, limitsOf: (host: string) => HostLimits | undefined): HostGate {
  const hosts = new Map<string, HostState>();

  const pump = (host: string, state: HostState) => {
    const limits = limitsOf(host) ?? DEFAULT_HOST_LIMITS;
    const now = clock.now();
    state.starts = state.starts.filter((at) => at > now - limits.perMs && at <= now);
    while (state.waiting[0]?.isCancelled()) state.waiting.shift();
    const turnMs = limits.turn === undefined ? 0 : waitForTurn(limits.turn, now);
    const mayStart = () => turnMs === 0 && state.active < limits.concurrency && state.starts.length < limits.requests;
    while (state.waiting.length > 0 && mayStart()) {
      const next = state.waiting.shift();
      if (!next || next.isCancelled()) continue;
      state.active += 1;
      state.starts.push(now);
      next.start();
    }
    if (state.waiting.length > 0 && state.active < limits.concurrency && state.wake === null) {
      const oldest = state.starts[0];
      const roomMs = oldest === undefined || state.starts.length < limits.requests ? 0 : oldest + limits.perMs - now;
      state.wake = clock.after(Math.max(roomMs, turnMs) + 1, () => {
        state.wake = null;
        pump(host, state);
      });
    }
    if (state.waiting.length === 0 && state.active === 0 && state.starts.length === 0) hosts.delete(host);
  };

  return {
    enter: (host, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const state = hosts.get(host) ?? { active: 0, starts: [], waiting: [], wake: null };
        hosts.set(host, state);
        let cancelled = false;
        const abort = () => {
          cancelled = true;
          reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
        state.waiting.push({
          isCancelled: () => cancelled,
          start: () => {
            signal.removeEventListener("abort", abort);
            let released = false;
            resolve(() => {
              if (released) return;
              released = true;
              state.active -= 1;
              pump(host, state);
            });
          },
        });
        pump(host, state);
      }),
  };
}
