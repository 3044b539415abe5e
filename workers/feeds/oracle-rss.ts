import type { CloudEvent } from "#domain/cloud/event.ts";
import { oracleRegionId } from "#domain/cloud/oracle-regions.ts";
import type { EpochMs } from "#domain/time.ts";
import { htmlPosts } from "#workers/feeds/clock-html.ts";
import { convertEach, type EventFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { fromRfc822, MINUTE, monthOf, utc, zoneOffset } from "#workers/feeds/time.ts";
import { childOf, childText, readXml, rssItems, type XmlElement } from "#workers/feeds/xml.ts";

const OVER: ReadonlySet<string> = new Set(["resolved", "completed", "closed"]);

/** "Start Time : March 04, 2026 10:10 UTC" */
function namedTime(name: "Start" | "End", text: string): EpochMs | null {
  const pattern = new RegExp(
    `\\b${name} Time\\s*:\\s*([A-Z][a-z]{2,8}) (\\d{1,2}), (\\d{4}),? (\\d{1,2}):(\\d\\d) ([A-Z]{1,4})\\b`,
  );
  const [, monthName = "", day, year, hour, minute, zone = ""] = pattern.exec(text) ?? [];
  const month = monthOf(monthName);
  const offset = zoneOffset(zone);
  if (month === null || offset === null) return null;
  const at = utc({ year: Number(year), month, day: Number(day), hour: Number(hour), minute: Number(minute) });
  return at === null ? null : at - offset * MINUTE;
}

/** The newest post that states a time wins: it is corrected there. */
function stated(name: "Start" | "End", texts: readonly string[]): EpochMs | null {
  return texts.toReversed().reduce<EpochMs | null>((found, text) => found ?? namedTime(name, text), null);
}

function eventOf(item: XmlElement, publishedAt: EpochMs | null, now: EpochMs): CloudEvent {
  const parts = plainTitle(childText(item, "title"))
    .split("|")
    .map((part) => part.trim());
  const html = childText(item, "description") ?? "";
  const reference =
    parts.find((part) => /^[0-9a-f]{8}$/i.test(part)) ??
    /Reference Number:\s*([0-9a-f]{8})\b/i.exec(plainText(html))?.[1];
  if (reference === undefined) throw new Error("no reference number");
  const start = namedTime("Start", plainText(html));
  const anchor = fromRfc822(childText(item, "pubDate")) ?? start ?? publishedAt ?? now;
  const posts = htmlPosts(html, anchor);
  const [first, last] = [posts[0], posts.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`${reference}: no post in its description`);
  const texts = posts.map(({ text }) => text);
  const onset = stated("Start", texts);
  const over = OVER.has(last.status);
  const service = plainName(parts[0]) || "unknown";
  const slug = service
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const region = oracleRegionId(parts[1] ?? "");
  const onsetAt = onset ?? first.at;
  const endedAt = over ? Math.max(onsetAt, stated("End", texts) ?? last.at) : null;
  return {
    provider: "oracle",
    feed: "oracle-rss",
    id: reference.toLowerCase(),
    kin: null,
    title: plainTitle(parts.filter((part) => part !== reference).join(" | ")),
    url: null,
    onsetAt,
    onsetQuality: onset === null ? "first_status_post" : "stated_start",
    firstPublishedAt: first.at,
    firstSeenAt: now,
    endedAt,
    changedAt: null,
    // The feed has no severities.
    severity: { peak: "degraded", now: over ? null : "degraded", stated: false },
    scope: region === null ? { kind: "unstated" } : { kind: "regions", regions: [region] },
    services: [{ slug, name: service }],
    periods: [{ service: slug, region, zone: null, from: onsetAt, to: endedAt, severity: "degraded" }],
    course: "stated",
    updates: posts.map(({ at, text, status }) => ({ id: null, at, text, severity: null, state: status })),
    maintenance: null,
    state: last.status,
  };
}

/** Oracle's incident summary: an item per incident and region, all of its posts in one escaped description. */
export const parse: EventFeed = (bytes, context) =>
  reading(() => {
    const root = readXml(bytes, context);
    const items = rssItems(root);
    const channel = childOf(root, "channel");
    const publishedAt = channel ? fromRfc822(childText(channel, "pubDate")) : null;
    const skips = new Skips();
    const events = convertEach(items, skips, (item) => eventOf(item, publishedAt, context.now));
    return { ok: true, events: uniqueById(events), ...skips.read(items.length) };
  });
