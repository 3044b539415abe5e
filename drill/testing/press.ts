import { clouds } from "#catalog/clouds/providers.ts";
import { ownCatalog } from "#catalog/load.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { EpochMs } from "#domain/time.ts";
import type { World } from "#drill/world/world.ts";
import type { EventsRead, NoticesRead, NotReadable } from "#workers/feeds/feed.ts";
import { cloudSources, pageSources } from "#workers/feeds/sources.ts";
import { createFetch, type Fetch } from "#workers/fetch/fetch.ts";
import { worldNetwork } from "#workers/probe/network.ts";

/** For tests only: the product's own readers of feeds, before the world's press. */
export interface PressReader {
  readonly fetch: Fetch;
  /** The text of a document, over TLS and under its own name. */
  text(url: string): Promise<string>;
  /** What the product reads from a provider's feed of one kind. */
  events(provider: string, kind: FeedKind): Promise<readonly CloudEvent[]>;
  /** What the product reads from a service's page. */
  notices(service: string, kind: FeedKind): Promise<NoticesRead>;
  notice(service: string, kind: FeedKind): Promise<Notice | undefined>;
}

/** A parser's result, or a failure that says why it could not read the world. */
function readable<T extends EventsRead | NoticesRead>(name: string, result: T | NotReadable): T {
  if (!result.ok) throw new Error(`${name} is not readable: ${result.detail}`);
  if (result.skipped > 0) throw new Error(`${name} has broken entries: ${result.problems.join("; ")}`);
  return result;
}

export function pressReader(world: World, now: () => EpochMs): PressReader {
  const fetch = createFetch({
    network: worldNetwork(world.file, Object.values(world.file.vantages)[0]),
    monotonic: () => performance.now(),
    userAgent: "Faultline-test",
    signal: new AbortController().signal,
  });
  const [ofClouds, ofPages] = [cloudSources(clouds), pageSources(ownCatalog.services)];
  const bytes = async (url: string) => {
    const { bytes: body, contentType } = await fetch({ url });
    return { body, context: { now: now(), ...(contentType === undefined ? {} : { contentType }) } };
  };

  async function notices(service: string, kind: FeedKind): Promise<NoticesRead> {
    const source = ofPages.find((one) => one.service === service && one.kind === kind);
    if (!source) throw new Error(`${service} has no ${kind}`);
    const { body, context } = await bytes(source.url);
    return readable(source.name, source.parse(body, context));
  }

  return {
    fetch,
    text: async (url) => Buffer.from((await fetch({ url })).bytes).toString("utf8"),
    async events(provider, kind) {
      const source = ofClouds.find((one) => one.provider === provider && one.kind === kind);
      if (!source) throw new Error(`${provider} has no ${kind}`);
      const { body, context } = await bytes(source.url);
      return readable(source.name, source.parse(body, context)).events;
    },
    notices,
    notice: async (service, kind) => (await notices(service, kind)).notices.find(({ maintenance }) => !maintenance),
  };
}
