import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import { eventFromNotice } from "#domain/cloud/from-notice.ts";
import type { EventFeed, NoticeFeed } from "#workers/feeds/feed.ts";
import { parse as parseStatuspage } from "#workers/feeds/statuspage.ts";

/** Reads a provider's status page as events of that cloud: Cloudflare, DigitalOcean and Linode use Statuspage. */
export function cloudPage(
  provider: string,
  kind: FeedKind = "statuspage",
  parse: NoticeFeed = parseStatuspage,
): EventFeed {
  return (bytes, context) => {
    const read = parse(bytes, context);
    if (!read.ok) return read;
    const { notices, skipped, problems } = read;
    return {
      ok: true,
      skipped,
      problems,
      events: notices.map((notice) => eventFromNotice(notice, provider, kind, context.now)),
    };
  };
}
