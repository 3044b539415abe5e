import type { Window } from "#domain/uptime/interval.ts";
import type { VerdictSpan } from "#domain/uptime/spans.ts";
import {
  type Marks,
  type StatePiece,
  statePieces,
  UPTIME_STATES,
  type UptimeState,
} from "#domain/uptime/state-pieces.ts";

/** Seconds spent in each state; fractions are milliseconds. The five add up to the length of the window. */
export type StateSeconds = Readonly<Record<UptimeState, number>>;

export const emptySeconds: StateSeconds = { up: 0, degraded: 0, down: 0, maintenance: 0, unknown: 0 };

/** The two together: the seconds of neighbouring windows, or of several components. */
export function addSeconds(a: StateSeconds, b: StateSeconds): StateSeconds {
  return {
    up: a.up + b.up,
    degraded: a.degraded + b.degraded,
    down: a.down + b.down,
    maintenance: a.maintenance + b.maintenance,
    unknown: a.unknown + b.unknown,
  };
}

/** How long the pieces are in each state, in seconds. */
export function secondsOf(pieces: readonly StatePiece[]): StateSeconds {
  const sums: Record<UptimeState, number> = { ...emptySeconds };
  for (const { from, to, state } of pieces) sums[state] += to - from;
  // Divided once at the end: whole milliseconds add up without error, thousandths do not.
  for (const state of UPTIME_STATES) sums[state] /= 1000;
  return sums;
}

/**
 * What one component's window counts as, in seconds (methods 6).
 *
 * - Time that no span covers is `unknown`.
 * - `up` stays `up`, whatever is declared.
 * - Bad time in an excluded interval (a retracted incident) is `unknown`: it leaves uptime and lowers coverage.
 * - Bad and unknown time in declared maintenance is `maintenance`, retracted or not.
 *
 * @param spans as foldVerdicts gives them: sorted and disjoint
 * @throws RangeError when the window is not finite or ends before it begins
 */
export function stateSeconds(spans: readonly VerdictSpan[], window: Window, marks: Marks = {}): StateSeconds {
  return secondsOf(statePieces(spans, window, marks));
}
