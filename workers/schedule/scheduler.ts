import type { EpochMs } from "#domain/time.ts";
import { type Clock, sleep } from "#workers/clock.ts";
import type { HostGate } from "#workers/schedule/host-gate.ts";
import { firstRun, nextRun, type Run } from "#workers/schedule/ticks.ts";

export interface Job {
  /** Three-part check id. */
  readonly id: string;
  readonly intervalMs: number;
  /** The host whose limits apply. */
  readonly host: string;
  /** True when the request needs what another check saw. */
  readonly dependent: boolean;
  /** Runs the check once. What it throws is counted and reported, never lost silently. */
  run(tick: EpochMs, signal: AbortSignal, place: HostPlace): Promise<void>;
}

/** A job's place at its host while it runs. */
export interface HostPlace {
  /** Waits without keeping the host from others, then queues for it again. Rejects when the signal fires. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export interface SchedulerCounts {
  planned: number;
  done: number;
  /** Ticks that could not start in time: the previous run or the host's limit was in the way. They stay gaps. */
  skipped: number;
  /** Of those that started: more than a second after their instant. */
  late: number;
  /** By how much all that started were late, together; waiting for the host included. */
  latenessMs: number;
}

export interface Scheduler {
  readonly counts: Readonly<SchedulerCounts>;
  /**
   * Plans no more ticks, lets running ones finish for `graceMs`, then aborts them.
   * Resolves when nothing runs any longer.
   */
  stop(graceMs: number): Promise<void>;
}

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly gate: HostGate;
  readonly onError: (id: string, error: unknown) => void;
}

/** A tick that is started this long after its instant is done, but late. */
const LATE_MS = 1_000;

/** A tick that is not started this long after its instant is skipped: at most half an interval, so rounds never mix. */
const latestStartMs = (job: Job) => job.intervalMs / 2;

/**
 * Owns the loop: every job once soon after the start, then on its interval for ever. A job still running at its next
 * tick is not started again (skip, never pile up), and a late tick is a gap, never a retry.
 */
export function startScheduler(jobs: readonly Job[], { clock, gate, onError }: SchedulerOptions): Scheduler {
  const counts: SchedulerCounts = { planned: 0, done: 0, skipped: 0, late: 0, latenessMs: 0 };
  const startedAt = clock.now();
  /** Ticks that wait for their host. `AbortSignal.any` with a common signal would cost each of them three times as much. */
  const waiting = new Set<AbortController>();
  const aborting = new AbortController();
  const running = new Map<Job, Promise<void>>();
  const timers = new Map<Job, () => void>();

  const runOnce = async (job: Job, run: Run) => {
    const leftMs = run.runAt + latestStartMs(job) - clock.now();
    // The machine slept, or the loop stood still: what would be measured now is not what was to be measured then.
    if (leftMs <= 0) {
      counts.skipped += 1;
      return;
    }
    const wait = new AbortController();
    waiting.add(wait);
    const giveUp = clock.after(leftMs, () => wait.abort("late"));
    let release: () => void;
    try {
      release = await gate.enter(job.host, wait.signal);
    } catch {
      counts.skipped += 1;
      return;
    } finally {
      giveUp();
      waiting.delete(wait);
    }
    // A clock that was set back makes nothing early.
    const lateMs = Math.max(0, clock.now() - run.runAt);
    counts.latenessMs += lateMs;
    if (lateMs > LATE_MS) counts.late += 1;
    const place: HostPlace = {
      pause: async (ms, signal) => {
        release();
        await sleep(clock, ms, signal);
        release = await gate.enter(job.host, signal);
      },
    };
    try {
      await job.run(run.tick, aborting.signal, place);
      counts.done += 1;
    } catch (error) {
      onError(job.id, error);
    } finally {
      release();
    }
  };

  const start = (job: Job, run: Run) => {
    counts.planned += 1;
    if (running.has(job)) {
      counts.skipped += 1;
      return;
    }
    running.set(
      job,
      runOnce(job, run).finally(() => running.delete(job)),
    );
  };

  const plan = (job: Job, run: Run) => {
    const cancel = clock.after(run.runAt - clock.now(), () => {
      start(job, run);
      plan(job, nextAfter(job, run));
    });
    timers.set(job, cancel);
  };

  // A clock that jumps forward (or a machine that slept) must not make a burst of old ticks: they are gaps. One that
  // jumps back must not silence the check until it catches up; ticks already recorded are then no-ops.
  const nextAfter = (job: Job, run: Run): Run => {
    const now = clock.now();
    const jumpedBack = now < run.runAt - job.intervalMs;
    return nextRun(job.id, job.intervalMs, jumpedBack ? now : Math.max(now, run.runAt));
  };

  for (const job of jobs) {
    const first = firstRun(job.id, job.intervalMs, startedAt, job.dependent);
    plan(job, first);
  }

  return {
    counts,
    stop: async (graceMs) => {
      for (const wait of waiting) wait.abort("stopping");
      for (const cancel of timers.values()) cancel();
      const cancelGrace = clock.after(graceMs, () => aborting.abort("stopping"));
      await Promise.all(running.values());
      cancelGrace();
    },
  };
}
