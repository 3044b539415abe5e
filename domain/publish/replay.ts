import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import type { Text } from "#domain/replay/dossier.ts";
import type { Entry, Replay, ReplayRow } from "#domain/replay/replay.ts";
import type { Span } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** Every replay, as `/api/v1/replays` shows them. @param isWhole whether our own record could be read for it */
export function publishReplays(replays: readonly Replay[], isWhole: boolean) {
  return { data: replays.map(publishHead), complete: isWhole };
}

/** One replay whole, as `/api/v1/replays/{id}` shows it. */
export function publishReplay(replay: Replay) {
  return {
    data: {
      ...publishHead(replay),
      cause: replay.cause === null ? null : texts(replay.cause),
      rows: replay.rows.map(publishRow),
      events: replay.bands.map(({ provider, region, onset, saidAt, saidResolvedAt, to, title }) => ({
        provider,
        region,
        title,
        onset: { at: rfc3339OrNull(onset.at), by: onset.by },
        first_said_at: rfc3339OrNull(saidAt),
        said_resolved_at: rfc3339OrNull(saidResolvedAt),
        ended_at: rfc3339(to),
      })),
      entries: replay.entries.map(publishEntry),
      disagreements: replay.disagreements.map(({ topic, claims }) => ({
        topic: texts(topic),
        claims: claims.map(({ value, by }) => ({ value: texts(value), by: texts(by) })),
      })),
      gaps: replay.gaps.map(texts),
      notes: replay.notes.map(texts),
    },
  };
}

function publishHead({ id, title, source, window, opening, milestones, entries }: Replay) {
  return {
    id,
    title: texts(title),
    source,
    window: stretch(window),
    opening_at: rfc3339(opening),
    milestones: milestones.map(({ kind, at, by, delayMs }) => ({
      kind,
      at: rfc3339(at),
      by: texts(by),
      delay_seconds: delayMs === null ? null : delayMs / 1_000,
    })),
    entry_count: entries.length,
  };
}

/** A text in both languages; one that was written in one of them alone stands in both. */
export function texts(text: Text) {
  return typeof text === "string" ? { en: text, ja: text } : text;
}

/** A stretch of time, in RFC 3339. */
export function stretch({ from, to }: Window) {
  return { from: rfc3339(from), to: rfc3339(to) };
}

function publishRow({ id, stratum, name, path, source, spans, untimed }: ReplayRow) {
  return {
    id,
    layer: stratum,
    name: texts(name),
    path,
    source,
    spans: spans.map(publishSpan),
    untimed_entries: untimed,
  };
}

function publishSpan(span: Span) {
  return {
    ...stretch(span),
    status: span.status,
    begins: span.begins.certainty,
    ends: span.ends.certainty,
    known_at: rfc3339OrNull(span.knownAt),
    by: span.why.kind === "entry" ? { entry: span.why.entry } : span.why.kind,
  };
}

function publishEntry(entry: Entry) {
  return {
    id: entry.id,
    at: rfc3339OrNull(entry.at),
    /** Without a clock time this is all that is known. */
    day: rfc3339(entry.day).slice(0, 10),
    precision: entry.at === null ? ("day" as const) : entry.isAbout ? ("approx" as const) : ("minute" as const),
    within: entry.within === null ? null : stretch(entry.within),
    row: entry.row,
    part: entry.part,
    scope: entry.scope,
    status: entry.status,
    recovering: entry.isRecovering,
    kind: entry.kind,
    text: texts(entry.text),
    source: entry.source,
    note: entry.note === null ? null : texts(entry.note),
    disputed: entry.isDisputed,
    known_then: entry.wasKnownThen,
  };
}
