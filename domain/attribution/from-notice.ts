import type { Place } from "#domain/attribution/evidence.ts";
import { type CloudNames, namesakes, placesNamed } from "#domain/attribution/named.ts";
import { type Contradiction, contradictionIn, type Onset } from "#domain/attribution/onset.ts";
import { statesOwnCause } from "#domain/attribution/own-cause.ts";
import { DAY_MS, HOUR_MS } from "#domain/attribution/units.ts";
import { type MaintenanceSpans, maintenanceSpans } from "#domain/cloud/maintenance.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { touchedBy, touchedOrAll, type Vendor } from "#domain/cloud/touched.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";

/** What matters of a vendor's notice to the outages of its service. */
export interface NoticeFacts {
  /** By the vendor's clock. */
  readonly from: EpochMs;
  readonly to: EpochMs | null;
  /** By ours. */
  readonly announcedAt: EpochMs;
  /** Components of ours (`infura/polygon`) that it may be about; null: any of the service. */
  readonly components: readonly string[] | null;
  /** Clouds that it names; none for announced work. */
  readonly named: readonly Place[];
  /** It gives a cause that is no cloud; never for announced work. */
  readonly ownCause: boolean;
  /** Of announced work: the time that counts as such, by component (`polygon`). */
  readonly maintenance: MaintenanceSpans | null;
}

/** How pages are read as far as is known here: every two minutes, and always. */
const WATCHED = { pollMs: 120_000, unread: [], unlisted: [] } as const;

export function noticeFacts(notice: Notice, announcedAt: EpochMs, service: Vendor, names: CloudNames): NoticeFacts {
  const { title, updates, resolvedAt } = notice;
  const texts = [title, ...updates.map(({ text }) => text)];
  const isWork = notice.maintenance !== null;
  const versions = [{ seenAt: announcedAt, notice }];
  return {
    from: Math.min(notice.startedAt, notice.publishedAt),
    to: resolvedAt,
    announcedAt,
    components: touchedOrAll(touchedBy(notice, service), service),
    named: isWork ? [] : placesNamed(texts, names, namesakes(`${service.name} ${service.slug}`, names)),
    ownCause: !isWork && statesOwnCause(texts, names),
    maintenance: isWork
      ? maintenanceSpans([{ id: notice.id, service: service.slug, versions, vanishedAt: null }], service, WATCHED)
      : null,
  };
}

/** Of an incident, what makes it an onset. */
export interface Failing {
  readonly id: string;
  /** `infura/polygon` */
  readonly component: string;
  readonly startedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  readonly failureTypes: readonly FailureType[];
}

/** A notice that begins this long before an outage is about something else; after its end it may still be about it. */
const BEFORE_MS = 6 * HOUR_MS;
const AFTER_MS = DAY_MS;

/** @param notices of the incident's service */
export function onsetFrom(incident: Failing, notices: readonly NoticeFacts[]): Onset {
  const { id, component, startedAt, resolvedAt, failureTypes } = incident;
  const own = notices.filter(({ components }) => components === null || components.includes(component));
  const telling = own.filter((notice) => isAbout(notice, incident));
  const named = telling.flatMap((notice) => notice.named);
  // Who names a cloud in one post and a deployment in another has not said which of them it was.
  const otherCause = named.length === 0 && telling.some(({ ownCause }) => ownCause);
  return {
    incident: id,
    component,
    at: startedAt,
    recoveredAt: resolvedAt,
    named: distinct(named),
    contradiction:
      contradictionIn(failureTypes) ??
      (otherCause ? { kind: "other_cause" } : null) ??
      announcedFor(component, startedAt, notices),
  };
}

/** Begun while the outage lasted or shortly before, or up to a day after; not over before it began. */
function isAbout({ from, to, maintenance }: NoticeFacts, { startedAt, resolvedAt }: Failing): boolean {
  if (maintenance !== null || (to !== null && to <= startedAt)) return false;
  return from >= startedAt - BEFORE_MS && (resolvedAt === null || from <= resolvedAt + AFTER_MS);
}

/** The work that was announced first, of that which was declared for the component at the moment. */
function announcedFor(component: string, at: EpochMs, notices: readonly NoticeFacts[]): Contradiction | null {
  const slug = component.slice(component.indexOf("/") + 1);
  const announced = notices.flatMap(({ maintenance, announcedAt }) => {
    const covers = maintenance?.get(slug)?.some(({ from, to }) => from <= at && at < to) ?? false;
    return covers ? [announcedAt] : [];
  });
  return announced.length === 0 ? null : { kind: "maintenance", announcedAt: Math.min(...announced) };
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify([place.provider, place.region]), place])).values()];
}
