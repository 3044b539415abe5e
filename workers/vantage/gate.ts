import type { EpochMs } from "#domain/time.ts";
import { type ControlResult, type ControlRound, isCutOffFromResolvers, isGated } from "#domain/vantage.ts";
import type { Clock } from "#workers/clock.ts";

export interface VantageGate {
  /** True when the newest round says that this vantage has lost its network. */
  readonly gated: boolean;
  /**
   * Whether evidence gathered between `from` and now may be our own fault: any round from shortly before it to the first
   * that began after it is gated. Asks for that last one at once, so a failure waits seconds, not a round.
   * @param asksResolvers the evidence came from name servers that were asked by address: it counts only where such can be
   */
  lostNetworkSince(from: EpochMs, asksResolvers?: boolean): Promise<boolean>;
  stop(): Promise<void>;
}

/** For what goes out besides probes: whether our own network may be what is in the way. */
export type OwnNetwork = Pick<VantageGate, "gated" | "lostNetworkSince">;

export interface VantageGateOptions {
  readonly clock: Clock;
  /** Asks every control once; never rejects. */
  readonly askControls: () => Promise<ControlResult[]>;
  readonly onRound: (round: ControlRound) => void;
  readonly intervalMs?: number;
  /** Rounds are never closer than this, however many failures ask for one. */
  readonly spacingMs?: number;
}

/** Longer than any check runs, both attempts and the pause between them included. */
const KEPT_MS = 120_000;

/** Runs the controls of a vantage, round after round, and on demand. */
export function startVantageGate(options: VantageGateOptions): VantageGate {
  const { clock, askControls, onRound, intervalMs = 10_000, spacingMs = 1_000 } = options;
  let last: ControlRound | null = null;
  /** Rounds young enough to speak about a run that is still under way. */
  let recent: readonly ControlRound[] = [];
  let current: { at: EpochMs; done: Promise<ControlRound> } | null = null;
  let stopped = false;
  let cancelTimer: () => void = () => {};

  const startRound = () => {
    const at = clock.now();
    const done = askControls().then((controls) => {
      const round: ControlRound = { at, controls, gated: isGated(controls) };
      last = round;
      recent = [...recent.filter((other) => other.at > at - KEPT_MS && other.at <= at), round];
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
    lostNetworkSince: async (from, asksResolvers = false) => {
      const isLost = ({ gated, controls }: ControlRound) => gated || (asksResolvers && isCutOffFromResolvers(controls));
      // The last round before the evidence counts too, unless it was long before.
      const before = recent.filter((round) => round.at <= from).at(-1);
      const after = await roundFrom(clock.now());
      const during = recent.filter((round) => round.at > from);
      const beforeCounts = before !== undefined && before.at >= from - 2 * intervalMs;
      return isLost(after) || during.some(isLost) || (beforeCounts && isLost(before));
    },
    stop: async () => {
      stopped = true;
      cancelTimer();
      await current?.done;
    },
  };
}
