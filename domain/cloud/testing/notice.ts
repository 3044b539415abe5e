import type { Notice, PageComponent } from "#domain/cloud/notice.ts";
import { HOUR, START } from "#domain/cloud/testing/event.ts";
import type { Vendor } from "#domain/cloud/touched.ts";

/** Components as a notice lists them: `Polygon JSON-RPC`, or `Ethereum > Mainnet` for one in a group. */
export function listed(...names: readonly string[]): PageComponent[] {
  return names.map((full, index) => {
    const [name = "", group = null] = full.split(" > ").reverse();
    return { id: `c${index}`, name, group, state: null };
  });
}

/** An open notice of an outage. */
export function notice(over: Partial<Notice> = {}): Notice {
  return {
    page: "p",
    id: "n",
    title: "Trouble",
    url: null,
    impact: "major",
    status: "investigating",
    startedAt: START,
    publishedAt: START,
    resolvedAt: null,
    changedAt: null,
    components: [],
    updates: [],
    maintenance: null,
    ...over,
  };
}

/** A notice of an hour's work, published a day before. */
export function window(over: Partial<Notice> = {}): Notice {
  return notice({
    title: "Scheduled maintenance",
    impact: "maintenance",
    status: "scheduled",
    publishedAt: START - 24 * HOUR,
    maintenance: { from: START, until: START + HOUR },
    ...over,
  });
}

/** A provider of three networks, with an edge. */
export const infura: Vendor = {
  slug: "infura",
  name: "Infura (MetaMask Developer)",
  aliases: { "infura-polygon": "polygon" },
  statusPage: {},
  components: [
    { slug: "ethereum", name: "Ethereum", layer: "access", chain: "ethereum" },
    { slug: "polygon", name: "Polygon PoS", layer: "access", chain: "polygon" },
    { slug: "base", name: "Base", layer: "access", chain: "base" },
    { slug: "edge", name: "Edge", layer: "access", chain: null },
  ],
};

/** An exchange with one component. */
export const kraken: Vendor = {
  slug: "kraken",
  name: "Kraken",
  statusPage: { components: { REST: "api" } },
  components: [{ slug: "api", name: "REST API", layer: "access" }],
};

/** An L2 with its own page. */
export const base: Vendor = {
  slug: "base",
  name: "Base",
  aliases: { "base-sequencer": "sequencer" },
  statusPage: {},
  components: [
    { slug: "chain", name: "Chain", layer: "chain", chain: "base" },
    { slug: "public-rpc", name: "Public RPC", layer: "access", chain: "base" },
    { slug: "sequencer", name: "Sequencer", layer: "chain", chain: "base" },
  ],
};
