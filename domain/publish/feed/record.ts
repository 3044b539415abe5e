import type { Notice } from "#domain/cloud/notice.ts";
import type { CloudEventView } from "#domain/publish/cloud.ts";
import type { FeedScope } from "#domain/publish/feed/address.ts";
import type { Attributions, IncidentDetail } from "#domain/publish/incident.ts";
import type { EpochMs } from "#domain/time.ts";

/** Incidents that began together, as far as a feed is about them. */
export interface FeedGroup {
  readonly id: string;
  /** Those that the feed is about, with the newest of their steps; never empty. */
  readonly details: readonly IncidentDetail[];
  /** Incidents of the group that the feed is not about. */
  readonly others: number;
}

/** Maintenance that a vendor announced on its own page. */
export interface FeedNotice {
  /** Ours, public and permanent. */
  readonly id: string;
  readonly service: { readonly slug: string; readonly name: string };
  /** Names of the components that it is about. */
  readonly parts: readonly string[];
  /** All of the service's components are among them. */
  readonly whole: boolean;
  readonly notice: Notice;
  readonly firstSeenAt: EpochMs;
  /** When we last saw it change, or saw that it was gone. */
  readonly changedAt: EpochMs;
  /** Gone from a page that lists what is planned or under way; null while it is there. */
  readonly vanishedAt: EpochMs | null;
}

/** What the feeds of one scope tell, the newest of it; each list is bounded. */
export interface FeedRecord {
  /** The one of which something was known last comes first. */
  readonly groups: readonly FeedGroup[];
  readonly attributions: Attributions;
  readonly notices: readonly FeedNotice[];
  /** What clouds say themselves; of scopes that are no clouds' none. */
  readonly events: readonly CloudEventView[];
}

export interface FeedReader {
  feed(scope: FeedScope): Promise<FeedRecord>;
}
