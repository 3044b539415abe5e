/** The kinds of feed we can read: one parser each in workers/feeds. */
export const FEED_KINDS = [
  "aws-health",
  "aws-history",
  "aws-rss",
  "aws-data",
  "gcp",
  "azure-rss",
  "statuspage",
  "statuspage-incidents",
  "oracle-rss",
  "hetzner",
  "ovh",
  "incident-io",
  "instatus",
  "better-stack",
  "status-io",
  "rootly",
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/**
 * What it means that an open event is no longer in a feed.
 * - `nothing`: the feed is a list of recent entries; what is not in it has rolled off.
 * - `vanished`: the feed lists what is open, so it is probably over, but nobody said so.
 */
export type Absence = "nothing" | "vanished";

const LISTS_WHAT_IS_OPEN: ReadonlySet<FeedKind> = new Set(["aws-health", "azure-rss", "statuspage", "instatus"]);

export function absenceIn(feed: FeedKind): Absence {
  return LISTS_WHAT_IS_OPEN.has(feed) ? "vanished" : "nothing";
}
