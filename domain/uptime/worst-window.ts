import type { EpochMs } from "#domain/time.ts";
import { type AvailabilityOptions, degradedWeightOf } from "#domain/uptime/availability.ts";
import { checkWindow, type Window } from "#domain/uptime/interval.ts";
import type { VerdictSpan } from "#domain/uptime/spans.ts";
import { type Marks, type StatePiece, statePieces, type UptimeState } from "#domain/uptime/state-pieces.ts";

/** The window of one length in which a component was least available. */
export interface WorstWindow {
  readonly lengthMs: number;
  /** Where it begins: the earliest of equals. Null when no window of that length has a figure. */
  readonly from: EpochMs | null;
  /** 0 to 1. */
  readonly availability: number | null;
}

/** Milliseconds of a stretch that are known, lost and unknown. */
interface Amounts {
  readonly known: number;
  readonly lost: number;
  readonly unknown: number;
}

/** A window by where it begins and what it holds. */
interface Candidate extends Amounts {
  readonly from: EpochMs;
}

/** Half a window known may come out a hair less than half, nothing known a hair more than nothing: far below any clock. */
const HAIR_MS = 1e-6;

function amountsOf(state: UptimeState, length: number, weight: number): Amounts {
  const lost = state === "down" ? length : state === "degraded" ? length * weight : 0;
  const known = state === "up" || state === "degraded" || state === "down" ? length : 0;
  return { known, lost, unknown: state === "unknown" ? length : 0 };
}

function combine(a: Amounts, b: Amounts, factor: number): Amounts {
  return {
    known: a.known + factor * b.known,
    lost: a.lost + factor * b.lost,
    unknown: a.unknown + factor * b.unknown,
  };
}

/**
 * What has added up since the beginning of the pieces, at any instant within them. The instants must not go backwards: so
 * all windows of a length cost one pass.
 */
function runningTotal(pieces: readonly StatePiece[], weight: number): (at: EpochMs) => Amounts {
  let passed: Amounts = { known: 0, lost: 0, unknown: 0 };
  let index = 0;
  return (at) => {
    for (let piece = pieces[index]; piece !== undefined && piece.to <= at; piece = pieces[index]) {
      passed = combine(passed, amountsOf(piece.state, piece.to - piece.from, weight), 1);
      index += 1;
    }
    const within = pieces[index];
    return within === undefined ? passed : combine(passed, amountsOf(within.state, at - within.from, weight), 1);
  };
}

/** Where a window of that length begins or ends at an edge of a piece, ascending. */
function startsAtEdges(pieces: readonly StatePiece[], { from, to }: Window, lengthMs: number): EpochMs[] {
  const starts = new Set([from, to - lengthMs]);
  for (const { from: edge } of pieces) {
    for (const start of [edge, edge - lengthMs]) if (start > from && start < to - lengthMs) starts.add(start);
  }
  return [...starts].sort((a, b) => a - b);
}

/** The windows that begin at the starts, which ascend. */
function windowsAt(starts: readonly EpochMs[], lengthMs: number, pieces: readonly StatePiece[], weight: number) {
  const [before, until] = [runningTotal(pieces, weight), runningTotal(pieces, weight)];
  return starts.map((from): Candidate => ({ from, ...combine(until(from + lengthMs), before(from), -1) }));
}

/** The window between two neighbouring ones of which just half is known, if there is one. */
function halfKnown(a: Candidate, b: Candidate): Candidate[] {
  const [left, right] = [a.known - a.unknown, b.known - b.unknown];
  if (left * right >= 0) return [];
  const part = left / (left - right);
  return [{ from: a.from + (b.from - a.from) * part, ...combine(a, combine(b, a, -1), part) }];
}

/**
 * Between two edges everything is linear in the window's start, so the share that is lost is monotonic there, and the
 * worst window begins or ends at an edge, or is just known enough to have a figure.
 */
function worstOf(windows: readonly Candidate[], lengthMs: number): WorstWindow {
  let worst: WorstWindow = { lengthMs, from: null, availability: null };
  const candidates = windows.flatMap((window, i) => [window, ...halfKnown(window, windows[i + 1] ?? window)]);
  for (const { from, known, lost, unknown } of candidates) {
    if (known <= HAIR_MS || known - unknown < -HAIR_MS) continue;
    const availability = Math.max(0, 1 - lost / known);
    if (availability < (worst.availability ?? 2)) worst = { lengthMs, from, availability };
  }
  return worst;
}

/**
 * For each length, the window within `range` in which the component was least available (methods 6, after Hauer et al. 2020):
 * one long outage hurts every length, many short ones only the short. Windows less than half known have no figure and are
 * left out. Costs O(n log n) for n spans and each length, however long the range.
 *
 * @param lengthsMs in milliseconds; one longer than the range gives nulls
 * @throws RangeError when the range is not one, a length is not above 0, or the weight is not between 0 and 1
 */
export function worstWindows(
  spans: readonly VerdictSpan[],
  range: Window,
  lengthsMs: readonly number[],
  options: AvailabilityOptions & Marks = {},
): WorstWindow[] {
  checkWindow(range);
  const pieces = statePieces(spans, range, options);
  const weight = degradedWeightOf(options);
  return lengthsMs.map((lengthMs) => {
    if (!(lengthMs > 0)) throw new RangeError(`no length: ${lengthMs} ms`);
    if (lengthMs > range.to - range.from) return { lengthMs, from: null, availability: null };
    const starts = startsAtEdges(pieces, range, lengthMs);
    return worstOf(windowsAt(starts, lengthMs, pieces, weight), lengthMs);
  });
}
