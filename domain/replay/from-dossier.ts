import { groupedBy } from "#domain/grouped.ts";
import { type Dossier, type DossierEvent, type Text, toldStatus } from "#domain/replay/dossier.ts";
import { milestonesOf } from "#domain/replay/milestones.ts";
import { phaseRows } from "#domain/replay/phase-rows.ts";
import { isWithin, reachOf } from "#domain/replay/reach.ts";
import type { Entry, Replay, ReplayRow } from "#domain/replay/replay.ts";
import type { SubjectRow } from "#domain/replay/subject.ts";
import { toldSpans } from "#domain/replay/told-spans.ts";
import type { EpochMs } from "#domain/time.ts";
import { LAYERS } from "#domain/timeline/rows.ts";
import type { Band } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Before the first entry and after the last, at least. */
const MARGIN_MS = 15 * MINUTE_MS;

/** Finds the row that an event is about. */
export type FindSubject = (event: DossierEvent) => SubjectRow;

/** The replay of a dossier. It is the same for the same dossier and catalog, whenever and wherever it is made. */
export function replayOfDossier(dossier: Dossier, subjectOf: FindSubject): Replay {
  const reach = reachOf(dossier);
  const told = dossier.events.map((event, index) => toldOf(event, String(index + 1), subjectOf(event), reach));
  const claims = withOwnRows(told);
  const entries = claims.map(({ entry }) => entry).sort(byTime);
  const onset = Date.parse(dossier.started_at);
  const window = windowOf([onset, ...entries.flatMap(({ at }) => at ?? []), ...timesOf(dossier)], reach);
  const place = regionOf(claims, onset);
  return {
    id: dossier.id,
    title: dossier.title,
    source: "told",
    window,
    opening: Math.floor(onset / MINUTE_MS) * MINUTE_MS,
    rows: rowsOf(claims, dossier, place, window),
    bands: bandsOf(dossier, place, entries, window),
    entries,
    milestones: milestonesOf(dossier, entries),
    disagreements: dossier.contradictions.map(({ topic, claims: all }) => ({
      topic,
      claims: all.map(({ value, by }) => ({ value: typeof value === "number" ? String(value) : value, by })),
    })),
    gaps: dossier.gaps,
    notes: [...dossier.notes, ...(dossier.crypto_effect === undefined ? [] : [dossier.crypto_effect])],
    cause: dossier.root_cause,
  };
}

interface Claim {
  readonly entry: Entry;
  readonly subject: SubjectRow;
  /** As the dossier calls it: names the row where the catalog does not. */
  readonly called: string;
}

/** @param reach what is told of another time is shown without one */
function toldOf(event: DossierEvent, id: string, subject: SubjectRow, reach: Window): Claim {
  const at = Date.parse(event.at);
  const isTimed = event.precision !== "day" && isWithin(at, reach);
  const { window_utc: within } = event;
  const entry: Entry = {
    id,
    at: isTimed ? at : null,
    day: Math.floor(at / DAY_MS) * DAY_MS,
    isAbout: event.precision === "approx",
    within: within === undefined ? null : { from: Date.parse(within.from), to: Date.parse(within.to) },
    row: subject.id,
    part: subject.part?.name ?? null,
    status: toldStatus(event.state),
    isRecovering: event.state === "recovering",
    kind: event.kind,
    text: event.headline,
    source: { url: event.source_url, title: event.source_title },
    note: event.note ?? null,
    scope: event.scope ?? null,
    isDisputed: event.disputed ?? false,
    wasKnownThen: isTimed && (event.kind === "official_status" || event.kind === "official_statement"),
  };
  return { entry, subject, called: event.subject };
}

/** A part of a service that has clock times of its own is a row of its own; other parts are told of in their service's. */
function withOwnRows(claims: readonly Claim[]): Claim[] {
  const keyOf = ({ id, part }: SubjectRow) => `${id}/${part?.slug}`;
  const timed = new Set(claims.filter(({ entry }) => entry.at !== null).map(({ subject }) => keyOf(subject)));
  return claims.map((claim) => {
    const { subject, entry } = claim;
    if (subject.part === null || !timed.has(keyOf(subject))) return claim;
    const { slug, name } = subject.part;
    const own = { ...subject, id: `${subject.id}/${slug}`, name: `${subject.name} ${name}`, part: null };
    return { ...claim, subject: own, entry: { ...entry, row: own.id, part: null } };
  });
}

/** Those with a time first, by it; at one instant, and without a time, in the dossier's order. */
function byTime(a: Entry, b: Entry): number {
  return (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY) || Number(a.id) - Number(b.id);
}

/** Its times beside its events: what is drawn of them lies in the window, too. */
function timesOf({ ended_at, first_public_notice_at, phases }: Dossier): EpochMs[] {
  const times = [ended_at, first_public_notice_at, ...phases.flatMap(({ from, to }) => [from, to])];
  return times.flatMap((time) => (time === null ? [] : Date.parse(time)));
}

/** Whole hours around all that has a time within reach. */
function windowOf(all: readonly EpochMs[], reach: Window): Window {
  const times = all.filter((at) => isWithin(at, reach));
  const from = Math.min(...times) - MARGIN_MS;
  const to = Math.max(...times) + MARGIN_MS;
  return { from: Math.floor(from / HOUR_MS) * HOUR_MS, to: Math.ceil(to / HOUR_MS) * HOUR_MS };
}

/** The cloud's place that the dossier is about: of those that are told of, the first that failed. Null for none. */
function regionOf(claims: readonly Claim[], onset: EpochMs): Claim["subject"] | null {
  const places = claims.filter(({ subject, entry }) => subject.stratum === "cloud" && entry.at !== null);
  const from = places.filter(({ entry }) => (entry.at ?? 0) >= onset);
  const first = (from.length > 0 ? from : places).toSorted((a, b) => byTime(a.entry, b.entry))[0];
  return first?.subject ?? null;
}

function rowsOf(
  claims: readonly Claim[],
  dossier: Dossier,
  place: SubjectRow | null,
  window: Window,
): readonly ReplayRow[] {
  const bySubject = groupedBy(claims, ({ subject }) => subject.id);
  const rows = [...bySubject.values()].flatMap(([first, ...more]): ReplayRow[] => {
    if (first === undefined) return [];
    const all = [first, ...more].map(({ entry }) => entry);
    const { id, stratum, path, name } = first.subject;
    return [
      {
        id,
        stratum,
        path,
        name: name ?? nameOf(dossier.names, first.called),
        source: "told",
        spans: toldSpans(all, window),
        untimed: all.filter(({ at }) => at === null).map((entry) => entry.id),
      },
    ];
  });
  const parts = place === null ? [] : phaseRows(dossier.phases, place, window);
  return LAYERS.flatMap((stratum) => {
    const own = rows.filter((row) => row.stratum === stratum).sort((a, b) => onsetOf(a) - onsetOf(b));
    return stratum === "cloud" ? own.flatMap((row) => (row.id === place?.id ? [row, ...parts] : [row])) : own;
  });
}

/** When its first span with a claim begins; what has no time comes last. */
function onsetOf({ spans }: ReplayRow): number {
  return spans.find(({ why }) => why.kind !== "gap")?.from ?? Number.POSITIVE_INFINITY;
}

/** `wallet-of-satoshi` -> `Wallet of satoshi`, where the dossier does not say better. */
function nameOf(names: Dossier["names"], called: string): Text {
  const words = called.replaceAll("-", " ");
  return names?.[called] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The event through all rows, from its onset to its end or, where none is told, to the last that is. */
function bandsOf(
  { id, title, started_at, ended_at, first_public_notice_at: noticed }: Dossier,
  place: SubjectRow | null,
  entries: readonly Entry[],
  window: Window,
): Band[] {
  if (place === null) return [];
  const [, provider = "", region = null] = place.id.split("/");
  const from = Date.parse(started_at);
  const said = noticed === null ? null : Date.parse(noticed);
  const saidAt = said === null || !isWithin(said, window) ? null : said;
  const over = entries.find(
    ({ row, kind, status, at, scope }) =>
      row === place.id && kind === "official_status" && status === "operational" && at !== null && scope === "region",
  );
  return [
    {
      event: id,
      from,
      to: ended_at === null ? window.to : Math.min(Date.parse(ended_at), window.to),
      provider,
      region,
      title: typeof title === "string" ? title : title.en,
      onset: { at: from, by: "told", bracketed: false },
      saidAt,
      leadIn: saidAt !== null && saidAt > from ? { from, to: saidAt } : null,
      saidResolvedAt: over?.at ?? null,
      hits: 0,
    },
  ];
}
