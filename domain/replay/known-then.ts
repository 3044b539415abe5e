import type { Entry, Replay, ReplayRow } from "#domain/replay/replay.ts";
import { toldSpans } from "#domain/replay/told-spans.ts";
import type { Band, Span } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

const DAY_MS = 86_400_000;

/**
 * The replay as somebody could follow it on that day: nothing that was told afterwards, and nothing before it was told. A state
 * that became known late begins when it became known; a cloud that has said nothing is taken at its word, and its event has no
 * onset before its first notice.
 */
export function asKnownThen(replay: Replay): Replay {
  const entries = replay.entries
    .filter(({ wasKnownThen }) => wasKnownThen)
    .map(entryThen)
    .sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY));
  const told = new Set(entries.map(({ id }) => id));
  return {
    ...replay,
    rows: replay.rows
      .map((row) => ({
        ...row,
        spans: spansThen(row, entries, replay.window),
        untimed: row.untimed.filter((id) => told.has(id)),
      }))
      .filter(({ spans, untimed }) => spans.length > 0 || untimed.length > 0),
    bands: replay.bands.flatMap((band) => bandThen(band, replay.source)),
    entries,
    milestones: replay.milestones
      .filter(({ kind }) => kind === "said" || (kind === "seen" && replay.source === "measured"))
      .map((milestone) => ({ ...milestone, delayMs: null })),
    cause: null,
  };
}

/** What became known late is told from then on. */
function entryThen(entry: Entry): Entry {
  const { at, knownAt = 0 } = entry;
  return at === null || knownAt <= at ? entry : { ...entry, at: knownAt, day: Math.floor(knownAt / DAY_MS) * DAY_MS };
}

function spansThen(row: ReplayRow, entries: readonly Entry[], window: Window): Span[] {
  if (row.spansThen !== undefined) return [...row.spansThen];
  const spans = toldSpans(
    entries.filter((entry) => entry.row === row.id),
    window,
  );
  return row.stratum === "cloud" ? spans.map((span, index) => (index === 0 ? silenceOf(span) : span)) : spans;
}

/** Before its first notice a cloud had said nothing, and nobody else. */
function silenceOf(span: Span): Span {
  return span.why.kind === "gap" ? { ...span, status: "operational", why: { kind: "nothing_said" } } : span;
}

/**
 * Of our own record the first notice lies outside of the window where it has no instant: before it, or else all that is shown
 * of the event was silence. Of a dossier nobody knows it.
 */
function bandThen(band: Band, source: Replay["source"]): Band[] {
  const saidAt = band.saidAt ?? (source === "measured" && band.leadIn === null ? band.from : null);
  if (saidAt === null) return [];
  return [
    {
      ...band,
      from: Math.max(band.from, saidAt),
      to: Math.max(band.to, band.saidResolvedAt ?? band.to),
      onset: { at: null, by: "told", bracketed: false },
      leadIn: null,
    },
  ];
}
