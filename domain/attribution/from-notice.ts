import type { Place } from "#domain/attribution/evidence.ts";
import { type CloudNames, namesakes, placesNamed } from "#domain/attribution/named.ts";
import { type Contradiction, contradictionIn, type Onset } from "#domain/attribution/onset.ts";
import { DAY_MS, HOUR_MS } from "#domain/attribution/units.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { Notice, PageComponent } from "#domain/cloud/notice.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";

/** What matters of a vendor's notice to the outages of its service. */
export interface NoticeFacts {
  /** By the vendor's clock. */
  readonly from: EpochMs;
  readonly to: EpochMs | null;
  /** By ours. */
  readonly announcedAt: EpochMs;
  /** Components of ours (`infura/polygon`) that it touches; null: the whole service. */
  readonly components: readonly string[] | null;
  /** Clouds that it names; none for announced work. */
  readonly named: readonly Place[];
  /** Of announced work: its window, which a vendor that says it is done ends early. */
  readonly maintenance: Interval | null;
}

/** Of a service, what its components can be told by. */
export interface Vendor {
  readonly slug: string;
  readonly components: readonly { readonly slug: string; readonly name: string; readonly chain?: string | null }[];
}

export function noticeFacts(
  notice: Notice,
  announcedAt: EpochMs,
  service: Vendor & Pick<ServiceSpec, "name">,
  names: CloudNames,
): NoticeFacts {
  const { title, updates, maintenance, resolvedAt } = notice;
  const texts = [title, ...updates.map(({ text }) => text)];
  return {
    from: Math.min(notice.startedAt, notice.publishedAt),
    to: resolvedAt,
    announcedAt,
    components: componentsTouched(notice.components, service),
    named: maintenance === null ? placesNamed(texts, names, namesakes(`${service.name} ${service.slug}`, names)) : [],
    maintenance: maintenance === null ? null : { from: maintenance.from, to: earlier(maintenance.until, resolvedAt) },
  };
}

function earlier(one: EpochMs | null, other: EpochMs | null): EpochMs | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

const words = (text: string) =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
/** A shorter word than this would be found in too many names. */
const SHORTEST = 3;

/**
 * Components of ours that a page's components stand for: by name, slug or chain, the one within the other as whole words.
 * null where none could be matched: then it is the whole service.
 */
export function componentsTouched(
  components: readonly Pick<PageComponent, "name" | "group">[],
  service: Vendor,
): string[] | null {
  if (service.components.length < 2) return null;
  const said = components.flatMap(({ name, group }) => [words(name), ...(group === null ? [] : [words(group)])]);
  const touched = service.components.filter(({ slug, name, chain }) =>
    [slug, name, ...(chain == null ? [] : [chain])].map(words).some((own) => said.some((their) => meet(own, their))),
  );
  return touched.length === 0 ? null : touched.map(({ slug }) => `${service.slug}/${slug}`);
}

function meet(one: string, other: string): boolean {
  const shorter = one.length <= other.length ? one : other;
  return shorter.trim().length >= SHORTEST && (one.length <= other.length ? other : one).includes(shorter);
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
  const named = own.filter((notice) => isAbout(notice, incident)).flatMap((notice) => notice.named);
  return {
    incident: id,
    component,
    at: startedAt,
    recoveredAt: resolvedAt,
    named: distinct(named),
    contradiction: contradictionIn(failureTypes) ?? maintenanceAt(startedAt, own),
  };
}

/** Begun while the outage lasted or shortly before, or up to a day after; not over before it began. */
function isAbout({ from, to, maintenance }: NoticeFacts, { startedAt, resolvedAt }: Failing): boolean {
  if (maintenance !== null || (to !== null && to <= startedAt)) return false;
  return from >= startedAt - BEFORE_MS && (resolvedAt === null || from <= resolvedAt + AFTER_MS);
}

/** The window that was announced first, of those that cover the moment. */
function maintenanceAt(at: EpochMs, notices: readonly NoticeFacts[]): Contradiction | null {
  const announced = notices.flatMap(({ maintenance, announcedAt }) => {
    const covers = maintenance !== null && maintenance.from <= at && (maintenance.to === null || at < maintenance.to);
    return covers ? [announcedAt] : [];
  });
  return announced.length === 0 ? null : { kind: "maintenance", announcedAt: Math.min(...announced) };
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify([place.provider, place.region]), place])).values()];
}
