import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import { type Given, wordOf } from "#domain/publish/list-query.ts";
import { RANGE_NAMES, type RangeName } from "#domain/timeline/range.ts";
import { LAYERS } from "#domain/timeline/rows.ts";
import type { Band, Edge, Span, Timeline, TimelineRow, Why } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** Of how long a stretch `/api/v1/timeline` is asked for; of a day when nothing is said. */
export function rangeOf(given: Given): RangeName {
  return wordOf(given, "range", RANGE_NAMES) ?? "24h";
}

/** Cloud, access and chain on one axis, as `/api/v1/timeline` shows them: the picture of the first page as data. */
export function publishTimeline({ window, unitMs, asOf, rows, bands }: Timeline, given: Given) {
  const [layer, service] = [wordOf(given, "layer", LAYERS), given.get("service")];
  return {
    data: {
      window: stretch(window),
      unit_seconds: unitMs / 1_000,
      as_of: rfc3339(asOf),
      rows: rows
        .filter(({ stratum }) => stratum === (layer ?? stratum))
        .filter(({ path }) => service === undefined || path === `/services/${service}`)
        .map(publishRow),
      events: bands.map(publishBand),
    },
  };
}

function stretch({ from, to }: Window) {
  return { from: rfc3339(from), to: rfc3339(to) };
}

function publishRow({ id, stratum, name, path, kind, source, spans }: TimelineRow) {
  return { id, layer: stratum, name, path, kind, source, spans: spans.map(publishSpan) };
}

function publishSpan(span: Span) {
  return {
    ...stretch(span),
    status: span.status,
    begins: publishEdge(span.begins),
    ends: publishEdge(span.ends),
    known_at: rfc3339OrNull(span.knownAt),
    why: publishWhy(span.why),
  };
}

/** `other`: of a bracket its other end. `clipped`: it goes on beyond the window. */
function publishEdge({ certainty, other, clipped }: Edge) {
  return { certainty, other: rfc3339OrNull(other), clipped };
}

function publishWhy(why: Why) {
  return {
    kind: why.kind,
    component: "component" in why ? why.component : null,
    finding: why.kind === "finding" ? why.finding : null,
    failure_type: why.kind === "finding" ? why.failureType : null,
    seen: why.kind === "finding" ? why.seen : null,
    parts: why.kind === "finding" ? why.parts : null,
    event: why.kind === "event" ? why.event : null,
    severity: why.kind === "event" ? why.severity : null,
  };
}

function publishBand({ event, provider, region, title, onset, saidAt, saidResolvedAt, hits, ...window }: Band) {
  return {
    event,
    provider,
    region,
    title,
    ...stretch(window),
    onset: { at: rfc3339OrNull(onset.at), by: onset.by, bracketed: onset.bracketed },
    first_said_at: rfc3339OrNull(saidAt),
    said_resolved_at: rfc3339OrNull(saidResolvedAt),
    incidents: hits,
  };
}
