import { activePeriods, type Place, STALE_AFTER_MS } from "#domain/cloud/active.ts";
import { type CloudEvent, lastSaidAt, SEVERITIES, type Severity } from "#domain/cloud/event.ts";
import type { Reading } from "#domain/cloud/reading.ts";
import { rank } from "#domain/status/algebra.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";
import { appendSpan, endingOpen } from "#domain/timeline/pieces.ts";
import { GOES_ON, KNOWN, type Span, type Why } from "#domain/timeline/timeline.ts";
import { cutsWithin, sweep, type Window } from "#domain/uptime/interval.ts";

/** An event of a cloud, as it was known at the instant that a timeline is of. */
export interface SeenEvent {
  /** Public and permanent. */
  readonly id: string;
  readonly event: CloudEvent;
  /** Gone from a feed that lists what is open. */
  readonly vanishedAt: EpochMs | null;
}

/** What a provider says of itself, and when it could not be read. */
export interface ProviderSaid {
  readonly provider: string;
  readonly events: readonly SeenEvent[];
  readonly reading: Reading;
}

/** A provider's word as a status. That something is to be known is no trouble yet. */
const STATUS_OF: Readonly<Record<Severity, Status>> = {
  informational: "operational",
  degraded: "degraded_performance",
  disruption: "partial_outage",
  outage: "major_outage",
};

/** What a provider's word says of a place. */
export function statusSaid(severity: Severity): Status {
  return STATUS_OF[severity];
}

/**
 * What a provider said of a place, told and never measured. It is unknown while no feed could be read, unless one that
 * lists what is over has shown since what was missed. An event of which nobody has said anything for two weeks, and
 * announced work, colour nothing (domain/cloud/active.ts).
 */
export function cloudSpans({ events, reading }: ProviderSaid, place: Place, window: Window, asOf: EpochMs): Span[] {
  const past = { from: window.from, to: Math.max(window.from, Math.min(window.to, asOf)) };
  const [unreadAt, unlistedAt] = [sweep(reading.unread), sweep(reading.unlisted)];
  const cuts = cutsWithin([...events.flatMap(turns), ...reading.unread, ...reading.unlisted], past);
  const spans: Span[] = [];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    const [unread, unlisted] = [unreadAt(from), unlistedAt(from)];
    const worst = worstAt(events, from, place);
    // What is not readable now may have changed since; what was not readable then is told by a feed that keeps its past.
    const isHidden = unread !== undefined && (unread.to === null || (worst === null && unlisted !== undefined));
    const why: Why = isHidden
      ? { kind: "unread" }
      : worst === null
        ? { kind: "nothing_said" }
        : { kind: "event", event: worst.id, severity: worst.severity };
    const status = isHidden ? "unknown" : worst === null ? "operational" : STATUS_OF[worst.severity];
    const begins = index === 0 ? GOES_ON : KNOWN;
    appendSpan(spans, { from, to, status, why, begins, ends: KNOWN, knownAt: worst?.knownAt ?? null });
  });
  return endingOpen(spans);
}

/** Where an event may change what holds: its periods, when it is gone, and when it counts no more. */
function turns({ event, vanishedAt }: SeenEvent): { from: EpochMs; to: EpochMs | null }[] {
  const said = [...event.updates.map(({ at }) => at), event.firstPublishedAt];
  return [
    ...event.periods,
    ...said.map((at) => ({ from: at, to: at + STALE_AFTER_MS + 1 })),
    ...(vanishedAt === null ? [] : [{ from: vanishedAt, to: null }]),
  ];
}

interface Worst {
  readonly id: string;
  readonly severity: Severity;
  readonly knownAt: EpochMs;
}

function worstAt(events: readonly SeenEvent[], at: EpochMs, place: Place): Worst | null {
  return events.reduce<Worst | null>((worst, { id, event, vanishedAt }) => {
    const active = activePeriods(event, at, place, vanishedAt).filter(({ counts }) => counts);
    return active.reduce<Worst | null>((found, { period: { severity, from } }) => {
      if (found !== null && SEVERITIES.indexOf(found.severity) >= SEVERITIES.indexOf(severity)) return found;
      return { id, severity, knownAt: Math.max(event.firstSeenAt, from) };
    }, worst);
  }, null);
}

/**
 * The places of a provider that an event speaks of in a window, those without a region first. An event that only tells
 * something, or that has been silent for two weeks, makes no place of its own.
 */
export function placesIn({ events }: ProviderSaid, { from, to }: Window): (string | null)[] {
  const regions = events.flatMap(({ event, vanishedAt }) => {
    if (event.maintenance !== null || event.scope.kind === "unstated") return [];
    return event.periods
      .filter((period) => rank(STATUS_OF[period.severity]) > rank("operational"))
      .filter((period) => {
        const end = Math.min(period.to ?? to, vanishedAt ?? to, lastSaidAt(event) + STALE_AFTER_MS);
        return period.from < to && end > from;
      })
      .map(({ region }) => region);
  });
  return [...new Set(regions)].sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
}
