import { errorCode, RECORDED_CHANNEL, type Sql } from "#db/client.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { claimFeed, type FeedOutcome, isUnreadable, recordFeed, returnFeed } from "#db/write/feeds.ts";
import { noteVanished, storeNotices } from "#db/write/notices.ts";
import { absenceIn } from "#domain/cloud/feed-kind.ts";
import type { EpochMs } from "#domain/time.ts";
import { contentDigest } from "#workers/feeds/digest.ts";
import type { NotReadable } from "#workers/feeds/feed.ts";
import type { CloudSource, PageSource } from "#workers/feeds/sources.ts";
import type { Fetch, Fetched } from "#workers/fetch/fetch.ts";
import type { OwnNetwork } from "#workers/vantage/gate.ts";

/** So many feeds are asked at once: they are of different hosts, and most answer in a second. */
const AT_ONCE = 4;
/** A feed that stumbles once is not replaced. */
const STANDS_IN_AFTER_MS = 10 * 60_000;

export interface KeepFeedsOptions {
  readonly sql: Sql;
  readonly now: () => EpochMs;
  readonly fetch: Fetch;
  readonly clouds: readonly CloudSource[];
  readonly pages: readonly PageSource[];
  readonly signal: AbortSignal;
  readonly gate: OwnNetwork;
  /** A feed has become unreadable, or is readable again. */
  readonly onChange?: (name: string, outcome: FeedOutcome) => void;
}

export interface FeedsReport {
  readonly asked: number;
  readonly unreadable: number;
  /** Events and notices that are new or changed. */
  readonly news: number;
}

/**
 * Asks every feed and status page that is due, stores what is new, and notes what could not be read: such an answer changes
 * no state. One broken feed stops no other. Several workers may do this at once: each feed is claimed by one of them. One whose
 * vantage has lost its network leaves them to the others.
 */
export async function keepFeeds(options: KeepFeedsOptions): Promise<FeedsReport> {
  const report = { asked: 0, unreadable: 0, news: 0 };
  const queue = [...options.clouds, ...options.pages];
  const work = async () => {
    for (let source = queue.shift(); source && !options.signal.aborted && !options.gate.gated; source = queue.shift()) {
      const news = await askOne(options, source);
      if (news === null) continue;
      report.asked += 1;
      if (news === "unreadable") report.unreadable += 1;
      else report.news += news;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (report.news > 0) await options.sql`select pg_notify(${RECORDED_CHANNEL}, '')`;
  return report;
}

/** @returns how much was new, or null when the feed is not due, or is left to others. */
async function askOne(
  { sql, now, fetch, gate, onChange }: KeepFeedsOptions,
  source: CloudSource | PageSource,
): Promise<number | "unreadable" | null> {
  const claim = await sql.begin(async (tx) => {
    const primary = source.standsInFor;
    const wanted = primary === undefined || (await isUnreadable(tx, primary, STANDS_IN_AFTER_MS, now()));
    return wanted ? claimFeed(tx, source, now()) : null;
  });
  if (claim === null) return null;
  const begun = now();
  const { outcome, store, isUnreached } = await read(
    source,
    () => fetch({ url: source.url, etag: isConditional(source) ? claim.etag : null }),
    now,
  );
  if (isUnreached && (await gate.lostNetworkSince(begun))) {
    await sql.begin((tx) => returnFeed(tx, source.name, now()));
    return null;
  }
  const keep = async (what: FeedOutcome, put: Store | null) => {
    const news = await sql.begin(async (tx) => {
      const stored = put === null ? 0 : await put(tx);
      await recordFeed(tx, source.name, what, { now: now(), nextAt: now() + source.everyMs });
      return stored;
    });
    onChange?.(source.name, what);
    return what.readable ? news : "unreadable";
  };
  try {
    return await keep(outcome, store);
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    return keep({ readable: false, reason: `not_storable: ${(error as Error).message.slice(0, 160)}` }, null);
  }
}

/** Whether the database cannot hold what it was given (class 22): the next answer may be better, the same one never. */
const isOfTheData = (error: unknown) => errorCode(error)?.startsWith("22") === true;

/**
 * Of a feed that lists what is open the same answer again is news: what is missing from it has been missing for longer.
 * So only lists of past entries, which are the long ones, are asked for conditionally.
 */
function isConditional({ kind }: CloudSource | PageSource): boolean {
  return absenceIn(kind) === "nothing";
}

type Store = (tx: Parameters<typeof storeNotices>[0]) => Promise<number>;

async function read(
  source: CloudSource | PageSource,
  fetch: () => Promise<Fetched>,
  now: () => EpochMs,
): Promise<{ outcome: FeedOutcome; store: Store | null; isUnreached?: true }> {
  let document: Fetched;
  try {
    document = await fetch();
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    return { outcome: { readable: false, reason }, store: null, isUnreached: true };
  }
  const at = now();
  if (document.notModified) return { outcome: { readable: true, unchanged: true }, store: null };
  const context = { now: at, ...(document.contentType === undefined ? {} : { contentType: document.contentType }) };
  if ("service" in source) {
    const page = source.parse(document.bytes, context);
    if (!page.ok) return unreadable(page);
    const notices = page.notices.map((said) => ({ said, digest: contentDigest(said) }));
    const tellsWhatIsGone = absenceIn(source.kind) === "vanished" && page.skipped === 0;
    return {
      outcome: { readable: true, etag: document.etag, entries: notices.length, broken: page.skipped },
      store: async (tx) => {
        const news = await storeNotices(tx, source.service, notices, at);
        if (tellsWhatIsGone) await noteVanished(tx, source.service, page.notices, at);
        return news.length;
      },
    };
  }
  const feed = source.parse(document.bytes, context);
  if (!feed.ok) return unreadable(feed);
  const events = feed.events.map((said) => ({ said, digest: contentDigest(said) }));
  const answer = { feed: source.kind, at, whole: feed.skipped === 0, empty: events.length === 0 };
  return {
    outcome: { readable: true, etag: document.etag, entries: events.length, broken: feed.skipped },
    store: async (tx) => (await storeCloudEvents(tx, source.provider, source.kind, events, answer)).length,
  };
}

function unreadable({ reason, detail }: NotReadable): { outcome: FeedOutcome; store: null } {
  return { outcome: { readable: false, reason: `${reason}: ${detail}` }, store: null };
}
