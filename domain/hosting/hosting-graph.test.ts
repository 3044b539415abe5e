import { describe, expect, it } from "vitest";
import type { ServiceSpec } from "#domain/check/service.ts";
import { blastRadius } from "#domain/hosting/blast-radius.ts";
import { type HostingEvidence, transitiveEvidence } from "#domain/hosting/evidence.ts";
import { downSet } from "#domain/hosting/graph.ts";
import { hostingGraph } from "#domain/hosting/hosting-graph.ts";
import { claim, declared, seen, service } from "#domain/hosting/testing/services.ts";
import { likelyGraph } from "#domain/hosting/uncertain-graph.ts";

function needs(node: string, services: readonly ServiceSpec[], evidence: readonly HostingEvidence[]) {
  const { graph } = hostingGraph(services, evidence);
  return graph.get(node)?.need.map((group) => group.map(({ to, belief }) => `${to} ${belief}`));
}

const kraken = service("kraken");

describe("what a part needs", () => {
  it("is one of the places its addresses were seen at: two regions stand in for one another", () => {
    expect(needs("kraken/api", [kraken], seen("kraken/api", "aws/us-east-1", "aws/eu-west-1"))).toEqual([
      ["cloud:aws/us-east-1 0.9", "cloud:aws/eu-west-1 0.9"],
    ]);
  });

  it("is the edge in front of it as well as the origin behind", () => {
    const hosted = { ...kraken, hosting: [claim("aws/us-east-1")] };
    const evidence = [...seen("kraken/api", "cloudflare~", "fastly~"), ...declared([hosted])];
    expect(needs("kraken/api", [hosted], evidence)).toEqual([
      ["cloud:cloudflare 0.9", "cloud:fastly 0.9"],
      ["cloud:aws/us-east-1 0.6"],
    ]);
  });

  it("is every place that is declared, since nobody said that one stands in for another", () => {
    const coinbase = service("coinbase", {
      hosting: [claim("aws/us-east-1"), claim("aws/ap-northeast-1"), claim("aws")],
    });
    expect(needs("coinbase/api", [coinbase], declared([coinbase]))).toEqual([
      ["cloud:aws/us-east-1 0.6"],
      ["cloud:aws/ap-northeast-1 0.6"],
    ]);
  });

  it("adds nothing for a declared place that was seen, or whose provider was seen", () => {
    const evidence = (place: string) => {
      const hosted = { ...kraken, hosting: [claim(place)] };
      const all = [...seen("kraken/api", "aws/us-east-1", "aws/eu-west-1"), ...declared([hosted])];
      return needs("kraken/api", [hosted], all);
    };
    const both = ["cloud:aws/us-east-1 0.9", "cloud:aws/eu-west-1 0.9"];
    expect(evidence("aws/us-east-1")).toEqual([both]);
    expect(evidence("aws")).toEqual([both]);
    expect(evidence("gcp")).toEqual([both, ["cloud:gcp 0.6"]]);
  });

  it("is one of the supplier's parts, of its own chain where there is one, and its chain", () => {
    const infura = service("infura", {}, { ethereum: { chain: "ethereum" }, base: { chain: "base" } });
    const app = service("app", { dependsOn: ["infura"] }, { rpc: { chain: "base" }, web: {} });
    expect(needs("app/rpc", [infura, app], [])).toEqual([["infura/base 0.8"], ["chain:base 1"]]);
    expect(needs("app/web", [infura, app], [])).toEqual([["infura/ethereum 0.8", "infura/base 0.8"]]);
  });

  it("is told once: evidence through a supplier adds nothing to the supplier's own", () => {
    const infura = service("infura", { hosting: [claim("aws/us-east-1")] });
    const wallet = service("wallet", { dependsOn: ["infura"] });
    const direct = declared([infura, wallet]);
    const all = [...direct, ...transitiveEvidence([infura, wallet], direct)];
    expect(needs("wallet/api", [infura, wallet], all)).toEqual([["infura/api 0.8"]]);
    expect(hostingGraph([infura, wallet], all)).toEqual(hostingGraph([infura, wallet], direct));
  });
});

describe("the graph of hosting", () => {
  const infura = service("infura", { hosting: [claim("aws/us-east-1")] }, { ethereum: {}, base: {} });
  const metamask = service("metamask", { dependsOn: ["infura"] });
  const services = [infura, metamask, kraken];
  const evidence = [...declared(services), ...seen("kraken/api", "cloudflare~")];

  it("takes a region down with its provider, and a service when all of its parts are", () => {
    const likely = likelyGraph(hostingGraph(services, evidence).graph);
    expect(blastRadius(likely, ["cloud:aws"])).toMatchObject({ services: ["infura", "metamask"], total: 3 });
    expect(blastRadius(likely, ["cloud:aws/us-east-1"]).services).toEqual(["infura", "metamask"]);
    expect(blastRadius(likely, ["infura/base"]).services).toEqual([]);
    expect(downSet(likely, ["infura/base", "infura/ethereum"])).toContain("metamask/api");
  });

  it("names the places that anybody needs, and the parts whose own host is not known", () => {
    const { providers, regions, unplaced } = hostingGraph(services, evidence);
    expect(providers).toEqual(["cloud:aws", "cloud:cloudflare"]);
    expect(regions).toEqual(["cloud:aws/us-east-1"]);
    // MetaMask's supplier is placed; where its own servers stand, nobody said. Kraken hides behind an edge.
    expect(unplaced).toEqual(["metamask/api", "kraken/api"]);
  });

  it("counts services with parts that stand somewhere: no chain, and none that closed for good", () => {
    const bitcoin = service("bitcoin", {}, { chain: { layer: "chain", chain: "bitcoin" } });
    const closed = service("closed", { lifecycle: { state: "retired", effective: "2025-01-01T00:00:00Z" } });
    const heir = service("heir", { dependsOn: ["closed", "bitcoin"] });
    const { graph } = hostingGraph([bitcoin, closed, heir], declared([closed]));
    expect([...graph.keys()]).toEqual(["heir", "heir/api"]);
    expect(graph.get("heir/api")?.need).toEqual([]);
  });

  it("is the same whichever way the evidence came in, but for the order of names", () => {
    const edgesOf = (from: readonly HostingEvidence[]) =>
      [...hostingGraph(services, from).graph]
        .map(([name, { need }]) => [name, need.map((group) => group.map(({ to }) => to).sort()).sort()])
        .sort();
    expect(edgesOf([...evidence].reverse())).toEqual(edgesOf(evidence));
  });

  it("draws what rests on one claim together, however many parts it is said of", () => {
    const { graph } = hostingGraph(services, evidence);
    const keys = ["infura/ethereum", "infura/base"].flatMap((name) =>
      graph
        .get(name)
        ?.need.flat()
        .map(({ key }) => key),
    );
    expect(new Set(keys)).toEqual(new Set(["infura>cloud:aws/us-east-1"]));
  });
});
