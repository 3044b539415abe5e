import type { EpochMs } from "#domain/time.ts";
import { sweep, type Window } from "#domain/uptime/interval.ts";
import { type ComponentRecord, piecesTogether } from "#domain/uptime/service-seconds.ts";
import { type StatePiece, statePieces } from "#domain/uptime/state-pieces.ts";
import { addSeconds, emptySeconds, type StateSeconds, secondsOf } from "#domain/uptime/state-seconds.ts";

const DAY_MS = 86_400_000;

/** Seconds in each state of one UTC day; of a window's first and last day, of that part of it which lies in the window. */
export interface DaySeconds {
  /** Midnight UTC. */
  readonly day: EpochMs;
  readonly seconds: StateSeconds;
}

/** The days of a service: taken together (serviceSeconds says how), and of each component in the order given. */
export interface ServiceDays {
  readonly together: readonly DaySeconds[];
  readonly components: readonly (readonly DaySeconds[])[];
}

/** Cuts pieces that fill a window into its UTC days, oldest first. */
export function secondsByDay(pieces: readonly StatePiece[], { from, to }: Window): DaySeconds[] {
  const days: DaySeconds[] = [];
  const pieceAt = sweep(pieces);
  for (let at = from; at < to; ) {
    const day = Math.floor(at / DAY_MS) * DAY_MS;
    const end = Math.min(day + DAY_MS, to);
    const within: StatePiece[] = [];
    while (at < end) {
      const piece = pieceAt(at);
      const until = Math.min(piece?.to ?? end, end);
      within.push({ from: at, to: until, state: piece?.state ?? "unknown" });
      at = until;
    }
    days.push({ day, seconds: secondsOf(within) });
  }
  return days;
}

/**
 * Every day of a service's window. Without components there is nothing to tell, and all of it is unknown.
 *
 * @throws RangeError when the window is not finite or ends before it begins
 */
export function serviceDays(components: readonly ComponentRecord[], window: Window): ServiceDays {
  const pieces = components.map((component) => statePieces(component.spans, window, component));
  const together = pieces.length === 0 ? statePieces([], window) : piecesTogether(pieces, window);
  return {
    together: secondsByDay(together, window),
    components: pieces.map((own) => secondsByDay(own, window)),
  };
}

/** The sum of the days that begin at an instant or later. */
export function secondsSince(days: readonly DaySeconds[], from: EpochMs): StateSeconds {
  return days.reduce((sum, { day, seconds }) => (day >= from ? addSeconds(sum, seconds) : sum), emptySeconds);
}
