import type { ServiceSpec } from "#domain/check/service.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import { parse as awsData } from "#workers/feeds/aws-data.ts";
import { parse as awsHealth } from "#workers/feeds/aws-health.ts";
import { parse as awsHistory } from "#workers/feeds/aws-history.ts";
import { parse as awsRss } from "#workers/feeds/aws-rss.ts";
import { parse as azureRss } from "#workers/feeds/azure-rss.ts";
import { parse as betterStack } from "#workers/feeds/better-stack.ts";
import { cloudPage } from "#workers/feeds/cloud-page.ts";
import type { EventFeed, NoticeFeed } from "#workers/feeds/feed.ts";
import { parse as gcp } from "#workers/feeds/gcp.ts";
import { parse as hetzner } from "#workers/feeds/hetzner.ts";
import { parse as incidentIo } from "#workers/feeds/incident-io.ts";
import { parse as instatus } from "#workers/feeds/instatus.ts";
import { parse as oracleRss } from "#workers/feeds/oracle-rss.ts";
import { parse as ovh } from "#workers/feeds/ovh.ts";
import { parse as rootly } from "#workers/feeds/rootly.ts";
import { parse as statusIo } from "#workers/feeds/status-io.ts";
import { parse as statuspage } from "#workers/feeds/statuspage.ts";

const MINUTE_MS = 60_000;

interface Source {
  /** `cloud:aws/aws-health`, `page:kraken/summary` */
  readonly name: string;
  readonly kind: FeedKind;
  readonly url: string;
  readonly everyMs: number;
  /** Tells the same events under other names: it is asked only while the source of this name cannot be read. */
  readonly standsInFor?: string;
}

/** A cloud's health feed. */
export interface CloudSource extends Source {
  readonly provider: string;
  readonly parse: EventFeed;
}

/** A vendor's own status page. */
export interface PageSource extends Source {
  readonly service: string;
  readonly parse: NoticeFeed;
}

const PAGES: Partial<Record<FeedKind, NoticeFeed>> = {
  statuspage,
  "statuspage-incidents": statuspage,
  "incident-io": incidentIo,
  instatus,
  "better-stack": betterStack,
  "status-io": statusIo,
  rootly,
};

const EVENTS: Partial<Record<FeedKind, EventFeed>> = {
  "aws-health": awsHealth,
  "aws-history": awsHistory,
  "aws-rss": awsRss,
  "aws-data": awsData,
  gcp,
  "azure-rss": azureRss,
  "oracle-rss": oracleRss,
  hetzner,
  ovh,
};

/** Lists of past events change seldom and are long. */
const SELDOM: ReadonlySet<FeedKind> = new Set(["aws-history", "aws-data"]);

/** Every feed of the clouds that we have a parser for. */
export function cloudSources(providers: readonly CloudProvider[]): CloudSource[] {
  return providers.flatMap(({ slug, feeds }) =>
    feeds.flatMap(({ kind, url }, index): CloudSource[] => {
      const page = PAGES[kind];
      const parse = EVENTS[kind] ?? (page === undefined ? undefined : cloudPage(slug, kind, page));
      if (parse === undefined) return [];
      const everyMs = SELDOM.has(kind) ? 60 * MINUTE_MS : MINUTE_MS;
      const standIn = kind === "aws-rss" ? { standsInFor: `cloud:${slug}/aws-health` } : {};
      const name = `cloud:${slug}/${kind}${index === 0 ? "" : `-${index}`}`;
      return [{ name, kind, url, provider: slug, parse, everyMs, ...standIn }];
    }),
  );
}

/** Pages say most about the present: their incidents and what is planned. Every two minutes, as their own readers do. */
const PAGE_MS = 2 * MINUTE_MS;

/** Which kind of page an address is of, by how it ends. */
function kindOfPage(url: string): FeedKind | null {
  if (/\/api\/v2\/summary\.json$/.test(url)) return "statuspage";
  if (/\/api\/v2\/incidents\.json$/.test(url)) return "statuspage-incidents";
  if (/\/summary\.json$/.test(url)) return "instatus";
  if (/\/index\.json$/.test(url)) return "better-stack";
  return /status-api\.hostedstatus\.com\//.test(url) ? "status-io" : null;
}

/**
 * The addresses of a service's status page. Of a Statuspage both: `summary.json` loses an incident the moment it is
 * resolved, `incidents.json` knows nothing of what is planned. Of an Instatus page its summary, wherever else its
 * components stand: a list of components has no notices.
 */
function pageUrls({ statusPage: { kind, url, apiUrl } }: ServiceSpec): string[] {
  if (kind === "statuspage") {
    const base = apiUrl?.replace(/\/[a-z-]+\.json$/, "") ?? (url === null ? null : `${url.replace(/\/+$/, "")}/api/v2`);
    return base === null ? [] : [`${base}/summary.json`, `${base}/incidents.json`];
  }
  if (apiUrl === null) return [];
  return [kind === "instatus" ? new URL("/summary.json", apiUrl).href : apiUrl];
}

/** Every status page of the services that we can read. */
export function pageSources(services: readonly ServiceSpec[]): PageSource[] {
  return services
    .filter(({ lifecycle }) => lifecycle.state !== "retired")
    .flatMap((service) =>
      pageUrls(service).flatMap((url): PageSource[] => {
        const kind = kindOfPage(url);
        const parse = kind === null ? undefined : PAGES[kind];
        if (kind === null || parse === undefined) return [];
        return [{ name: `page:${service.slug}/${kind}`, kind, url, service: service.slug, parse, everyMs: PAGE_MS }];
      }),
    );
}
