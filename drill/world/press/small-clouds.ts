import type { Answer } from "#drill/world/answers/answer.ts";
import { htmlPosts } from "#drill/world/press/html-posts.ts";
import type { Story } from "#drill/world/press/story.ts";
import { CLOUD_TITLE, cloudText, placeOf } from "#drill/world/press/words.ts";
import type { EventWriter } from "#drill/world/press/writer.ts";
import { escapeXml, iso, rss, tag, utcDate } from "#drill/world/press/xml.ts";

/** Feeds of clouds that have a form of their own and few services of ours. */

/** Oracle's incident summary: an item for each incident and region, all of its posts in one escaped description. */
export const oracleRss: EventWriter = (stories, { since }) => {
  const items = stories.map((story) => {
    const reference = story.hash.slice(0, 8);
    const html = htmlPosts(story, (post) => cloudText(post, placeOf(story.key).name));
    return [
      tag("title", `Oracle Cloud Infrastructure Compute | ${placeOf(story.key).name} | ${reference}`),
      tag("description", `${html}<b>Reference Number:</b> ${reference}`),
      tag("pubDate", `${utcDate(story.last.at)} UTC`),
    ].join("");
  });
  const channel = [
    tag("title", "OCI Status - Incident History"),
    tag("link", "https://ocistatus.oraclecloud.com"),
    tag("description", "Statuspage"),
    tag("pubDate", `${utcDate(Math.max(since, ...stories.map(({ last }) => last.at)))} UTC`),
  ];
  return rss(channel, items);
};

/** The modelled data centre is system 1 of Hetzner's page. */
const HETZNER_SYSTEMS = [
  [1, "FSN1-DC14"],
  [2, "NBG1-DC3"],
  [3, "HEL1-DC2"],
] as const;

function hetznerEntry(story: Story): object {
  const { hash, from, healedAt, firstAt, last } = story;
  return {
    id: Number.parseInt(hash.slice(0, 7), 16),
    uuid: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
    system: "/systems/1",
    titleEn: CLOUD_TITLE,
    descriptionEn: cloudText(last, placeOf(story.key).name),
    incidentState: healedAt === null ? "in progress" : "resolved",
    incidentType: "outage",
    startTime: iso(from),
    endTime: healedAt === null ? null : iso(healedAt),
    createdAt: iso(firstAt),
    updatedAt: iso(last.at),
  };
}

/** Hetzner's status page: people read the page, and its own rendering reads the JSON in it. */
export const hetzner: EventWriter = (stories): Answer => {
  const open = stories.filter(({ closedAt }) => closedAt === null);
  const pageProps = {
    systems: HETZNER_SYSTEMS.map(([id, titleEn]) => ({
      id,
      titleEn,
      systemState: id === 1 && open.length > 0 ? "outage" : "operational",
    })),
    incidents: {
      topNotification: [],
      informationList: open.map(hetznerEntry),
      maintenanceList: [],
      incidentHistory: stories.filter(({ closedAt }) => closedAt !== null).map(hetznerEntry),
    },
  };
  // As Next.js does: a text that closes the element would end the JSON too early.
  const data = JSON.stringify({ props: { pageProps }, page: "/" }).replaceAll("<", "\\u003c");
  const body = `<!DOCTYPE html><html lang="en"><head><title>Hetzner Status</title></head><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">${data}</script></body></html>`;
  return { status: 200, type: "text/html; charset=utf-8", body };
};

/** OVH's `history.atom`: an entry for each incident. It names no component, so it says nowhere in fields where it is. */
export const ovh: EventWriter = (stories, { since }): Answer => {
  const entries = stories.map((story) => {
    const { hash, key, firstAt, last } = story;
    const link = `https://public-cloud.status-ovhcloud.com/incidents/${hash.slice(0, 12)}`;
    return [
      "<entry>",
      tag("id", `tag:public-cloud.status-ovhcloud.com,2005:Incident/${Number.parseInt(hash.slice(0, 7), 16)}`),
      tag("published", iso(firstAt)),
      tag("updated", iso(last.at)),
      `<link rel="alternate" type="text/html" href="${link}"/>`,
      tag("title", `[${placeOf(key).id.toUpperCase()}] ${CLOUD_TITLE}`),
      `<content type="html">${escapeXml(htmlPosts(story, (post) => cloudText(post, placeOf(key).name)))}</content>`,
      "</entry>",
    ].join("");
  });
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">',
    tag("id", "tag:public-cloud.status-ovhcloud.com,2005:/history"),
    tag("updated", iso(Math.max(since, ...stories.map(({ last }) => last.at)))),
    tag("title", "Public Cloud - Incident History"),
    ...entries,
    "</feed>",
    "",
  ].join("\n");
  return { status: 200, type: "application/atom+xml; charset=utf-8", body };
};
