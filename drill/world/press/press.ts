import { createHash } from "node:crypto";
import { clouds } from "#catalog/clouds/providers.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import type { CloudStatement } from "#domain/drill/scenario.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Answer, Handler } from "#drill/world/answers/answer.ts";
import type { Plan } from "#drill/world/plan.ts";
import { awsHealth, awsHistory, awsRss } from "#drill/world/press/aws.ts";
import { azureRss } from "#drill/world/press/azure.ts";
import type { Chronicle } from "#drill/world/press/chronicle.ts";
import { cloudPage } from "#drill/world/press/cloud-pages.ts";
import { gcp } from "#drill/world/press/gcp.ts";
import { betterStack, instatus, instatusPaths } from "#drill/world/press/other-pages.ts";
import { azureFile, rangeFile } from "#drill/world/press/ranges.ts";
import { hetzner, oracleRss, ovh } from "#drill/world/press/small-clouds.ts";
import type { StatusPageModel } from "#drill/world/press/status-page.ts";
import { statuspage, statuspagePaths } from "#drill/world/press/statuspage.ts";
import { newestFirst, keyOf as placeKey, type Story, storiesOf, storyTold } from "#drill/world/press/story.ts";
import type { PressTimes } from "#drill/world/press/times.ts";
import { announcedBy, vendorModel } from "#drill/world/press/vendor-pages.ts";
import type { VendorPage } from "#drill/world/press/vendors.ts";
import { CLOUD_TITLE } from "#drill/world/press/words.ts";
import type { Edition, EventWriter } from "#drill/world/press/writer.ts";

/** Something that somebody has posted. */
export interface Posted {
  /** `aws/us-east-1`, or the host of a vendor's page. */
  readonly by: string;
  readonly title: string;
  readonly at: EpochMs;
  readonly closedAt: EpochMs | null;
}

/** What the world's clouds and vendors publish: feeds, status pages and range files, at the addresses that the catalog has. */
export interface Press {
  readonly answer: Handler;
  /** All that was posted since the world stands, oldest first. */
  posted(now: EpochMs): Posted[];
}

interface PressParts {
  readonly plan: Plan;
  readonly chronicle: Chronicle;
  readonly times: PressTimes;
  /** When the world began. */
  readonly since: EpochMs;
  /** What clouds post of some regions, instead of what they would of their own accord. */
  readonly statements: readonly CloudStatement[];
}

type Document = (edition: Edition) => Answer | null;

const WRITERS: Partial<Record<FeedKind, EventWriter>> = {
  "aws-health": awsHealth,
  "aws-history": awsHistory,
  "aws-rss": awsRss,
  gcp,
  "azure-rss": azureRss,
  "oracle-rss": oracleRss,
  hetzner,
  ovh,
};

const key = (host: string, path: string) => `${host}${path}`;

function keyOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return key(hostname, pathname);
}

function pathsOf(kind: VendorPage["kind"]): readonly string[] {
  if (kind === "statuspage") return statuspagePaths;
  return kind === "instatus" ? instatusPaths : ["/index.json"];
}

function written(kind: VendorPage["kind"], model: StatusPageModel, path: string): Answer | null {
  if (kind === "statuspage") return statuspage(model, path);
  return kind === "instatus" ? instatus(model, path) : betterStack(model);
}

/** With an entity tag, and nothing but that when it is the one that the reader has. */
function tagged(answer: Answer, known: string | undefined): Answer {
  const etag = `"${createHash("sha256").update(answer.body).digest("hex").slice(0, 32)}"`;
  if (known === etag) return { status: 304, type: answer.type, body: "", headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}

export function createPress({ plan, chronicle, times, since, statements }: PressParts): Press {
  const { cloudPostDelayMs: postDelayMs, cloudClearDelayMs: clearDelayMs, updateEveryMs: everyMs } = times;
  const scripted = new Set(statements.map(({ place }) => placeKey(place)));
  const storiesAbout = (provider: string, now: EpochMs): Story[] => {
    const isOf = (key: string) => key.startsWith(`${provider}/`);
    const spans = chronicle.clouds.filter(({ key }) => isOf(key) && !scripted.has(key));
    const told = statements.flatMap((statement) =>
      isOf(placeKey(statement.place)) ? (storyTold(statement, now) ?? []) : [],
    );
    return newestFirst([...storiesOf(spans, { postDelayMs, clearDelayMs, everyMs }, now), ...told]);
  };

  function feedsOf(provider: CloudProvider): [string, Document][] {
    const { slug, name, feeds } = provider;
    return feeds.flatMap(({ kind, url }): [string, Document][] => {
      const writer = WRITERS[kind];
      if (writer) return [[keyOf(url), (edition) => writer(storiesAbout(slug, edition.now), edition)]];
      const { hostname: host } = new URL(url);
      const model = (edition: Edition) =>
        cloudPage({ slug, name, host }, storiesAbout(slug, edition.now), edition.since);
      return statuspagePaths.map((path) => [key(host, path), (edition) => statuspage(model(edition), path)]);
    });
  }

  const modelOf = (page: VendorPage, edition: Edition) => vendorModel(page, chronicle, times, edition);

  const rangesOf = ({ slug, ranges }: CloudProvider): [string, Document][] =>
    [...(ranges?.urls ?? []), ...(ranges?.page ? [ranges.page] : [])].map((url) => [
      keyOf(url),
      () => rangeFile(slug, new URL(url)),
    ]);

  const pagesOf = (page: VendorPage): [string, Document][] =>
    pathsOf(page.kind).map((path) => [
      key(page.host, path),
      (edition) => written(page.kind, modelOf(page, edition), path),
    ]);

  const documents = new Map<string, Document>([
    ...plan.press.pages.flatMap(pagesOf),
    ...clouds.flatMap((provider) => [...feedsOf(provider), ...rangesOf(provider)]),
    [key(azureFile.host, azureFile.path), azureFile.answer],
  ]);

  return {
    answer({ method, host, url, headers }, { now }) {
      if (method !== "GET") return null;
      const answer = documents.get(key(host, url.pathname))?.({ now, since }) ?? null;
      return answer && tagged(answer, headers["if-none-match"]);
    },
    posted(now) {
      const ofClouds = clouds.flatMap(({ slug }) => storiesAbout(slug, now));
      const ofVendors = plan.press.pages.flatMap((page) =>
        [
          ...modelOf(page, { now, since }).incidents,
          ...announcedBy(page, chronicle.windows, times, { now, since }),
        ].map(({ name, posts, resolvedAt }) => ({
          by: page.host,
          title: name,
          at: posts[0]?.at ?? now,
          closedAt: resolvedAt,
        })),
      );
      return [
        ...ofClouds.map((story) => ({
          by: story.key,
          title: CLOUD_TITLE,
          at: story.firstAt,
          closedAt: story.closedAt,
        })),
        ...ofVendors,
      ].sort((a, b) => a.at - b.at);
    },
  };
}
