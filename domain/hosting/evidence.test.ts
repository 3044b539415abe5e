import { describe, expect, it, test } from "vitest";
import { beliefIn, type Dependent, TRANSITIVE_FACTOR } from "#domain/attribution/evidence.ts";
import { dependentOf } from "#domain/hosting/attribution-input.ts";
import {
  declaredEvidence,
  type HostingEvidence,
  holdsAt,
  strongestByPlace,
  transitiveEvidence,
  vendorEvidence,
} from "#domain/hosting/evidence.ts";
import { beliefOf, capOf, OBSERVED_FOR_MS, usuallyCloud } from "#domain/hosting/evidence-kinds.ts";
import { placeName } from "#domain/hosting/place.ts";
import { claim, DAY, declared, SEEN_FROM, SEEN_TO, seen, service } from "#domain/hosting/testing/services.ts";

const infura = service(
  "infura",
  { kind: "rpc_provider", hosting: [claim("aws/us-east-1")] },
  { ethereum: { chain: "ethereum" }, base: { chain: "base" } },
);
const metamask = service("metamask", { kind: "wallet", dependsOn: ["infura"] });

const told = (evidence: readonly HostingEvidence[]) =>
  evidence.map((item) => `${item.component} ${item.basis} ${placeName(item)} ${item.belief}`);

describe("what the worth of evidence is", () => {
  it("is the methods' table: pi and the cap of each basis", () => {
    expect([beliefOf("vendor"), beliefOf("observed"), beliefOf("declared")]).toEqual([0.99, 0.9, 0.6]);
    expect([capOf("vendor"), capOf("observed"), capOf("declared"), capOf("transitive")]).toEqual([99, 90, 75, 70]);
  });

  it("passes on through a supplier as attribution passes it on", () => {
    const event = { provider: "aws", region: "us-east-1", t0: { at: SEEN_TO } };
    const supplier = dependentOf(infura, declared([infura]));
    const customer = dependentOf(metamask, []);
    const { pi, tier } = beliefIn(customer, event as Parameters<typeof beliefIn>[1], new Map([["infura", supplier]]));
    expect(pi).toBeCloseTo(TRANSITIVE_FACTOR * beliefOf("declared"), 12);
    expect(tier).toBe("transitive");
  });

  it("of a hidden origin depends on whether the kind usually stands on a cloud", () => {
    expect(["exchange", "rpc_provider", "wallet"].map((kind) => usuallyCloud(kind as "exchange"))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["l1", "storage", "decentralised_cloud"].map((kind) => usuallyCloud(kind as "l1"))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("declared hosting", () => {
  it("is about the parts that stand somewhere, and never about a chain", () => {
    const base = service(
      "base",
      { hosting: [claim("aws/us-east-1")] },
      { chain: { layer: "chain" }, "public-rpc": {} },
    );
    expect(told(declaredEvidence(base))).toEqual(["base/public-rpc declared aws/us-east-1 0.6"]);
  });

  it("keeps every claim with its source, and makes nobody of `various` and `multiple`", () => {
    const twice = service("x", { hosting: [claim("aws"), claim("aws"), claim("various"), claim("multiple")] });
    expect(declaredEvidence(twice)).toHaveLength(2);
    expect(declaredEvidence(twice)[0]).toMatchObject({
      source: "https://example.org/aws",
      claim: "said (reported)",
      from: null,
      vantages: [],
    });
  });

  it("spells regions as addresses are mapped", () => {
    expect(told(declaredEvidence(service("x", { hosting: [claim("digitalocean/NYC3")] })))).toEqual([
      "x/api declared digitalocean/nyc 0.6",
    ]);
  });
});

describe("observed hosting", () => {
  it("gives a region for an origin, and for an edge the provider alone", () => {
    expect(told(seen("kraken/api", "aws/eu-west-1", "cloudflare~", "aws/us-east-1~", "hetzner"))).toEqual([
      "kraken/api observed aws/eu-west-1 0.9",
      "kraken/api edge cloudflare 0.9",
      "kraken/api edge aws 0.9",
      "kraken/api observed hetzner 0.9",
    ]);
  });

  it("says when, from where and by which range it was seen, and nothing of addresses that nobody publishes", () => {
    expect(seen("kraken/api", "aws/eu-west-1")[0]).toMatchObject({
      from: SEEN_FROM,
      to: SEEN_TO,
      vantages: ["here"],
      ranges: ["192.0.2.0/24"],
      source: null,
    });
  });

  it("holds from the first sight until thirty days after the last", () => {
    const [evidence] = seen("kraken/api", "aws/eu-west-1");
    const holds = (at: number) => evidence && holdsAt(evidence, at);
    expect([SEEN_FROM - 1, SEEN_FROM, SEEN_TO + OBSERVED_FOR_MS, SEEN_TO + OBSERVED_FOR_MS + 1].map(holds)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("evidence through a supplier", () => {
  const evidence = declared([infura, metamask]);

  it("is 0.8 times the supplier's, names the part it goes through, and keeps the source", () => {
    const [through] = transitiveEvidence([infura, metamask], evidence);
    expect(through).toMatchObject({
      component: "metamask/api",
      basis: "transitive",
      via: "infura/ethereum",
      source: "https://example.org/aws/us-east-1",
    });
    expect(through?.belief).toBeCloseTo(0.48, 12);
  });

  it("goes through the part of the same chain where there is one, and takes the supplier's strongest evidence", () => {
    const app = service("app", { dependsOn: ["infura"] }, { rpc: { chain: "base" } });
    const both = [...evidence, ...seen("infura/base", "aws/us-east-1"), ...seen("infura/ethereum", "gcp/us-east4")];
    expect(told(transitiveEvidence([infura, app], both))).toEqual([
      "app/rpc transitive aws/us-east-1 0.7200000000000001",
    ]);
  });

  it("goes one hop and no further, and not through what a vendor said of one outage", () => {
    const rabby = service("rabby", { dependsOn: ["metamask"] });
    const first = transitiveEvidence([infura, metamask], evidence);
    expect(transitiveEvidence([infura, metamask, rabby], [...evidence, ...first])).toEqual(first);
    const word = { component: "infura/base", provider: "aws", region: null, zone: null, source: "s", claim: null };
    const vendor = vendorEvidence({ ...word, from: SEEN_FROM, to: SEEN_TO });
    expect(transitiveEvidence([infura, metamask], [vendor])).toEqual([]);
  });

  it("is none for suppliers that are not in the catalog", () => {
    expect(transitiveEvidence([service("x", { dependsOn: ["gone"] })], evidence)).toEqual([]);
  });
});

describe("a vendor's word", () => {
  const vendor = vendorEvidence({
    component: "infura/base",
    provider: "aws",
    region: "us-east-1",
    zone: null,
    source: "https://status.example.org/1",
    claim: "an AWS outage",
    from: SEEN_FROM,
    to: SEEN_TO,
  });

  it("holds for its own outage alone, and while that lasts", () => {
    expect([SEEN_FROM - 1, SEEN_FROM, SEEN_TO, SEEN_TO + 1].map((at) => holdsAt(vendor, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(holdsAt({ ...vendor, to: null }, SEEN_TO + 90 * DAY)).toBe(true);
  });

  it("is the strongest evidence of a place", () => {
    const all = [...declared([infura]), ...seen("infura/base", "aws/us-east-1"), vendor];
    expect(strongestByPlace(all).get("aws/us-east-1")).toBe(vendor);
    expect(strongestByPlace([...all].reverse()).get("aws/us-east-1")).toBe(vendor);
  });
});

test("attribution is given what was declared and seen of a service, its suppliers, and nothing of others", () => {
  const service_ = { ...metamask, hosting: [claim("aws")] };
  const evidence = [
    ...declared([service_, infura]),
    ...seen("metamask/api", "cloudflare~"),
    ...seen("infura/base", "gcp"),
  ];
  const { usuallyCloud: cloudy, evidence: given }: Dependent = dependentOf(service_, evidence);
  expect(cloudy).toBe(true);
  expect(given).toEqual([
    {
      kind: "declared",
      provider: "aws",
      region: null,
      date: null,
      source: "https://example.org/aws",
      component: "metamask/api",
    },
    {
      kind: "observed",
      provider: "cloudflare",
      region: null,
      edge: true,
      from: SEEN_FROM,
      to: SEEN_TO,
      source: null,
      component: "metamask/api",
    },
    { kind: "transitive", supplier: "infura", date: null, source: null, component: null },
  ]);
});
