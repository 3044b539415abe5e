import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jurisdictionExposure } from "#domain/hosting/jurisdiction.ts";
import { anyGraph, anyNodes, toyGraph } from "#domain/hosting/testing/graphs.ts";

const controllers = new Map<string, string | null>([
  ["aws_use1", "US"],
  ["aws_usw2", "US"],
  ["gcp", "US"],
  ["cloudflare", "US"],
  ["hetzner", "DE"],
]);
const question = { graph: toyGraph, controllers, unplaced: [], country: "US" };

describe("exposure to a country's legal process", () => {
  it("tells apart who has such a provider on the path and who has no path without one", () => {
    const { any, all, unknown, free } = jurisdictionExposure(question);
    expect(any).toEqual({ services: ["metamask", "coinbase", "kraken", "rabby", "xrpl"], share: 1 });
    // The ledger can do without: one of its hosts is German.
    expect(all).toEqual({ services: ["metamask", "coinbase", "kraken", "rabby"], share: 0.8 });
    expect([unknown, free]).toEqual([
      { services: [], share: 0 },
      { services: [], share: 0 },
    ]);
  });

  it("goes by the entity that controls the provider, and asks for any country", () => {
    expect(jurisdictionExposure({ ...question, country: "DE" })).toMatchObject({
      any: { services: ["xrpl"], share: 0.2 },
      all: { services: [] },
      free: { share: 0.8 },
    });
  });

  it("never calls free what has an unknown host or an unknown owner on its path", () => {
    const german = { ...question, country: "DE" };
    expect(jurisdictionExposure({ ...german, unplaced: ["kraken"] }).unknown.services).toEqual(["kraken"]);
    const nobody = new Map([...controllers, ["cloudflare", null] as const]);
    expect(jurisdictionExposure({ ...german, controllers: nobody }).unknown.services).toEqual(["coinbase", "kraken"]);
  });

  it("has no shares where there is no service", () => {
    const empty = new Map([["aws_use1", { need: [] }]]);
    const found = jurisdictionExposure({ ...question, graph: empty, controllers: new Map([["aws_use1", "US"]]) });
    expect([found.total, found.any.share, found.all.share]).toEqual([0, null, null]);
  });

  it("puts every service into exactly one of any, unknown and free, and all within any", () => {
    fc.assert(
      fc.property(anyGraph, anyNodes, anyNodes, (graph, theirs, unplaced) => {
        const owners = new Map(theirs.map((name) => [name, "US"]));
        const { any, all, unknown, free } = jurisdictionExposure({
          graph,
          controllers: owners,
          unplaced,
          country: "US",
        });
        const services = [...graph].flatMap(([name, { weight = 0 }]) => (weight > 0 ? [name] : []));
        expect([...any.services, ...unknown.services, ...free.services].sort()).toEqual(services.sort());
        expect(all.services.filter((name) => !any.services.includes(name))).toEqual([]);
      }),
    );
  });
});
