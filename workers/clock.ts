import { performance } from "node:perf_hooks";
import { machineTime, type SharedClock, timeOn } from "#domain/clock.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * The only source of time. It has a rate, so that a past day can run at 60 times its speed: `now` advances `rate`
 * milliseconds in each real millisecond, and a timer of `ms` clock milliseconds fires after `ms / rate` real ones.
 */
export interface Clock {
  now(): EpochMs;
  /** Real monotonic milliseconds: for measuring, never for deciding. */
  monotonic(): number;
  readonly rate: number;
  /** Calls back once after `ms` of this clock. @returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** A clock that starts at `origin` (now, when absent) and runs at `rate` (1 is real time). */
export function createClock({ origin, rate = 1 }: { origin?: EpochMs; rate?: number } = {}): Clock {
  const startedAt = performance.now();
  const start = origin ?? Date.now();
  // At rate 1 the system clock is followed, steps and all: a vantage whose clock is set right must use the right time.
  const now =
    origin === undefined && rate === 1 ? () => Date.now() : () => start + (performance.now() - startedAt) * rate;
  return {
    now,
    rate,
    monotonic: () => performance.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, Math.max(0, ms / rate));
      return () => clearTimeout(timer);
    },
  };
}

/** The machine's clock at its first look, and from then on monotonic: a step of it must not be a hundred in a drill. */
function steadyMachine(): () => EpochMs {
  const zero = Date.now() - performance.now();
  return () => zero + performance.now();
}

/** The clock of a drill in one of its processes. What is due in a part that is left out comes when the clock jumps. */
export function createSharedClock(shared: SharedClock, machine: () => EpochMs = steadyMachine()): Clock {
  const now = () => timeOn(shared, machine());
  return {
    now,
    rate: shared.rate,
    monotonic: () => performance.now(),
    after: (ms, callback) => {
      const due = machineTime(shared, now() + Math.max(0, ms));
      const timer = setTimeout(callback, Math.max(0, due - machine()));
      return () => clearTimeout(timer);
    },
  };
}

/** Resolves after `ms` of the clock, or rejects with the signal's reason. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
