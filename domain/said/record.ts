import type { OnsetQuality } from "#domain/cloud/event.ts";
import type { Acknowledgement, Outage } from "#domain/said/acknowledgement.ts";
import type { Claim } from "#domain/said/notice.ts";
import type { SaidCounts, SaidSummary } from "#domain/said/summary.ts";
import type { EpochMs } from "#domain/time.ts";

/** Days that a record speaks of, as a grade that compares does. */
export const SAID_DAYS = 90;

/** A notice as its page has it now. Title and address are the vendor's words. */
export interface NoticeTold {
  /** Our public id of it. */
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
}

/** One incident beside what its vendor said of it. */
export interface SaidRow {
  readonly outage: Outage;
  readonly acknowledgement: Acknowledgement;
  /** What was said first; null unless acknowledged. */
  readonly notice: NoticeTold | null;
}

/** What a vendor said and we did not see. */
export interface SaidOutside {
  readonly claim: Claim;
  readonly notice: NoticeTold;
}

/** How it stands with a vendor's page: since when it has been read, and since when none of its addresses can be. */
export interface PageRead {
  readonly readFrom: EpochMs | null;
  readonly unreadableSince: EpochMs | null;
}

/** What a vendor said beside what we saw, as of an instant. */
export interface SaidOfService {
  readonly at: EpochMs;
  readonly service: string;
  readonly name: string;
  readonly page: PageRead;
  /** Newest incident first. */
  readonly rows: readonly SaidRow[];
  readonly counts: SaidCounts;
  /** null under three incidents: nothing is printed. */
  readonly summary: SaidSummary | null;
  /** First said first. */
  readonly outside: readonly SaidOutside[];
}

/** How long after its onset a cloud said that something was wrong. */
export interface CloudDelay {
  /** Public id of the event. */
  readonly event: string;
  readonly title: string;
  readonly onsetAt: EpochMs;
  readonly onsetQuality: OnsetQuality;
  /** By the provider's own clock. */
  readonly publishedMs: number;
  /** By ours; null where it may have stood there before we looked. */
  readonly seenMs: number | null;
}

export interface CloudDelays {
  readonly provider: string;
  /** Newest first. */
  readonly delays: readonly CloudDelay[];
  /** Of those that are known; null under three. */
  readonly medianPublishedMs: number | null;
  readonly medianSeenMs: number | null;
}

/** Said against saw, over everything, as of an instant. */
export interface SaidRecord {
  readonly at: EpochMs;
  /** Services whose page is read, in the catalog's order. */
  readonly services: readonly SaidOfService[];
  readonly counts: SaidCounts;
  /** Over all incidents of all of them. */
  readonly overall: SaidSummary | null;
  readonly clouds: readonly CloudDelays[];
}

/** What may be asked of it. An answer is at most a minute old. */
export interface SaidReader {
  all(): Promise<SaidRecord>;
  /** Null when no page of the service is read. */
  service(slug: string): Promise<SaidOfService | null>;
}
