import type { Notice, NoticeUpdate, PageComponent } from "#domain/cloud/notice.ts";
import { type Reading, unreadBefore } from "#domain/cloud/reading.ts";
import { maintainedBy, touchedBy, type Vendor, type VendorPart } from "#domain/cloud/touched.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A window that nobody has closed goes on for this long after its end: work overruns, and then somebody writes. */
export const GRACE_MS = 30 * MINUTE_MS;
/** One without an end that nobody has closed; so no window lasts longer after the last instant that it names. */
export const WITHOUT_END_MS = 4 * HOUR_MS;
/** What is announced for longer is no maintenance: from then on it counts as it is measured. */
export const LONGEST_MS = 72 * HOUR_MS;
/** What claims to be older than our first sight of it by more than a poll interval and this is dated back (methods 5). */
const CLOCK_SLACK_MS = 2 * MINUTE_MS;

/** A version of a notice, and when we first saw it by our own clock. */
export interface SeenNotice {
  readonly seenAt: EpochMs;
  readonly notice: Pick<
    Notice,
    "title" | "url" | "status" | "publishedAt" | "changedAt" | "resolvedAt" | "maintenance"
  > & {
    readonly components: readonly Pick<PageComponent, "name" | "group">[];
    readonly updates: readonly Pick<NoticeUpdate, "at" | "status">[];
  };
}

/** A notice of maintenance with its versions, oldest first. */
export interface MaintenanceNotice {
  /** Ours, public and permanent. */
  readonly id: string;
  /** Slug of the service whose page it stands on. */
  readonly service: string;
  readonly versions: readonly SeenNotice[];
  /** When it was gone from a page that lists what is planned or under way; null while it is there. */
  readonly vanishedAt: EpochMs | null;
}

/** Maintenance as a vendor declared it. */
export interface Maintenance {
  /** The notice's public id. */
  readonly notice: string;
  readonly title: string;
  readonly url: string | null;
  readonly from: EpochMs;
  /** As announced; null when no end was. */
  readonly until: EpochMs | null;
  /** By our own clock, or the vendor's where that may be right. */
  readonly announcedAt: EpochMs;
  /** When it ends at the latest, should nobody say more. */
  readonly endsAt: EpochMs;
}

/** Time of a component that counts as declared maintenance. */
export interface MaintenanceSpan extends Window {
  readonly maintenance: Maintenance;
}

/** Of a service's components, by slug. */
export type MaintenanceSpans = ReadonlyMap<string, readonly MaintenanceSpan[]>;

/**
 * The time that counts as declared maintenance of each component: what was declared, while it was. A version of a notice
 * counts from when it was said until the next one was, so nothing that is said afterwards excuses what has been: neither a
 * notice that is dated back nor a window that is moved. Only that it is over reaches back.
 *
 * @param reading of the service's page: what we could not see when it was said is taken at the vendor's word
 */
export function maintenanceSpans(
  notices: readonly MaintenanceNotice[],
  vendor: Vendor,
  reading: Reading,
): MaintenanceSpans {
  const declared = notices.flatMap((notice) =>
    spansOf(notice, reading).flatMap((span, index) => {
      const said = notice.versions[index]?.notice;
      if (span === null || said === undefined) return [];
      return maintainedBy(touchedBy(said, vendor), vendor).map((slug) => ({ slug, span }));
    }),
  );
  return groupedBy(
    declared,
    ({ slug }) => slug,
    ({ span }) => span,
  );
}

/** Of each version the time in which it counts; null for none. */
function spansOf({ id, versions, vanishedAt }: MaintenanceNotice, reading: Reading): (MaintenanceSpan | null)[] {
  const saidAt = versions.map((version, index) => saidFrom(version, index, reading));
  const [announcedAt = 0] = saidAt;
  const over = versions.at(-1)?.notice.resolvedAt ?? vanishedAt ?? Number.POSITIVE_INFINITY;
  return versions.map((version, index) => {
    const { maintenance, title, url } = version.notice;
    if (maintenance === null) return null;
    const declared = declaredIn(version);
    const from = Math.max(declared.from, saidAt[index] ?? version.seenAt);
    const to = Math.min(declared.to, saidAt[index + 1] ?? Number.POSITIVE_INFINITY, over);
    if (to <= from) return null;
    const { from: begins, to: endsAt } = declared;
    return {
      from,
      to,
      maintenance: { notice: id, title, url, from: begins, until: maintenance.until, announcedAt, endsAt },
    };
  });
}

/** When a version was said: by the vendor's clock as far as that may be right, else when we saw it. */
function saidFrom({ seenAt, notice }: SeenNotice, index: number, reading: Reading): EpochMs {
  const claimed = index === 0 ? notice.publishedAt : notice.changedAt;
  if (claimed === null || claimed > seenAt) return seenAt;
  const unread = unreadBefore(seenAt, reading, "open");
  if (unread !== null) return Math.max(claimed, unread);
  return claimed >= seenAt - reading.pollMs - CLOCK_SLACK_MS ? claimed : seenAt;
}

/** From its schedule, or from when its vendor says that it has begun, to its end and a grace unless somebody closes it. */
function declaredIn({ seenAt, notice }: SeenNotice): Window {
  const { maintenance, resolvedAt, updates, status, changedAt } = notice;
  if (maintenance === null) return { from: seenAt, to: seenAt };
  const posts = updates.filter((update) => isUnderWay(update.status)).map(({ at }) => at);
  const begun = posts.length > 0 ? posts : isUnderWay(status) ? [changedAt ?? seenAt] : [];
  const from = Math.min(maintenance.from, ...begun);
  const { until } = maintenance;
  const end = until === null || until <= from ? from + WITHOUT_END_MS : until + GRACE_MS;
  return { from, to: Math.min(end, from + LONGEST_MS, resolvedAt ?? Number.POSITIVE_INFINITY) };
}

function isUnderWay(status: string | null): boolean {
  return status === "in_progress" || status === "verifying";
}

/** What is declared of a moment; of several the one that lasts longest. */
export function maintenanceAt(spans: readonly MaintenanceSpan[], at: EpochMs): Maintenance | null {
  const now = spans.filter(({ from, to }) => from <= at && at < to).map(({ maintenance }) => maintenance);
  return now.reduce<Maintenance | null>((best, one) => (best === null || one.endsAt > best.endsAt ? one : best), null);
}

/** A vendor as it is stored: its components with the keys of their rows, and how its page is read. */
export interface StoredVendor extends Vendor {
  readonly reading: Reading;
  readonly components: readonly (VendorPart & { readonly id: number })[];
}

/** The same of several services, by the keys of the components' rows. */
export function maintenanceById(
  notices: readonly MaintenanceNotice[],
  vendors: readonly StoredVendor[],
): Map<number, readonly MaintenanceSpan[]> {
  return new Map(
    vendors.flatMap((vendor) => {
      const spans = maintenanceSpans(
        notices.filter(({ service }) => service === vendor.slug),
        vendor,
        vendor.reading,
      );
      return vendor.components.flatMap(({ id, slug }) => {
        const own = spans.get(slug);
        return own === undefined ? [] : [[id, own] as const];
      });
    }),
  );
}
