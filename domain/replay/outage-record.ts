import type { Notice } from "#domain/cloud/notice.ts";
import type { Reading } from "#domain/cloud/reading.ts";
import type { EventHistory } from "#domain/cloud/versions.ts";
import type { Attributions, IncidentDetail } from "#domain/publish/incident.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import type { SeenEvent } from "#domain/timeline/cloud-spans.ts";
import type { ComponentLog } from "#domain/timeline/component-spans.ts";
import type { Interval, Window } from "#domain/uptime/interval.ts";

/**
 * Services in trouble from which on a group of incidents is replayed. One service has its whole past on its own page. Of the
 * services that are watched, two begin to fail within a quarter of an hour by chance alone now and then; of three somebody
 * asks what they have in common, and that is what the picture answers.
 */
export const REPLAYED_SERVICES = 3;

/** All that is on record of a large group of incidents and of its time. */
export interface OutageRecord {
  /** Public id of the group. */
  readonly group: string;
  readonly window: Window;
  /** Nothing is known of later: of the time of reading, and of the judge's last pass, the earlier. */
  readonly asOf: EpochMs;
  /** As they began, with their histories. */
  readonly incidents: readonly IncidentDetail[];
  readonly attributions: Attributions;
  /** Of the services of the group, and of every chain; by `infura/polygon`. */
  readonly components: ReadonlyMap<string, RecordedLog>;
  /** Providers with a feed, in the order of their slugs. */
  readonly clouds: readonly RecordedCloud[];
  /** On the pages of the services of the group. */
  readonly notices: readonly RecordedNotice[];
}

/** A component's log whose retractions say when they were made. */
export interface RecordedLog extends ComponentLog {
  readonly retracted: readonly (Interval & { readonly at: EpochMs })[];
}

/** What a provider said of the time, and how well it could be read. */
export interface RecordedCloud {
  readonly provider: string;
  readonly reading: Reading;
  readonly events: readonly (SeenEvent & { readonly history: EventHistory })[];
}

/** What a vendor said on its own page. */
export interface RecordedNotice {
  readonly id: string;
  /** Slug of the service. */
  readonly service: string;
  /** Its newest form. */
  readonly notice: Notice;
  /** Oldest first, never empty. */
  readonly versions: readonly { readonly seenAt: EpochMs; readonly notice: Notice }[];
}

/** How far an outage reaches. */
export interface Extent {
  /** The first failure. */
  readonly from: EpochMs;
  /** The last recovery; null while an incident is open. */
  readonly to: EpochMs | null;
  /** The first and last instant that the cloud events speak of that it coincides with; null without any. */
  readonly said: { readonly from: EpochMs; readonly to: EpochMs } | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Before the first instant and after the last, at least. */
const MARGIN_MS = 15 * MINUTE_MS;
/** What a cloud says of longer before the first failure, or after the last, is in its event's page. */
const SAID_MS = 6 * HOUR_MS;
/** A component may stay down for weeks, and nobody watches that: the replay ends here, and says that it went on. */
export const LONGEST_MS = 72 * HOUR_MS;

/** Whole hours around all that happened, up to the last minute that is known. */
export function outageWindow({ from, to, said }: Extent, asOf: EpochMs): Window {
  const latest = from + LONGEST_MS;
  const end = Math.min(to ?? asOf, latest);
  const [first, last] =
    said === null
      ? [from, end]
      : [Math.max(Math.min(from, said.from), from - SAID_MS), Math.min(Math.max(end, said.to), end + SAID_MS, latest)];
  const begin = Math.floor((first - MARGIN_MS) / HOUR_MS) * HOUR_MS;
  const known = Math.floor(asOf / MINUTE_MS) * MINUTE_MS;
  const over = Math.ceil((last + MARGIN_MS) / HOUR_MS) * HOUR_MS;
  return { from: begin, to: Math.max(begin + HOUR_MS, Math.min(over, known)) };
}

const PREFIX = "recorded-";

/** Of a group's replay: the same for ever, as the group's is. */
export function recordedId(group: string): string {
  return `${PREFIX}${group}`;
}

/** The group of a replay's id; null for the id of a dossier. */
export function groupOfReplay(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
}

/** Whether all incidents of a group together are replayed. */
export function isReplayed(incidents: readonly Pick<IncidentView, "about">[]): boolean {
  return new Set(incidents.map(({ about }) => about.serviceSlug)).size >= REPLAYED_SERVICES;
}
