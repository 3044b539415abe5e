import { expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { pageSources } from "#workers/feeds/sources.ts";

const urlsOf = (slug: string) =>
  pageSources(ownCatalog.services)
    .filter(({ service }) => service === slug)
    .map(({ kind, url }) => [kind, url]);

it("a page is asked where its notices stand, also where the catalog only knows its list of components", () => {
  expect(urlsOf("infura")).toEqual([
    ["statuspage", "https://status.infura.io/api/v2/summary.json"],
    ["statuspage-incidents", "https://status.infura.io/api/v2/incidents.json"],
  ]);
  expect(urlsOf("arbitrum-one")).toEqual([["instatus", "https://status.arbitrum.io/summary.json"]]);
  expect(urlsOf("drpc")).toEqual([["better-stack", "https://status.drpc.org/index.json"]]);
});

it("a page of a kind that nobody knows is not asked", () => {
  expect(urlsOf("kucoin")).toEqual([]);
});
