import type { StoredAttribution } from "#domain/attribution/record.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import type { TimelineRecord } from "#domain/timeline/live.ts";
import type { RangeName } from "#domain/timeline/range.ts";

/** What the page of now asks of the past. An answer is some seconds old at most. */
export interface PastOfNow {
  timeline(range: RangeName): Promise<TimelineRecord>;
  /**
   * @param version names what is said now (`domain/publish/stream.ts`): what was read before it was said is not given with it, for
   *   a page that is looked at is not made anew until something else is said
   */
  recorded(version: string): Promise<Recorded>;
}

/** What was recorded last, of whatever kind; each list is bounded, newest first. */
export interface Recorded {
  readonly readAt: EpochMs;
  readonly incidents: readonly IncidentView[];
  /** Of these incidents and of all open ones, by the incident's id. */
  readonly attributions: ReadonlyMap<string, StoredAttribution>;
  readonly posts: readonly Post[];
  /** Earlier outages that were attributed to a cloud and are over. */
  readonly before: readonly PastGroup[];
}

/** Something that a vendor or a cloud said, in its own words. Foreign text: hostile until it is cleaned. */
export interface Post {
  readonly by:
    | { readonly kind: "vendor"; readonly service: string; readonly name: string }
    | { readonly kind: "cloud"; readonly provider: string; readonly regions: readonly string[] };
  /** Our public id of the notice or event. */
  readonly id: string;
  /** By its own clock. */
  readonly at: EpochMs;
  readonly title: string;
  /** Empty where there is only a title. */
  readonly text: string;
  readonly url: string | null;
  /** Its number among the posts of its notice or event, from 1. */
  readonly number: number;
  readonly maintenance: boolean;
}

/** Incidents of one outage that stood on one place. */
export interface PastGroup {
  readonly id: string;
  readonly provider: string;
  readonly region: string | null;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly services: number;
  /** The incident that it is told by: the one that was attributed best. */
  readonly incident: string;
  readonly madeUp: boolean;
}
