import { splitAwsSlug } from "#domain/cloud/aws-regions.ts";
import { type CloudEvent, type EventUpdate, type Period, type Severity, worstOf } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";
import { awsTitle, statedWindow } from "#workers/feeds/aws-codes.ts";
import { awsScope } from "#workers/feeds/aws-event.ts";
import { inZones } from "#workers/feeds/aws-periods.ts";
import { convertEach, type EventFeed, reading, Skips } from "#workers/feeds/feed.ts";
import { plainText, plainTitle } from "#workers/feeds/text.ts";
import { fromEpoch, fromRfc822 } from "#workers/feeds/time.ts";
import { childText, readXml, rssItems, type XmlElement } from "#workers/feeds/xml.ts";

/** Prefixes of titles; null is well again. */
const PREFIXES: readonly (readonly [RegExp, Severity | null])[] = [
  [/^service is operating normally\s*:\s*/i, null],
  [/^service disruption\s*:\s*/i, "disruption"],
  [/^service degradation\s*:\s*/i, "degraded"],
  [/^(?:service impact|informational message)\s*:\s*/i, "informational"],
];

interface Post {
  readonly slug: string;
  readonly title: string;
  readonly resolved: boolean;
  readonly update: EventUpdate;
}

/** One item is one update. Its guid holds the service and the time of the update; the date beside it is Pacific time. */
function postOf(item: XmlElement): Post {
  const guid = childText(item, "guid") ?? "";
  const [, slug = "", epoch = ""] = /#([A-Za-z0-9._-]{1,120})_(\d{9,14})$/.exec(guid) ?? [];
  const at = fromEpoch(epoch) ?? fromRfc822(childText(item, "pubDate"));
  if (slug === "" || at === null) throw new Error(`no service or time in guid ${guid.slice(0, 80)}`);
  const headline = plainTitle(childText(item, "title"));
  const prefix = PREFIXES.find(([pattern]) => pattern.test(headline));
  const { title, resolved } = awsTitle(prefix ? headline.replace(prefix[0], "") : headline);
  const over = resolved || (prefix !== undefined && prefix[1] === null);
  const severity = over ? null : (prefix?.[1] ?? null);
  const state = over ? "0" : prefix ? headline.slice(0, headline.indexOf(":")) : null;
  const update = { id: guid.slice(0, 300), at, text: plainText(childText(item, "description")), severity, state };
  return { slug, title: title || slug, resolved: over, update };
}

/** Posts of one service with one title; after one that says it is over, the next begins another event. */
function groups(posts: readonly Post[]): Post[][] {
  const open = new Map<string, Post[]>();
  const all: Post[][] = [];
  for (const post of posts.toSorted((a, b) => a.update.at - b.update.at)) {
    const kin = kinOf(post);
    const group = open.get(kin);
    if (group && !group.at(-1)?.resolved) group.push(post);
    else {
      const fresh = [post];
      open.set(kin, fresh);
      all.push(fresh);
    }
  }
  return all;
}

const kinOf = ({ slug, title }: Post) => `${slug} ${title.toLowerCase()}`;

function eventOf(posts: readonly Post[], now: EpochMs): CloudEvent {
  const [first, last] = [posts[0], posts.at(-1)];
  if (first === undefined || last === undefined) throw new Error("no post");
  const { service, region } = splitAwsSlug(first.slug);
  const updates = posts.map(({ update }) => update);
  const window = statedWindow(last.update.text, last.update.at, first.update.at);
  const onsetAt = window?.from ?? first.update.at;
  const endedAt = last.resolved ? (window?.to ?? last.update.at) : null;
  const peak = worstOf(updates.map(({ severity }) => severity));
  const scope = awsScope(region, updates);
  const named = service === "multipleservices" ? null : service;
  const periods = updates.flatMap(({ at, severity }, index): Period[] => {
    const from = index === 0 ? onsetAt : at;
    const next = updates[index + 1]?.at ?? endedAt;
    const to = next !== null && endedAt !== null ? Math.min(next, endedAt) : next;
    if (severity === null || (to !== null && to <= from)) return [];
    return [{ service: named, region, zone: null, from, to, severity }];
  });
  return {
    provider: "aws",
    feed: "aws-rss",
    id: `${first.slug}_${Math.round(first.update.at / 1000)}`,
    kin: kinOf(first),
    title: last.title,
    url: null,
    onsetAt,
    onsetQuality: window ? "stated_start" : "first_status_post",
    firstPublishedAt: first.update.at,
    firstSeenAt: now,
    endedAt,
    changedAt: null,
    severity: {
      peak: peak ?? "informational",
      now: last.resolved ? null : (last.update.severity ?? peak ?? "informational"),
      stated: peak !== null,
    },
    scope,
    services: named === null ? [] : [{ slug: named, name: named }],
    periods: inZones(periods, scope),
    course: "stated",
    updates,
    maintenance: null,
    state: last.update.state ?? "",
  };
}

/** AWS's RSS feeds: the newest twenty updates, of which events are put together again. */
export const parse: EventFeed = (bytes, context) =>
  reading(() => {
    const items = rssItems(readXml(bytes, context));
    const skips = new Skips();
    const posts = convertEach(items, skips, postOf);
    return { ok: true, events: groups(posts).map((group) => eventOf(group, context.now)), ...skips.read(items.length) };
  });
