import type { EpochMs } from "#domain/time.ts";
import { type ControlResult, type ControlRound, isGated } from "#domain/vantage.ts";
import type { Clock } from "#workers/clock.ts";

export interface VantageGate {
  /** True when the newest round says that this vantage has lost its network. */
  readonly gated: boolean;
  /**
   * Whether evidence gathered between `from` and now may be ours: asks the round before it and the first round that
   * began after it. Asks for a round at once when none is under way, so a failure waits seconds, not a round.
   */
  lostNetworkSince(from: EpochMs): Promise<boolean>;
  stop(): Promise<void>;
}

export interface VantageGateOptions {
  readonly clock: Clock;
  /** Asks every control once; never rejects. */
  readonly askControls: () => Promise<ControlResult[]>;
  readonly onRound: (round: ControlRound) => void;
  readonly intervalMs?: number;
  /** Rounds are never closer than this, however many failures ask for one. */
  readonly spacingMs?: number;
}

/** Runs the controls of a vantage, round after round, and on demand. */
export function startVantageGate(options: VantageGateOptions): VantageGate {
  const { clock, askControls, onRound, intervalMs = 10_000, spacingMs = 1_000 } = options;
  let last: ControlRound | null = null;
  let current: { at: EpochMs; done: Promise<ControlRound> } | null = null;
  let stopped = false;
  let cancelTimer: () => void = () => {};

  const startRound = () => {
    const at = clock.now();
    const done = askControls().then((controls) => {
      const round: ControlRound = { at, controls, gated: isGated(controls) };
      last = round;
      current = null;
      onRound(round);
      if (!stopped) planNext();
      return round;
    });
    cancelTimer();
    current = { at, done };
    return done;
  };

  const planNext = () => {
    cancelTimer = clock.after(intervalMs, () => {
      if (!current) void startRound();
    });
  };

  /** The first round that begins now or later. */
  const roundFrom = async (since: EpochMs): Promise<ControlRound> => {
    if (last && last.at >= since) return last;
    if (current && current.at >= since) return current.done;
    if (current) {
      await current.done;
      return roundFrom(since);
    }
    // Bounded, so that a clock set back does not put the next round off by as much.
    const wait = last ? Math.min(last.at + spacingMs - clock.now(), spacingMs) : 0;
    if (wait > 0) {
      await new Promise<void>((resolve) => clock.after(wait, resolve));
      return roundFrom(since);
    }
    return startRound();
  };

  void startRound();

  return {
    get gated() {
      return last?.gated ?? false;
    },
    lostNetworkSince: async (from) => {
      const before = last;
      const after = await roundFrom(clock.now());
      // A round long before the evidence says nothing about it.
      const beforeCounts = before !== null && before.at >= from - 2 * intervalMs;
      return after.gated || (beforeCounts && before.gated);
    },
    stop: async () => {
      stopped = true;
      cancelTimer();
      await current?.done;
    },
  };
}
