import { azureRegionsIn } from "#domain/cloud/azure-regions.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";
import { convertEach, type EventFeed, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { plainName, plainText, plainTitle } from "#workers/feeds/text.ts";
import { fromIso, fromRfc822 } from "#workers/feeds/time.ts";
import { childrenOf, childText, readXml, rssItems, type XmlElement } from "#workers/feeds/xml.ts";

/** Words that Azure puts in front of a title, or behind it; the state stands nowhere else. */
const WORDS =
  "resolved|mitigated|pir|post[- ]incident review|preliminary pir|rca|active|investigating|monitoring|advisory";
const BEFORE = new RegExp(`^\\W*(${WORDS})\\b[\\s\\]):\\u2013\\u2014|-]*`, "i");
const AFTER = new RegExp(`[\\s\\[(:\\u2013\\u2014|-]+(${WORDS})\\W*$`, "i");
const OVER = /^(?:resolved|mitigated|pir|post[- ]incident review|preliminary pir|rca)$/i;

/** A global product is named without a region; of an item that names neither we do not know where it is. */
const GLOBAL =
  /\b(?:global(?:ly)?|worldwide|all (?:azure )?regions|multiple regions|front door|entra|azure portal|azure resource manager)\b/i;

function withoutState(title: string): { readonly about: string; readonly state: string } {
  const before = BEFORE.exec(title);
  if (before) return { about: title.slice(before[0].length), state: before[1] ?? "" };
  const after = AFTER.exec(title);
  return after ? { about: title.slice(0, after.index), state: after[1] ?? "" } : { about: title, state: "" };
}

/** Region names that stand in a category are places, not services. */
function servicesOf(categories: readonly string[]) {
  const names = categories.filter((name) => name !== "" && azureRegionsIn(name).length === 0);
  const slug = (name: string) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  return [...new Map(names.map((name) => [slug(name), { slug: slug(name), name }] as const)).values()].filter(
    (service) => service.slug !== "",
  );
}

function eventOf(item: XmlElement, now: EpochMs): CloudEvent {
  const headline = plainTitle(childText(item, "title"));
  if (headline === "") throw new Error("no title");
  const date = childText(item, "pubDate");
  const at = fromRfc822(date) ?? fromIso(date) ?? fromIso(childText(item, "updated"));
  if (at === null) throw new Error("no time in pubDate");
  const { about, state } = withoutState(headline);
  const categories = childrenOf(item, "category").map(({ text }) => plainName(text));
  const regions = azureRegionsIn([headline, ...categories].join(" | "));
  const services = servicesOf(categories);
  const over = OVER.test(state);
  const kin = about
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  // Without a guid nothing names an item but its title, which comes back another year: the day keeps those apart.
  const id =
    childText(item, "guid")?.slice(0, 300) ?? `${kin.slice(0, 200)} @${new Date(at).toISOString().slice(0, 10)}`;
  const where = regions.length > 0 ? regions : [null];
  return {
    provider: "azure",
    feed: "azure-rss",
    id,
    kin,
    title: about || headline,
    // Items have linked to hosts inside Microsoft's network.
    url: "https://azure.status.microsoft/en-us/status",
    onsetAt: at,
    onsetQuality: "first_status_post",
    firstPublishedAt: at,
    firstSeenAt: now,
    endedAt: over ? at : null,
    changedAt: null,
    // The feed has no severities.
    severity: { peak: "degraded", now: over ? null : "degraded", stated: false },
    scope:
      regions.length > 0
        ? { kind: "regions", regions }
        : { kind: GLOBAL.test([headline, ...categories].join(" ")) ? "global" : "unstated" },
    services,
    periods: where.map((region) => ({
      service: services.length === 1 ? (services[0]?.slug ?? null) : null,
      region,
      zone: null,
      from: at,
      to: over ? at : null,
      severity: "degraded",
    })),
    course: "versions",
    updates: [{ id: null, at, text: plainText(childText(item, "description")), severity: null, state: state || null }],
    maintenance: null,
    state,
  };
}

/**
 * Azure's status feed, from its pinned host. It lists what is open; a channel without items is quiet, or broken. Items are
 * dated by their last change, so the first version seen of one is the best we know of its beginning.
 */
export const parse: EventFeed = (bytes, context) =>
  reading(() => {
    const items = rssItems(readXml(bytes, context));
    const skips = new Skips();
    const events = convertEach(items, skips, (item) => eventOf(item, context.now));
    return { ok: true, events: uniqueById(events), ...skips.read(items.length) };
  });
