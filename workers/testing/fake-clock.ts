import type { Clock } from "#workers/clock.ts";

export interface FakeClock extends Clock {
  /** Moves time on, firing timers in order and letting their promises run before the next. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock without firing anything: a step by NTP or by hand. */
  jump(ms: number): void;
  readonly pending: number;
}

/** A clock that stands still until a test moves it. */
export function createFakeClock(start = Date.parse("2026-01-01T00:00:00Z")): FakeClock {
  let elapsed = 0;
  let offset = start;
  let sequence = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();

  const settle = async () => {
    for (let i = 0; i < 50; i += 1) await Promise.resolve();
  };

  return {
    rate: 1,
    now: () => offset + elapsed,
    monotonic: () => elapsed,
    after: (ms, callback) => {
      sequence += 1;
      const id = sequence;
      timers.set(id, { at: elapsed + Math.max(0, ms), callback });
      return () => timers.delete(id);
    },
    advance: async (ms) => {
      const end = elapsed + ms;
      await settle();
      for (;;) {
        const due = [...timers]
          .filter(([, timer]) => timer.at <= end)
          .sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
        if (!due) break;
        const [id, timer] = due;
        timers.delete(id);
        elapsed = Math.max(elapsed, timer.at);
        timer.callback();
        await settle();
      }
      elapsed = end;
    },
    jump: (ms) => {
      offset += ms;
    },
    get pending() {
      return timers.size;
    },
  };
}
