import { type Answer, json } from "#drill/world/answers/answer.ts";
import type { Post, Story } from "#drill/world/press/story.ts";
import { CLOUD_TITLE, cloudText, placeOf } from "#drill/world/press/words.ts";
import type { EventWriter } from "#drill/world/press/writer.ts";
import { cdata, pacificDate, rss, tag } from "#drill/world/press/xml.ts";

/** How long a closed event stays in the list of what is open. */
const CLOSED_MS = 3_600_000;
const RSS_ITEMS = 20;
const OVER = 0;
const CODES = { degraded: 2, disruption: 3 } as const;

const seconds = (at: number) => Math.floor(at / 1000);
const slugOf = ({ key }: Story) => `multipleservices-${placeOf(key).id}`;
const statusOf = ({ severity }: Post) => (severity === null ? OVER : CODES[severity]);
/** The code of a closed event stays the peak. */
const peakOf = ({ posts }: Story) => Math.max(...posts.map(statusOf));
const whereOf = ({ key }: Story) => `the ${placeOf(key).id.toUpperCase()} Region`;

function arnOf({ hash, key }: Story): string {
  const ids = `${hash.slice(0, 5)}_${hash.slice(5, 16)}`.toUpperCase();
  const type = "AWS_MULTIPLE_SERVICES_OPERATIONAL_ISSUE";
  return `arn:aws:health:${placeOf(key).id}::event/MULTIPLE_SERVICES/${type}/${type}_${ids}`;
}

/**
 * An event in AWS's form: its codes are text here and numbers there, its times seconds. It states no beginning but that of
 * the first post.
 */
function eventOf(story: Story): object {
  const { key, firstAt, posts, closedAt } = story;
  return {
    date: String(seconds(firstAt)),
    arn: arnOf(story),
    region_name: placeOf(key).shortName,
    status: String(peakOf(story)),
    service: slugOf(story),
    service_name: "Multiple services",
    summary: closedAt === null ? CLOUD_TITLE : `[RESOLVED] ${CLOUD_TITLE}`,
    event_log: posts.map((post) => ({
      summary: CLOUD_TITLE,
      message: cloudText(post, whereOf(story)),
      status: statusOf(post),
      timestamp: seconds(post.at),
    })),
    ...(closedAt === null ? {} : { end_time: String(seconds(closedAt)) }),
  };
}

/** Both lists come in UTF-16 with a byte order mark. */
const utf16 = (value: unknown): Answer => ({
  ...json(value),
  type: "application/json;charset=utf-16",
  charset: "utf-16",
});

const isOnDisplay = ({ closedAt }: Story, now: number) => closedAt === null || now < closedAt + CLOSED_MS;

/** `currentevents`: what is open, and what was closed within the hour. */
export const awsHealth: EventWriter = (stories, { now }) =>
  utf16(stories.filter((story) => isOnDisplay(story, now)).map(eventOf));

/** `historyevents.json`: what has rolled off `currentevents`, by service. */
export const awsHistory: EventWriter = (stories, { now }) => {
  const lists: Record<string, object[]> = {};
  for (const story of stories) {
    if (isOnDisplay(story, now)) continue;
    const slug = slugOf(story);
    lists[slug] = [...(lists[slug] ?? []), eventOf(story)];
  }
  return utf16(lists);
};

/** `all.rss`: an item for each post, dated in Pacific time. */
export const awsRss: EventWriter = (stories, { since }) => {
  const posts = stories
    .flatMap((story) => story.posts.map((post) => ({ story, post })))
    .sort((a, b) => b.post.at - a.post.at)
    .slice(0, RSS_ITEMS);
  const items = posts.map(({ story, post }) => {
    const over = post.kind === "closing";
    return [
      cdata(
        "title",
        over ? `Service is operating normally: [RESOLVED] ${CLOUD_TITLE}` : `Service disruption: ${CLOUD_TITLE}`,
      ),
      tag("link", "https://status.aws.amazon.com/"),
      tag("pubDate", pacificDate(post.at)),
      `<guid isPermaLink="false">https://status.aws.amazon.com/#${slugOf(story)}_${seconds(post.at)}</guid>`,
      cdata("description", cloudText(post, whereOf(story))),
    ].join("");
  });
  const channel = [
    tag("title", "Amazon Web Services Service Status"),
    tag("link", "https://status.aws.amazon.com/"),
    tag("lastBuildDate", pacificDate(posts[0]?.post.at ?? since)),
    tag("ttl", "5"),
  ];
  return rss(channel, items);
};
