import type { CloudEvent, EventUpdate, Period, Severity } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";

/** Whether two versions mean the same post: by its id, else by its time or its words, either of which gets edited. */
export function samePost(a: EventUpdate, b: EventUpdate): boolean {
  return a.id !== null && b.id !== null ? a.id === b.id : a.at === b.at || a.text === b.text;
}

interface Seen {
  readonly firstSeenAt: EpochMs;
  readonly event: CloudEvent;
}

interface Stretch {
  readonly from: EpochMs;
  readonly severity: Severity | null;
  readonly event: CloudEvent;
}

/** When a version's state began: with the newest post that the version before did not have, else when we first saw it. */
function beganAt(version: Seen, before: Seen): EpochMs {
  const fresh = version.event.updates.filter((update) => !before.event.updates.some((old) => samePost(old, update)));
  const at = fresh.reduce((newest, update) => Math.max(newest, update.at), Number.NEGATIVE_INFINITY);
  return at === Number.NEGATIVE_INFINITY ? version.firstSeenAt : Math.min(at, version.firstSeenAt);
}

const partOf = ({ service, region, zone }: Period) => JSON.stringify([service, region, zone]);

/**
 * Periods of an event whose feed says only how bad it is now: each version holds until the next one says otherwise.
 * @param versions oldest first.
 */
export function courseOfVersions(versions: readonly Seen[], onsetAt: EpochMs): Period[] {
  const stretches: Stretch[] = [];
  for (const [index, version] of versions.entries()) {
    const before = versions[index - 1];
    const from = before === undefined ? onsetAt : Math.max(beganAt(version, before), stretches.at(-1)?.from ?? onsetAt);
    stretches.push({ from, severity: version.event.severity.now, event: version.event });
  }
  const last = versions.at(-1)?.event;
  const endedAt = last?.endedAt ?? null;
  const parts = new Map(
    versions.flatMap(({ event }) => event.periods.map((period) => [partOf(period), period] as const)),
  );
  return [...parts.values()].flatMap((part) => periodsOf(part, stretches, endedAt));
}

function periodsOf(part: Period, stretches: readonly Stretch[], endedAt: EpochMs | null): Period[] {
  const periods: Period[] = [];
  for (const [index, { from, severity, event }] of stretches.entries()) {
    const concerns = event.periods.some((period) => partOf(period) === partOf(part));
    // An event that was over when we first saw it has a peak and no present.
    const level = severity ?? (index === 0 ? event.severity.peak : null);
    if (level === null || !concerns) continue;
    const next = stretches[index + 1]?.from ?? null;
    const end = endedAt === null ? next : Math.min(next ?? endedAt, endedAt);
    if (end !== null && end <= from) continue;
    const previous = periods.at(-1);
    if (previous?.to === from && previous.severity === level) periods.splice(-1, 1, { ...previous, to: end });
    else periods.push({ ...part, from, to: end, severity: level });
  }
  return periods;
}
