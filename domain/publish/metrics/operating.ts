import { type Family, type Sample, seconds, single } from "#domain/publish/metrics/metrics.ts";
import type { EpochMs } from "#domain/time.ts";

/** How it stands with a feed or status page. */
export interface FeedFigures {
  /** `cloud:aws/aws-health`, `page:kraken` */
  readonly name: string;
  /** When it was last readable; null when it never was. */
  readonly readAt: EpochMs | null;
  readonly readable: boolean;
  readonly everyMs: number;
  /** Entries of the last readable answer that were broken. */
  readonly broken: number;
  /** Spans on record in which it was not read. */
  readonly gaps: number;
}

/** What the state of now does not hold, and an operator wants to know. */
export interface OperatingFigures {
  readonly feeds: readonly FeedFigures[];
  /** Deliveries by state; those that are done are forgotten after a while. */
  readonly deliveries: Readonly<Record<string, number>>;
  /** When the delivery was due that has waited longest; null when none waits. */
  readonly oldestDueAt: EpochMs | null;
  readonly subscriptions: Readonly<Record<string, number>>;
  readonly outbox: {
    /** Events from which no delivery follows yet, and when the oldest of them happened. */
    readonly untold: number;
    readonly oldestAt: EpochMs | null;
  };
}

export function operatingFamilies(figures: OperatingFigures): Family[] {
  const { feeds, deliveries, oldestDueAt, subscriptions, outbox } = figures;
  const eachFeed = (name: string, help: string, value: (feed: FeedFigures) => number | null): Family => ({
    name: `faultline_feed_${name}`,
    help,
    type: "gauge",
    samples: feeds.flatMap((feed): Sample[] => {
      const found = value(feed);
      return found === null ? [] : [{ labels: { feed: feed.name }, value: found }];
    }),
  });
  return [
    eachFeed(
      "last_read_timestamp_seconds",
      "When the feed was last readable; absent when it never was.",
      ({ readAt }) => (readAt === null ? null : seconds(readAt)),
    ),
    eachFeed("readable", "Whether the feed's last answer could be read.", ({ readable }) => Number(readable)),
    eachFeed("interval_seconds", "How often the feed is asked.", ({ everyMs }) => seconds(everyMs)),
    eachFeed("broken_entries", "Entries of the last readable answer that were broken.", ({ broken }) => broken),
    eachFeed("gaps", "Spans on record in which the feed was not read.", ({ gaps }) => gaps),
    byState("faultline_deliveries", "Deliveries of webhooks on record, by state.", deliveries),
    byState("faultline_subscriptions", "Subscriptions to webhooks on record, by state.", subscriptions),
    single(
      "gauge",
      "faultline_delivery_oldest_due_timestamp_seconds",
      "When the delivery was due that has waited longest; absent when none waits.",
      oldestDueAt && seconds(oldestDueAt),
    ),
    single(
      "gauge",
      "faultline_outbox_untold_events",
      "Events from which no delivery follows yet. Without webhooks nobody takes them.",
      outbox.untold,
    ),
    single(
      "gauge",
      "faultline_outbox_oldest_untold_timestamp_seconds",
      "When the oldest event happened from which no delivery follows yet; absent when there is none.",
      outbox.oldestAt && seconds(outbox.oldestAt),
    ),
  ];
}

function byState(name: string, help: string, counts: Readonly<Record<string, number>>): Family {
  return {
    name,
    help,
    type: "gauge",
    samples: Object.entries(counts).map(([state, value]) => ({ labels: { state }, value })),
  };
}
