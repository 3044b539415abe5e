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
    bands: replay.bands.flatMap(bandThen),
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

function bandThen(band: Band): Band[] {
  const { saidAt } = band;
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
