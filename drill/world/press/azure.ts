import { cloudText, placeOf } from "#drill/world/press/words.ts";
import type { EventWriter } from "#drill/world/press/writer.ts";
import { cdata, rss, tag, utcDate } from "#drill/world/press/xml.ts";

/** Azure takes an item away some time after it was mitigated. */
const MITIGATED_MS = 3_600_000;

/** `Thu, 06 Aug 2026 01:09:00 Z` */
const stamp = (at: number) => `${utcDate(at)} Z`;

/**
 * Azure's status feed: an item for what is open, dated by its last change, with the region among its categories. It has no
 * severities, no identity and no history.
 */
export const azureRss: EventWriter = (stories, { now, since }) => {
  const shown = stories.filter(({ closedAt }) => closedAt === null || now < closedAt + MITIGATED_MS);
  const items = shown.map(({ key, last, closedAt }) => {
    const { name } = placeOf(key);
    return [
      cdata("title", `${closedAt === null ? "Active" : "Mitigated"} - Connectivity errors - ${name}`),
      tag("link", "https://azure.status.microsoft/en-us/status"),
      tag("category", "Virtual Machines"),
      tag("category", name),
      tag("pubDate", stamp(last.at)),
      cdata("description", `<p>${cloudText(last, name)}</p>`),
    ].join("");
  });
  const changed = Math.max(since, ...shown.map(({ last }) => last.at));
  const channel = [
    tag("title", "Azure Status"),
    tag("link", "https://azure.status.microsoft/en-us/status/"),
    tag("description", "Azure Status"),
    tag("lastBuildDate", stamp(changed)),
  ];
  return rss(channel, items);
};
