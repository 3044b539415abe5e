import { splitAwsSlug } from "#domain/cloud/aws-regions.ts";
import type { EventUpdate, Period, Scope, Severity } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";
import { awsSeverity } from "#workers/feeds/aws-codes.ts";
import type { AwsEvent } from "#workers/feeds/aws-event.ts";

/** A moment at which a service's severity became this; null is well again. */
interface Change {
  readonly service: string;
  readonly at: EpochMs;
  readonly severity: Severity | null;
}

/** The status changes of services, oldest first. */
export function mergedChanges(event: AwsEvent): Change[] {
  return event.impacted_service_status_changes
    .map(({ service, timestamp, current_status }) => ({
      service,
      at: timestamp,
      severity: awsSeverity(current_status) ?? null,
    }))
    .sort((a, b) => a.at - b.at);
}

interface Facts {
  readonly event: AwsEvent;
  readonly updates: readonly EventUpdate[];
  readonly changes: readonly Change[];
  /** Of the event; a service whose slug names none is global. */
  readonly region: string | null;
  readonly scope: Scope;
  readonly slug: string;
  readonly onsetAt: EpochMs;
  readonly endedAt: EpochMs | null;
  readonly level: { readonly peak: Severity; readonly now: Severity };
}

/** Periods between changes; the last one lasts until the event's end. */
function periodsBetween(
  part: Pick<Period, "service" | "region" | "zone">,
  changes: readonly Omit<Change, "service">[],
  end: EpochMs | null,
): Period[] {
  const periods: Period[] = [];
  for (const [index, { at, severity }] of changes.entries()) {
    const next = changes[index + 1]?.at ?? end;
    const to = next !== null && end !== null ? Math.min(next, end) : next;
    if (severity === null || (to !== null && to <= at)) continue;
    const previous = periods.at(-1);
    if (previous?.to === at && previous.severity === severity) periods.splice(-1, 1, { ...previous, to });
    else periods.push({ ...part, from: at, to, severity });
  }
  return periods;
}

/** An event of one service: its course is the log's. */
function ofLog(service: string | null, { updates, region, onsetAt, endedAt, level }: Facts): Period[] {
  const part = { service, region, zone: null };
  const said = updates.filter(({ state, severity }) => severity !== null || state === "0");
  const changes = said.map(({ at, severity }, index) => ({ at: index === 0 ? onsetAt : at, severity }));
  const periods = periodsBetween(part, changes, endedAt);
  if (periods.length > 0) return periods;
  // A log without a severity, as when the first post of an event already says that it is over.
  return [{ ...part, from: onsetAt, to: endedAt, severity: endedAt === null ? level.now : level.peak }];
}

function ofService(slug: string, facts: Facts): Period[] {
  const { service, region } = splitAwsSlug(slug);
  const part = { service, region, zone: null };
  const changes = facts.changes.filter((change) => change.service === slug);
  if (changes.length > 0) return periodsBetween(part, changes, facts.endedAt);
  // Listed without a change: bad since the beginning, and if it is well again we know only that it is so by the last post.
  const impact = facts.event.impacted_services.find((listed) => listed.slug === slug);
  const now = awsSeverity(impact?.current) ?? null;
  const peak = awsSeverity(impact?.max) ?? now;
  if (peak === null) return [];
  const recoveredBy = Math.max(facts.onsetAt, facts.updates.at(-1)?.at ?? facts.onsetAt);
  const to = facts.endedAt ?? (now === null ? recoveredBy : null);
  return to !== null && to <= facts.onsetAt ? [] : [{ ...part, from: facts.onsetAt, to, severity: now ?? peak }];
}

/** Slugs that stand for "several services": no service of their own. */
const SEVERAL = /^multiple[-_]?services$/;

/** Which services were how bad, where and from when to when. */
export function awsPeriods(facts: Facts): Period[] {
  const slugs = new Set([
    ...facts.event.impacted_services.map(({ slug }) => slug),
    ...facts.changes.map(({ service }) => service),
  ]);
  const own = splitAwsSlug(facts.slug).service;
  const periods =
    slugs.size > 0
      ? [...slugs].flatMap((slug) => ofService(slug, facts))
      : ofLog(SEVERAL.test(own) || own === "" ? null : own, facts);
  return inZones(periods, facts.scope);
}

/** Periods of an event that is confined to zones, one for each of them. */
export function inZones(periods: readonly Period[], scope: Scope): Period[] {
  if (scope.kind !== "zones") return [...periods];
  return periods.flatMap((period) =>
    period.region === null ? [period] : scope.zones.map((zone) => ({ ...period, zone })),
  );
}
