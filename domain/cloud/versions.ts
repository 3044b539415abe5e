import { courseOfVersions, samePost } from "#domain/cloud/course.ts";
import { betterOnset, type CloudEvent, type EventUpdate, worstOf } from "#domain/cloud/event.ts";
import { absenceIn, type FeedKind } from "#domain/cloud/feed-kind.ts";
import type { EpochMs } from "#domain/time.ts";

/** A state of an event's record, and from when to when we saw it so. */
export interface EventVersion {
  /** Of the content without our own times, made by whoever read it. */
  readonly digest: string;
  readonly firstSeenAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly event: CloudEvent;
}

/** Everything a feed ever said of one event, oldest version first. Nothing is taken out. */
export interface EventHistory {
  readonly provider: string;
  readonly id: string;
  readonly versions: readonly EventVersion[];
  /** Set while an event that was not over is missing from its feed. */
  readonly missing: Missing | null;
}

export interface Missing {
  readonly feed: FeedKind;
  /** The first and the last readable answer that lacked it. */
  readonly since: EpochMs;
  readonly until: EpochMs;
  /** Whether all those answers were empty altogether, which a broken feed can be too. */
  readonly fromEmpty: boolean;
}

/** An answer of a feed, as far as it matters to an event that is not in it. */
export interface Answer {
  readonly feed: FeedKind;
  readonly at: EpochMs;
  /** It could be read, and no entry of it was broken. */
  readonly whole: boolean;
  /** It held no entry at all. */
  readonly empty: boolean;
}

/** One entry of one readable answer of a feed. */
export interface Sighting {
  readonly event: CloudEvent;
  readonly digest: string;
  readonly seenAt: EpochMs;
}

const byTime = (a: EventVersion, b: EventVersion) =>
  a.firstSeenAt - b.firstSeenAt || a.lastSeenAt - b.lastSeenAt || (a.digest < b.digest ? -1 : 1);

/** Puts a sighting among the versions of its feed. The same one twice changes nothing, in whatever order they come. */
function withSighting(versions: readonly EventVersion[], { event, digest, seenAt }: Sighting): readonly EventVersion[] {
  const same = versions.find((v) => v.digest === digest && v.firstSeenAt <= seenAt && seenAt <= v.lastSeenAt);
  if (same) return versions;
  const before = versions.findLastIndex((v) => v.firstSeenAt <= seenAt);
  const here = versions[before];
  const next = versions[before + 1];
  // Seen earlier or later than before with the same content: the version lasted longer than we knew.
  if (here?.digest === digest) return versions.with(before, { ...here, lastSeenAt: seenAt });
  if (next?.digest === digest && (here === undefined || here.lastSeenAt < seenAt)) {
    return versions.with(before + 1, { ...next, firstSeenAt: seenAt });
  }
  const version = { digest, firstSeenAt: seenAt, lastSeenAt: seenAt, event };
  if (here === undefined || here.lastSeenAt <= seenAt) return [...versions, version].sort(byTime);
  // In the midst of a version: it was so before, otherwise for a while, and so again.
  const halves = [
    { ...here, lastSeenAt: here.firstSeenAt },
    { ...here, firstSeenAt: here.lastSeenAt },
  ];
  return [...versions.toSpliced(before, 1), ...halves, version].sort(byTime);
}

/** The history with one more sighting of its event, or the same object when that changes nothing. */
export function mergeVersion(history: EventHistory | null, sighting: Sighting): EventHistory {
  const { event, seenAt } = sighting;
  const known: EventHistory = history ?? { provider: event.provider, id: event.id, versions: [], missing: null };
  // Two feeds may tell of one event in different words: each has versions of its own, or they would take turns for ever.
  const own = known.versions.filter((version) => version.event.feed === event.feed);
  const merged = withSighting(own, sighting);
  const others = known.versions.filter((version) => version.event.feed !== event.feed);
  const versions = merged === own ? known.versions : [...others, ...merged].sort(byTime);
  const back = known.missing !== null && known.missing.feed === event.feed && seenAt >= known.missing.since;
  const missing = back ? null : known.missing;
  return versions === known.versions && missing === known.missing ? known : { ...known, versions, missing };
}

/** The history an entry belongs to: by its id, by a post that both have, or by its kin while that is open. */
export function findHistory(histories: readonly EventHistory[], event: CloudEvent): EventHistory | null {
  const own = histories.filter(({ provider }) => provider === event.provider);
  const named = own.find(
    ({ id, versions }) => id === event.id || versions.some((version) => version.event.id === event.id),
  );
  if (named) return named;
  if (event.kin === null) return null;
  const posts = new Set(event.updates.flatMap(({ id }) => (id === null ? [] : [id])));
  const kin = own.filter(({ versions }) => versions.some((version) => version.event.kin === event.kin));
  const sharing = kin.find(({ versions }) =>
    versions.some((version) => version.event.updates.some(({ id }) => id !== null && posts.has(id))),
  );
  return sharing ?? kin.find((history) => isOpen(history)) ?? null;
}

/** A short absence may be a stumble of the feed; answers that are empty altogether are believed later. */
const VANISHED_AFTER_MS = 15 * 60_000;
const VANISHED_FROM_EMPTY_AFTER_MS = 60 * 60_000;

/**
 * What one answer of a feed tells of an event that is not in it. Only an answer that could be read whole says anything: an
 * unreadable feed, or one with broken entries, does not tell what it lacks. An event that is back is no longer missing.
 */
export function markMissing(history: EventHistory, { feed, at, whole, empty }: Answer): EventHistory {
  const newest = history.versions.at(-1);
  const seenThere = history.versions.findLast(({ event }) => event.feed === feed);
  if (newest === undefined || seenThere === undefined || !whole || newest.event.endedAt !== null) return history;
  if (absenceIn(feed) === "nothing" || at <= seenThere.lastSeenAt) return history;
  const { missing } = history;
  if (missing === null) return { ...history, missing: { feed, since: at, until: at, fromEmpty: empty } };
  if (missing.feed !== feed) return history;
  // Gone is gone: that it is not there still is no news, and would be written down with each answer for ever.
  if (vanishedAt(history) !== null && at > missing.until) return history;
  const known = at >= missing.since && at <= missing.until;
  if (known && (empty || !missing.fromEmpty)) return history;
  return {
    ...history,
    missing: {
      feed,
      since: Math.min(missing.since, at),
      until: Math.max(missing.until, at),
      fromEmpty: missing.fromEmpty && empty,
    },
  };
}

/** Since when an event is gone from a feed that lists what is open, or null. It is not resolved: nobody said so. */
export function vanishedAt({ missing }: EventHistory): EpochMs | null {
  if (missing === null) return null;
  const needed = missing.fromEmpty ? VANISHED_FROM_EMPTY_AFTER_MS : VANISHED_AFTER_MS;
  return missing.until - missing.since >= needed ? missing.since : null;
}

function isOpen(history: EventHistory): boolean {
  return history.versions.at(-1)?.event.endedAt === null && vanishedAt(history) === null;
}

/** All posts of all versions; of one that was edited, the newest text, with what an older version knew of its severity. */
function allUpdates(versions: readonly EventVersion[]): EventUpdate[] {
  const updates: EventUpdate[] = [];
  for (const { event } of versions.toReversed()) {
    const newer = updates.length;
    for (const update of event.updates) {
      const known = updates.slice(0, newer).findIndex((other) => samePost(other, update));
      const other = updates[known];
      if (other === undefined) updates.push(update);
      else if (other.severity === null && other.state === null) {
        updates[known] = { ...other, severity: update.severity, state: update.state };
      }
    }
  }
  return updates.sort((a, b) => a.at - b.at);
}

/** The best known beginning: a first post is the earliest seen, a stated one is the latest that was stated. */
function bestOnset(versions: readonly EventVersion[]): Pick<CloudEvent, "onsetAt" | "onsetQuality"> {
  const [first, ...later] = versions.map(({ event }) => event) as [CloudEvent, ...CloudEvent[]];
  return later.reduce((best, event) => {
    if (betterOnset(best.onsetQuality, event.onsetQuality)) return best;
    const firstPost = event.onsetQuality === "first_status_post" && best.onsetQuality === "first_status_post";
    return firstPost && best.onsetAt < event.onsetAt ? best : event;
  }, first);
}

/** One event out of the versions seen until a moment, or null when none was. */
export function eventAsOf({ id, versions }: EventHistory, at: EpochMs = Number.POSITIVE_INFINITY): CloudEvent | null {
  const seen = versions.filter(({ firstSeenAt }) => firstSeenAt <= at);
  const newest = seen.at(-1);
  const first = seen[0];
  if (newest === undefined || first === undefined) return null;
  const onset = bestOnset(seen);
  const { event } = newest;
  return {
    ...event,
    id,
    onsetAt: onset.onsetAt,
    onsetQuality: onset.onsetQuality,
    firstPublishedAt: Math.min(...seen.map((version) => version.event.firstPublishedAt)),
    firstSeenAt: first.firstSeenAt,
    severity: {
      peak: worstOf(seen.map((version) => version.event.severity.peak)) ?? event.severity.peak,
      now: event.severity.now,
      stated: seen.some((version) => version.event.severity.stated),
    },
    updates: allUpdates(seen),
    periods: event.course === "versions" ? courseOfVersions(seen, onset.onsetAt) : event.periods,
  };
}
