import type { Entry } from "#domain/replay/replay.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import { type Edge, KNOWN, OPEN, type Span } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** A sighting says nothing of later: it is drawn so long, and no longer (guides/ui.md 3, Replay). */
export const SIGHTING_MS = 35 * 60_000;

/** Who is responsible tells of changes; everybody else of what he saw. */
const CHANGES: readonly Entry["kind"][] = ["official_status", "official_statement", "reconstructed"];

const ABOUT = (within: Window | null): Edge => ({ certainty: "bracketed", other: within?.to ?? null, clipped: false });

/** A claim with a clock time, about all of its row. */
type Timed = Entry & { readonly at: EpochMs };

/**
 * What entries with a clock time tell of their row, over the whole window. A state lasts until the next entry when that is of
 * the same state, or when one who was responsible tells it, for then it is a change; else it lasts 35 minutes at most, and
 * then nobody knows. Between two different states nothing is made up.
 *
 * @param entries of one row, in any order
 */
export function toldSpans(entries: readonly Entry[], window: Window): Span[] {
  const timed = withoutEchoes(entries.filter(isTimed).sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id)));
  const first = timed[0];
  if (first === undefined) return [];
  const spans: Span[] = gap(window.from, first.at);
  timed.forEach((entry, index) => {
    const next = timed[index + 1];
    const until = next?.at ?? window.to;
    const holds = next === undefined ? entry.status === "operational" : isHeld(entry, next);
    const to = holds ? until : Math.min(until, entry.at + SIGHTING_MS);
    if (to > entry.at) spans.push(spanOf(entry, to, holds && next !== undefined ? edgeOf(next) : OPEN));
    spans.push(...gap(to, until));
  });
  return spans;
}

function isTimed(entry: Entry): entry is Timed {
  return entry.at !== null && entry.part === null && (entry.scope === null || entry.scope === "region");
}

/** Who sees what is told already, between two words of who is responsible, tells nothing new of the row. */
function withoutEchoes(timed: readonly Timed[]): Timed[] {
  const kept: Timed[] = [];
  timed.forEach((entry, index) => {
    const before = kept.at(-1);
    const isEcho =
      !isChange(entry) &&
      before !== undefined &&
      isChange(before) &&
      before.status === entry.status &&
      timed.slice(index + 1).some(isChange);
    if (!isEcho) kept.push(entry);
  });
  return kept;
}

function isChange({ kind }: Timed): boolean {
  return CHANGES.includes(kind);
}

/** That it is well, told by who is responsible, holds until somebody says otherwise; trouble until it is told to have changed. */
function isHeld(entry: Timed, next: Timed): boolean {
  if (entry.status === next.status) return entry.status === "operational" || !isFar(entry, next);
  return isChange(entry) && (isChange(next) || entry.status === "operational");
}

/** Two sightings of the same by the press hours apart are two sightings. */
function isFar(entry: Timed, next: Timed): boolean {
  const areSightings = !isChange(entry) && !isChange(next);
  return areSightings && next.at - entry.at > FAR_MS;
}

const FAR_MS = 6 * 3_600_000;

function edgeOf(entry: Timed): Edge {
  return entry.isAbout ? ABOUT(entry.within) : KNOWN;
}

function spanOf(entry: Timed, to: EpochMs, ends: Edge): Span {
  return {
    from: entry.at,
    to,
    status: entry.status,
    begins: edgeOf(entry),
    ends,
    knownAt: entry.wasKnownThen ? entry.at : null,
    why: { kind: "entry", entry: entry.id },
  };
}

function gap(from: EpochMs, to: EpochMs): Span[] {
  if (to <= from) return [];
  const status: Status = "unknown";
  return [{ from, to, status, begins: OPEN, ends: OPEN, knownAt: null, why: { kind: "gap" } }];
}
