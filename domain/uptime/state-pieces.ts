import type { Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import { checkWindow, cutsWithin, type Interval, mergeIntervals, sweep, type Window } from "#domain/uptime/interval.ts";
import type { VerdictSpan } from "#domain/uptime/spans.ts";

/** What an instant counts as in uptime (methods 6): the verdicts, and announced maintenance. */
export const UPTIME_STATES = ["up", "degraded", "down", "maintenance", "unknown"] as const;
export type UptimeState = (typeof UPTIME_STATES)[number];

/** What is declared about a component's time beside its verdicts. Intervals may overlap and come in any order. */
export interface Marks {
  /** Retracted incidents: their bad time leaves uptime. */
  readonly excluded?: readonly Interval[];
  /** Maintenance that the vendor declared. */
  readonly maintenance?: readonly Interval[];
}

/** A stretch that counts as one state. */
export interface StatePiece extends Window {
  readonly state: UptimeState;
}

/** A good verdict stands whatever is declared; the rest is taken out by a retraction, and excused by maintenance. */
function stateOf(verdict: Verdict, excluded: boolean, maintained: boolean): UptimeState {
  if (verdict === "up") return "up";
  if (maintained) return "maintenance";
  return excluded ? "unknown" : verdict;
}

/** Appends a stretch, as part of the last one when that counts as the same. */
export function appendPiece(pieces: StatePiece[], from: EpochMs, to: EpochMs, state: UptimeState): void {
  const last = pieces.at(-1);
  if (last?.state === state) pieces[pieces.length - 1] = { from: last.from, to, state };
  else pieces.push({ from, to, state });
}

/**
 * What the window counts as, piece by piece: sorted, contiguous, exactly filling the window, no two neighbours alike.
 * Time that no span covers is `unknown`. An open span is taken to hold until the window's end, so a window must not end
 * after the instant of asking.
 *
 * @param spans as foldVerdicts gives them: sorted and disjoint
 * @throws RangeError when the window is not one
 */
export function statePieces(spans: readonly VerdictSpan[], window: Window, marks: Marks = {}): StatePiece[] {
  checkWindow(window);
  const excluded = mergeIntervals(marks.excluded ?? [], window);
  const maintenance = mergeIntervals(marks.maintenance ?? [], window);
  const [spanAt, excludedAt, maintenanceAt] = [sweep(spans), sweep(excluded), sweep(maintenance)];
  const cuts = cutsWithin([...spans, ...excluded, ...maintenance], window);
  const pieces: StatePiece[] = [];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    const verdict = spanAt(from)?.verdict ?? "unknown";
    appendPiece(pieces, from, to, stateOf(verdict, excludedAt(from) !== undefined, maintenanceAt(from) !== undefined));
  });
  return pieces;
}
