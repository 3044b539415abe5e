import {
  type AvailabilityOptions,
  availability,
  COVERAGE_FOR_A_FIGURE,
  isCovered,
} from "#domain/uptime/availability.ts";
import { checkWindow, cutsWithin, sweep, type Window } from "#domain/uptime/interval.ts";
import type { VerdictSpan } from "#domain/uptime/spans.ts";
import {
  appendPiece,
  type Marks,
  type StatePiece,
  statePieces,
  type UptimeState,
} from "#domain/uptime/state-pieces.ts";
import { type StateSeconds, secondsOf } from "#domain/uptime/state-seconds.ts";

/** A critical component of a service: its spans, and what is declared about it alone. */
export interface ComponentRecord extends Marks {
  readonly spans: readonly VerdictSpan[];
}

export interface ServiceSeconds {
  /** Seconds in which at least one critical component was down. */
  readonly anyDown: number;
  /**
   * The service as one: `down` while any component is, so `down` is `anyDown`. Good for availability() and uptimeFigure(),
   * which give the share of known time without a component down.
   */
  readonly together: StateSeconds;
  /** Each component by itself, in the order given. */
  readonly components: readonly StateSeconds[];
}

/** The plain mean of components' availabilities, to stand beside the share of time in which all worked. */
export interface MeanOfComponents {
  readonly availability: number | null;
  /** Components that have a figure; the mean is of these. */
  readonly of: number;
}

/**
 * What several components are together, the first that any of them is. Unlike the published status, unknown comes before
 * degraded: while one cannot be seen, it cannot be said that none was down.
 */
const TOGETHER: readonly UptimeState[] = ["down", "unknown", "degraded", "maintenance"];

/** What the window counts as for all of them together, piece by piece, from the pieces of each (state-pieces.ts). */
export function piecesTogether(components: readonly (readonly StatePiece[])[], window: Window): StatePiece[] {
  const cursors = components.map((pieces) => sweep(pieces));
  const cuts = cutsWithin(components.flat(), window);
  const together: StatePiece[] = [];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    const states = new Set(cursors.map((at) => at(from)?.state ?? "unknown"));
    appendPiece(together, from, to, TOGETHER.find((state) => states.has(state)) ?? "up");
  });
  return together;
}

/**
 * Group uptime (methods 6): not the mean of the components but the time in which at least one of them was down. A service
 * without components is unknown all the time.
 *
 * @param components the critical ones, spans as foldVerdicts gives them
 * @throws RangeError when the window is not finite or ends before it begins
 */
export function serviceSeconds(components: readonly ComponentRecord[], window: Window): ServiceSeconds {
  checkWindow(window);
  const pieces = components.map((component) => statePieces(component.spans, window, component));
  const nothing: StatePiece[] = [{ ...window, state: "unknown" }];
  const together = secondsOf(pieces.length === 0 ? nothing : piecesTogether(pieces, window));
  return { anyDown: together.down, together, components: pieces.map(secondsOf) };
}

/** The mean availability of those components that are known well enough to have one. */
export function meanOfComponents(
  components: readonly StateSeconds[],
  options: AvailabilityOptions = {},
): MeanOfComponents {
  const shares = components
    .filter((seconds) => isCovered(seconds, COVERAGE_FOR_A_FIGURE))
    .flatMap((seconds) => availability(seconds, options).availability ?? []);
  const sum = shares.reduce((total, share) => total + share, 0);
  return { availability: shares.length === 0 ? null : sum / shares.length, of: shares.length };
}
