import type { Entry, Replay, ReplayRow } from "#domain/replay/replay.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

const MINUTE_MS = 60_000;

/** What is shown of a replay at an instant. It follows from the two alone: the server and the player show the same. */
export interface Frame {
  readonly at: EpochMs;
  /** The stretch that the picture shows. */
  readonly shown: Window;
  /** Since the onset; negative before it. */
  readonly elapsedMs: number;
  /** By the row's id: what was told of it at that instant. */
  readonly states: ReadonlyMap<string, RowState>;
  /** Ids of rows of the layer that were in trouble then, the longest first. */
  readonly failing: Readonly<Record<ReplayRow["stratum"], readonly string[]>>;
  /** Ids of chains of which a source says that they were unharmed, and none says otherwise. */
  readonly unharmed: readonly string[];
  /** How many of the timed entries lie at or before it. */
  readonly passed: number;
  /** Ids of the newest entries that have passed: those of one minute belong together. */
  readonly current: readonly string[];
}

export interface RowState {
  readonly status: Status;
  /** Since when; null for a row without times, and before anything was told. */
  readonly since: EpochMs | null;
}

/** Of the picture, and how far the next one begins after it: the rest overlaps. */
export const SHOWN_MS = 180 * MINUTE_MS;
const STEP_MS = 150 * MINUTE_MS;

/** The minute that a replay can be asked for, nearest before: within its window. */
export function snapInstant(at: EpochMs, { from, to }: Window): EpochMs {
  return Math.min(to, Math.max(from, Math.floor(at / MINUTE_MS) * MINUTE_MS));
}

/** The first minute at which what happened at an instant has happened: where one goes to see it. */
export function stopOf(at: EpochMs, window: Window): EpochMs {
  return snapInstant(Math.ceil(at / MINUTE_MS) * MINUTE_MS, window);
}

/**
 * The stretch that is shown at an instant: three hours, or all there is of less, which turn like pages, so that only the playhead moves within one. A
 * page holds half an hour of what went before it.
 */
export function shownAt(at: EpochMs, { from, to }: Window): Window {
  if (to - from <= SHOWN_MS) return { from, to };
  const overlap = SHOWN_MS - STEP_MS;
  const page = Math.max(0, Math.floor((at - from - overlap) / STEP_MS));
  const begin = Math.min(from + page * STEP_MS, to - SHOWN_MS);
  return { from: begin, to: begin + SHOWN_MS };
}

/** @param at a minute of its window (`snapInstant`) */
export function frameAt(replay: Replay, at: EpochMs): Frame {
  const byId = new Map(replay.entries.map((entry) => [entry.id, entry]));
  const states = new Map(replay.rows.map((row) => [row.id, stateAt(row, at, byId)]));
  const failing = (stratum: ReplayRow["stratum"]) =>
    replay.rows
      .filter((row) => row.stratum === stratum && isTroubled(states.get(row.id)?.status ?? null))
      .map(({ id }) => id)
      .sort((a, b) => (states.get(a)?.since ?? 0) - (states.get(b)?.since ?? 0));
  const timed = replay.entries.filter((entry) => entry.at !== null && entry.at <= at);
  const stop = (entry: Entry) => stopOf(entry.at ?? 0, replay.window);
  const newest = timed.at(-1);
  return {
    at,
    shown: shownAt(at, replay.window),
    elapsedMs: at - replay.opening,
    states,
    failing: { cloud: failing("cloud"), access: failing("access"), chain: failing("chain") },
    unharmed: replay.rows.filter((row) => isUnharmed(row, states, byId)).map(({ id }) => id),
    passed: timed.length,
    current: timed.filter((entry) => newest && stop(entry) === stop(newest)).map(({ id }) => id),
  };
}

/**
 * What is told of a row at an instant. A claim without a clock time says nothing of an instant, but for one: who says that all
 * was well on that day says so of each.
 */
function stateAt(row: ReplayRow, at: EpochMs, entries: ReadonlyMap<string, Entry>): RowState {
  if (row.spans.length === 0) return { status: wellAllDay(row, entries) ? "operational" : "unknown", since: null };
  // Both ends count: the last instant of the window is shown, and what we know ends at an instant that we know.
  const index = row.spans.findLastIndex(({ from, to }) => from <= at && at <= to);
  const span = row.spans[index];
  if (span === undefined || span.why.kind === "gap") return { status: "unknown", since: null };
  return { status: span.status, since: sinceOf(row, index) };
}

/** Since when it has been as it is in a span: over spans of the same state. */
function sinceOf({ spans }: ReplayRow, index: number): EpochMs | null {
  let first = index;
  while (first > 0 && spans[first - 1]?.status === spans[index]?.status) first -= 1;
  return spans[first]?.from ?? null;
}

function claimsOf(row: ReplayRow, entries: ReadonlyMap<string, Entry>): Entry[] {
  return row.untimed.flatMap((id) => entries.get(id) ?? []);
}

function wellAllDay(row: ReplayRow, entries: ReadonlyMap<string, Entry>): boolean {
  const claims = claimsOf(row, entries).filter(({ isDisputed }) => !isDisputed);
  return claims.length > 0 && claims.every(({ status }) => status === "operational");
}

/** A chain is named only when a source names it, and no source denies it. */
function isUnharmed(
  row: ReplayRow,
  states: ReadonlyMap<string, RowState>,
  entries: ReadonlyMap<string, Entry>,
): boolean {
  if (row.stratum !== "chain") return false;
  if (row.spans.length > 0) return states.get(row.id)?.status === "operational";
  return wellAllDay(row, entries) && claimsOf(row, entries).every(({ status }) => status === "operational");
}

/** The minutes of entries, each once: where previous and next lead. */
export function stopsOf({ entries, window }: Pick<Replay, "entries" | "window">): EpochMs[] {
  return [...new Set(entries.flatMap(({ at }) => (at === null ? [] : [stopOf(at, window)])))];
}

/** The first minute of an entry at which most services were in trouble: of a replay that names none, the opening. */
export function worstInstant(replay: Replay): EpochMs {
  const failing = (at: EpochMs) => ({ at, rows: frameAt(replay, at).failing.access.length });
  const first = failing(replay.opening);
  return stopsOf(replay)
    .map(failing)
    .reduce((worst, one) => (one.rows > worst.rows ? one : worst), first).at;
}
