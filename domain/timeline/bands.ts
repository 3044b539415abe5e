import { STALE_AFTER_MS } from "#domain/cloud/active.ts";
import { type CloudEvent, lastSaidAt, SEVERITIES } from "#domain/cloud/event.ts";
import { type Reading, unreadBefore } from "#domain/cloud/reading.ts";
import { isBracketed } from "#domain/incident/bracket.ts";
import type { EpochMs } from "#domain/time.ts";
import type { ProviderSaid, SeenEvent } from "#domain/timeline/cloud-spans.ts";
import type { Band, BandOnset } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** An incident that coincides with a cloud event. */
export interface Hit {
  /** Public id of the event. */
  readonly event: string;
  readonly region: string | null;
  readonly startedAt: EpochMs;
  readonly lastGood: EpochMs | null;
  /** Null while it is open. */
  readonly resolvedAt: EpochMs | null;
}

/** More than this many bands cannot be told apart. */
const MOST = 2;
/** What claims to be older than our first sight of it by more than a poll interval and this is dated back (methods 5). */
const CLOCK_SLACK_MS = 2 * 60_000;

/**
 * The cloud events that are drawn through all rows: those that incidents of ours coincide with, and of the others those
 * that began in the window and are more than information. Most hits first, then the worst, then the newest.
 */
export function bandsOf(clouds: readonly ProviderSaid[], hits: readonly Hit[], window: Window, asOf: EpochMs): Band[] {
  const past = { from: window.from, to: Math.min(window.to, asOf) };
  return clouds
    .flatMap(({ events, reading }) => events.map((seen) => ({ seen, reading })))
    .flatMap(({ seen, reading }) => {
      const own = hits.filter(({ event, startedAt }) => event === seen.id && startedAt <= past.to);
      const band = isDrawn(seen, own, past) ? bandOf(seen, own, reading, past) : null;
      return band === null ? [] : [{ band, event: seen.event }];
    })
    .sort(
      (a, b) =>
        b.band.hits - a.band.hits ||
        SEVERITIES.indexOf(b.event.severity.peak) - SEVERITIES.indexOf(a.event.severity.peak) ||
        b.event.onsetAt - a.event.onsetAt ||
        (a.band.event < b.band.event ? -1 : 1),
    )
    .slice(0, MOST)
    .map(({ band }) => band);
}

function isDrawn({ event }: SeenEvent, hits: readonly Hit[], { from, to }: Window): boolean {
  if (event.maintenance !== null) return false;
  if (hits.length > 0) return true;
  if (event.severity.peak === "informational" || event.scope.kind === "unstated") return false;
  return event.onsetAt >= from && event.onsetAt < to;
}

function bandOf(
  { id, event, vanishedAt }: SeenEvent,
  hits: readonly Hit[],
  reading: Reading,
  past: Window,
): Band | null {
  const first = hits.reduce<Hit | null>((a, b) => (a === null || b.startedAt < a.startedAt ? b : a), null);
  const begin = first?.startedAt ?? event.onsetAt;
  const over = endOf(event, vanishedAt, hits);
  const [from, to] = [Math.max(begin, past.from), Math.min(over ?? past.to, past.to)];
  if (to <= from) return null;
  const said = firstSaid(event, reading);
  const within = (at: EpochMs | null) => (at !== null && at >= past.from && at <= past.to ? at : null);
  const onset: BandOnset = {
    at: within(begin),
    by: first === null ? "told" : "measured",
    bracketed: first !== null && isBracketed(first.startedAt, first.lastGood),
  };
  return {
    event: id,
    provider: event.provider,
    region: first?.region ?? regionOf(event),
    title: event.title,
    from,
    to,
    onset,
    saidAt: within(said),
    leadIn: said > from ? { from, to: Math.min(said, to) } : null,
    saidResolvedAt: within(event.endedAt),
    hits: hits.length,
  };
}

/** When all of it was over, by the provider's word and by what we saw; null while it goes on. */
function endOf(event: CloudEvent, vanishedAt: EpochMs | null, hits: readonly Hit[]): EpochMs | null {
  const said = event.endedAt ?? vanishedAt ?? lastSaidAt(event) + STALE_AFTER_MS;
  if (hits.some(({ resolvedAt }) => resolvedAt === null)) return null;
  return Math.max(said, ...hits.map(({ resolvedAt }) => resolvedAt ?? 0));
}

/** The only region that it names; null for several, and for what is everywhere. */
function regionOf({ scope }: CloudEvent): string | null {
  if (scope.kind !== "regions" && scope.kind !== "zones") return null;
  return scope.regions.length === 1 ? (scope.regions[0] ?? null) : null;
}

/** When it was first said: by the provider's clock as far as that may be right, else when we saw it. */
export function firstSaid({ firstPublishedAt, firstSeenAt }: CloudEvent, reading: Reading): EpochMs {
  if (firstPublishedAt > firstSeenAt) return firstSeenAt;
  const unread = unreadBefore(firstSeenAt, reading, "open");
  if (unread !== null) return Math.max(firstPublishedAt, unread);
  return firstPublishedAt >= firstSeenAt - reading.pollMs - CLOCK_SLACK_MS ? firstPublishedAt : firstSeenAt;
}
