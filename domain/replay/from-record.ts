import { isSure } from "#domain/attribution/record.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { type Chains, chainsOf } from "#domain/publish/component-told.ts";
import { plainPlaceText } from "#domain/publish/place.ts";
import { type OutageRecord, recordedId } from "#domain/replay/outage-record.ts";
import { type RecordedEntry, recordedEntries } from "#domain/replay/record-entries.ts";
import { recordedRows } from "#domain/replay/record-rows.ts";
import { type Both, clippedText, laterText, MADE_UP, openText, titleText } from "#domain/replay/record-words.ts";
import type { Entry, Milestone, Replay } from "#domain/replay/replay.ts";
import { type IncidentView, isOpen, type ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { bandsOf, firstSaid, type Hit } from "#domain/timeline/bands.ts";
import type { Band } from "#domain/timeline/timeline.ts";

const MINUTE_MS = 60_000;

/**
 * The replay of an outage that we recorded ourselves: what we measured, with what clouds and vendors said beside it. The same
 * of the same record, whenever it is made. What was changed or taken back since is told as it is known now; each row and entry
 * says when it was known (known-then.ts).
 */
export function replayOfRecord(record: OutageRecord, services: readonly ServiceView[]): Replay {
  const { window, asOf, clouds } = record;
  const views = record.incidents.map(({ incident }) => incident);
  const bands = bandsOf(clouds, hitsOf(record), window, asOf);
  const events = new Set([...bands.map(({ event }) => event), ...hitsOf(record).map(({ event }) => event)]);
  const rows = recordedRows(record, services, events);
  const told = recordedEntries(record, rows, events, chainsThen(services, asOf));
  const entries = told
    .filter(({ at }) => at >= window.from && at <= window.to)
    .map(({ isRemark: _, ...entry }): Entry => entry);
  // What was taken back explains nothing, unless it is all there is.
  const standing = views.filter(({ retracted }) => retracted === null);
  const counted = standing.length > 0 ? standing : views;
  const onset = Math.min(...counted.map(({ startedAt }) => startedAt));
  return {
    id: recordedId(record.group),
    title: titleText({
      services: new Set(counted.map(({ about }) => about.serviceSlug)).size,
      place: placeOf(record),
      isOpen: views.some(isOpen),
      isRetracted: standing.length === 0,
      isMadeUp: views.some(({ madeUp }) => madeUp),
    }),
    source: "measured",
    window,
    // The first minute at which something fails.
    opening: Math.ceil(onset / MINUTE_MS) * MINUTE_MS,
    rows,
    bands,
    entries,
    milestones: milestonesOf(record, counted, bands, onset),
    disagreements: [],
    gaps: [],
    notes: notesOf(record, views, told),
    cause: null,
  };
}

/** Incidents that coincide with an event, without what was taken back. */
function hitsOf({ incidents, attributions }: OutageRecord): Hit[] {
  return incidents.flatMap(({ incident }): Hit[] => {
    const attribution = attributions.get(incident.id);
    if (attribution === undefined || incident.retracted !== null) return [];
    const { word, region } = attribution.record.best;
    if (word === "not_attributed") return [];
    const { startedAt, lastGood, resolvedAt } = incident;
    return [{ event: attribution.cloudEvent, region, startedAt, lastGood, resolvedAt }];
  });
}

/** The place that most of its incidents surely stand on (domain/attribution/record.ts); null when none does. */
function placeOf({ incidents, attributions }: OutageRecord): string | null {
  const places = incidents.flatMap(({ incident }) => {
    const attribution = attributions.get(incident.id);
    if (attribution === undefined || incident.retracted !== null || !isSure(attribution.record)) return [];
    return [plainPlaceText(attribution.record.best)];
  });
  const count = (place: string) => places.filter((one) => one === place).length;
  return places.toSorted((a, b) => count(b) - count(a) || (a < b ? -1 : 1))[0] ?? null;
}

/** Whether a chain makes blocks now says nothing of that time. */
function chainsThen(services: readonly ServiceView[], asOf: EpochMs): Chains {
  return new Map(
    [...chainsOf({ services, judge: null }, asOf)].map(([slug, { name }]) => [slug, { name, moves: false }]),
  );
}

/** The first failure that we measured, when we knew it, and who spoke first. */
function milestonesOf(
  record: OutageRecord,
  counted: readonly IncidentView[],
  bands: readonly Band[],
  onset: EpochMs,
): Milestone[] {
  const seen = Math.min(...counted.map(({ detectedAt }) => detectedAt));
  const words = [...cloudWords(record, bands), ...noticeWords(record)].sort((a, b) => a.at - b.at);
  const [said] = words;
  const after = (at: EpochMs) => (at > onset ? at - onset : null);
  return [
    { kind: "onset", at: onset, by: "Faultline", delayMs: null },
    { kind: "seen", at: seen, by: "Faultline", delayMs: after(seen) },
    ...(said === undefined ? [] : [{ kind: "said" as const, at: said.at, by: said.by, delayMs: after(said.at) }]),
  ];
}

function cloudWords({ clouds }: OutageRecord, bands: readonly Band[]) {
  return clouds.flatMap(({ provider, events, reading }) =>
    events
      .filter(({ id }) => bands.some(({ event, hits }) => event === id && hits > 0))
      .map(({ event }) => ({ at: firstSaid(event, reading), by: providerName(provider) })),
  );
}

/** A vendor's first word in the window, announced work apart. */
function noticeWords({ notices, incidents, window }: OutageRecord) {
  const names = new Map(incidents.map(({ incident: { about } }) => [about.serviceSlug, about.service]));
  return notices
    .filter(({ notice }) => notice.maintenance === null)
    .filter(({ notice: { publishedAt } }) => publishedAt >= window.from && publishedAt <= window.to)
    .map(({ service, notice }) => ({ at: notice.publishedAt, by: names.get(service) ?? service }));
}

/** What a reader has to know of the whole: that it goes on, that none of it happened, and what we said of it later. */
function notesOf(
  { window, asOf }: OutageRecord,
  views: readonly IncidentView[],
  told: readonly RecordedEntry[],
): Both[] {
  const isCut = views.some(
    ({ retracted, resolvedAt }) => retracted === null && (resolvedAt ?? asOf) >= window.to + MINUTE_MS,
  );
  const later = told.filter(({ isRemark, at }) => isRemark && at > window.to);
  return [
    ...(views.some(({ madeUp }) => madeUp) ? [MADE_UP] : []),
    ...(isCut ? [clippedText(window.to)] : views.some(isOpen) ? [openText(Math.min(window.to, asOf))] : []),
    ...later.flatMap(({ at, text }) => (typeof text === "string" ? [] : [laterText(at, text)])),
  ];
}
