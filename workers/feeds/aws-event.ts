import { z } from "zod";
import { regionOfArn, splitAwsSlug } from "#domain/cloud/aws-regions.ts";
import {
  type AffectedService,
  type CloudEvent,
  type EventUpdate,
  type Scope,
  type Severity,
  worstOf,
} from "#domain/cloud/event.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import type { EpochMs } from "#domain/time.ts";
import { awsSeverity, awsTitle, awsZones, newestWindow, type StatedWindow } from "#workers/feeds/aws-codes.ts";
import { awsPeriods, mergedChanges } from "#workers/feeds/aws-periods.ts";
import { listOf, looseText } from "#workers/feeds/json.ts";
import { plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { anyTime, maybeTime } from "#workers/feeds/time.ts";

const code = z.union([z.string(), z.number()]).nullish().catch(null);

const changeSchema = z.object({
  service: z.string().min(1).max(200),
  service_name: looseText,
  previous_status: code,
  current_status: code.refine((value) => awsSeverity(value) !== undefined),
  timestamp: anyTime,
});

const logSchema = z.object({ summary: looseText, message: looseText, status: code, timestamp: anyTime });

const impactSchema = z.object({ service_name: looseText, current: code, max: code });

/** An event of `currentevents` and of `historyevents`. */
export const awsEventSchema = z.object({
  arn: z.string().min(1).max(500).optional().catch(undefined),
  service: z.string().min(1).max(200).optional().catch(undefined),
  service_name: looseText,
  region_name: looseText,
  date: anyTime,
  end_time: maybeTime,
  status: code,
  summary: looseText,
  event_log: listOf(logSchema),
  impacted_services: z
    .record(z.string(), z.unknown())
    .nullish()
    .catch(null)
    .transform((services) =>
      Object.entries(services ?? {}).flatMap(([slug, value]) => {
        const impact = impactSchema.safeParse(value);
        return impact.success ? [{ slug, ...impact.data }] : [];
      }),
    ),
  impacted_service_status_changes: listOf(changeSchema),
});
export type AwsEvent = z.output<typeof awsEventSchema>;

function updatesOf(event: AwsEvent): EventUpdate[] {
  return event.event_log
    .map(({ message, status, timestamp, summary }) => ({
      id: null,
      at: timestamp,
      text: plainText(message) || plainTitle(summary),
      severity: awsSeverity(status) ?? null,
      state: status === null || status === undefined ? null : String(status),
    }))
    .sort((a, b) => a.at - b.at);
}

/** Severity codes outlive their event: what is over follows from the log and from the end, never from `status` alone. */
function endOf(event: AwsEvent, updates: readonly EventUpdate[], window: StatedWindow | null): EpochMs | null {
  if (event.end_time !== null) return event.end_time;
  const last = updates.at(-1);
  const changed = event.impacted_service_status_changes.map(({ timestamp }) => timestamp);
  const over = last?.state === "0" || awsTitle(event.summary ?? "").resolved || awsSeverity(event.status) === null;
  return over ? (window?.to ?? Math.max(last?.at ?? event.date, ...changed)) : null;
}

function severities(event: AwsEvent, updates: readonly EventUpdate[]): { peak: Severity; now: Severity } {
  const current = worstOf(event.impacted_services.map(({ current }) => awsSeverity(current) ?? null));
  const latest = updates.findLast(({ severity }) => severity !== null)?.severity ?? null;
  const stated = awsSeverity(event.status) ?? null;
  const peak = worstOf([
    stated,
    ...updates.map(({ severity }) => severity),
    ...event.impacted_services.map(({ max }) => awsSeverity(max) ?? null),
    ...event.impacted_service_status_changes.map(({ current_status }) => awsSeverity(current_status) ?? null),
  ]);
  return { peak: peak ?? "informational", now: current ?? latest ?? stated ?? "informational" };
}

function servicesOf(event: AwsEvent, slug: string): AffectedService[] {
  const named = [
    ...event.impacted_services.map((impact) => ({ slug: impact.slug, name: impact.service_name })),
    ...event.impacted_service_status_changes.map((change) => ({ slug: change.service, name: change.service_name })),
  ];
  const own = named.length > 0 || slug === "" ? [] : [{ slug, name: event.service_name }];
  const services = [...named, ...own].map(({ slug: full, name }) => {
    const { service } = splitAwsSlug(full);
    return [service, { slug: service, name: plainName(name) || service }] as const;
  });
  return [...new Map(services).values()];
}

export function awsScope(region: string | null, updates: readonly EventUpdate[]): Scope {
  if (region === null) return { kind: "global" };
  const zones = awsZones(updates);
  return zones.length > 0 ? { kind: "zones", regions: [region], zones } : { kind: "regions", regions: [region] };
}

/** Link of an event on the public dashboard. */
const dashboardUrl = (arn: string) => `https://health.aws.amazon.com/health/status?eventID=${encodeURIComponent(arn)}`;

/** One event as our model has it. Throws when nothing names it. */
export function awsEvent(event: AwsEvent, feed: FeedKind, now: EpochMs, slugOfList = ""): CloudEvent {
  const slug = event.service ?? slugOfList;
  if (event.arn === undefined && slug === "") throw new Error("neither arn nor service");
  const updates = updatesOf(event);
  const region = (event.arn ? regionOfArn(event.arn) : null) ?? splitAwsSlug(slug).region;
  const firstPublishedAt = updates[0]?.at ?? event.date;
  const changes = mergedChanges(event);
  const window = newestWindow(updates, firstPublishedAt);
  // Changes of services are dated back to when they began, not to when that was posted.
  const began = Math.min(event.date, ...changes.map(({ at }) => at));
  const stated = window?.from ?? (began < firstPublishedAt ? began : null);
  const endedAt = endOf(event, updates, window);
  const { peak, now: level } = severities(event, updates);
  const scope = awsScope(region, updates);
  const onsetAt = stated ?? Math.min(event.date, firstPublishedAt);
  return {
    provider: "aws",
    feed,
    id: event.arn ?? `${slug}_${event.date / 1000}`,
    kin: null,
    title: plainTitle(awsTitle(event.summary ?? "").title) || plainName(event.service_name) || slug,
    url: event.arn ? dashboardUrl(event.arn) : null,
    onsetAt,
    onsetQuality: stated === null ? "first_status_post" : "stated_start",
    firstPublishedAt,
    firstSeenAt: now,
    endedAt,
    changedAt: null,
    severity: { peak, now: endedAt === null ? level : null, stated: true },
    scope,
    services: servicesOf(event, slug),
    periods: awsPeriods({
      event,
      updates,
      changes,
      region,
      scope,
      slug,
      onsetAt,
      endedAt,
      level: { peak, now: level },
    }),
    course: "stated",
    updates,
    maintenance: null,
    state: event.status === null || event.status === undefined ? "" : String(event.status),
  };
}
