import { describe, expect, it } from "vitest";
import { evidenceOf, type HostingRecord } from "#domain/hosting/record.ts";
import { record } from "#domain/hosting/testing/record.ts";
import { claim, observedAt, SEEN_TO, service } from "#domain/hosting/testing/services.ts";
import { whatIf } from "#domain/hosting/what-if.ts";

const EAST = { provider: "aws", region: "us-east-1" };

function ask(of: HostingRecord, place: { provider: string; region: string | null }) {
  const answer = whatIf(of.services, evidenceOf(of), place);
  if (answer === null) throw new Error("nothing stands there");
  return answer;
}

const slugs = (struck: readonly { slug: string }[]) => struck.map(({ slug }) => slug);

describe("taking a place away", () => {
  it("takes those that were seen or told there and those who stand on them, and nobody else", () => {
    const { dark, partly, services, remaining, unplaced } = ask(record, EAST);
    expect(slugs(dark)).toEqual(["a", "b", "c", "wallet", "told"]);
    expect(partly).toEqual([]);
    expect({ services, remaining, unplaced }).toEqual({ services: 8, remaining: 3, unplaced: 2 });
  });

  it("tells the evidence for each by its kind, with its dates", () => {
    const { dark } = ask(record, EAST);
    const bases = Object.fromEntries(dark.map(({ slug, evidence }) => [slug, evidence.map(({ basis }) => basis)]));
    expect(bases).toMatchObject({ a: ["observed"], wallet: ["transitive"], told: ["declared"] });
    expect(dark[0]?.evidence[0]?.to).toBe(SEEN_TO);
  });

  it("takes a provider with all of its regions", () => {
    expect(slugs(ask(record, { provider: "aws", region: null }).dark)).toEqual(slugs(ask(record, EAST).dark));
    expect(slugs(ask(record, { provider: "hetzner", region: null }).dark)).toEqual(["gate"]);
  });

  it("leaves a name that resolves to two regions, and a service with a part elsewhere in part", () => {
    const of: HostingRecord = {
      ...record,
      services: [service("both"), service("rpc", {}, { one: { chain: "base" }, two: { chain: "linea" } })],
      observed: [
        observedAt("both/api", "aws/us-east-1", "aws/us-west-2"),
        observedAt("rpc/one", "aws/us-east-1"),
        observedAt("rpc/two", "hetzner/fsn1"),
      ],
    };
    const { dark, partly, remaining } = ask(of, EAST);
    expect(dark).toEqual([]);
    expect(partly.map(({ slug, lost, left }) => [slug, slugs(lost), slugs(left)])).toEqual([["rpc", ["one"], ["two"]]]);
    expect(remaining).toBe(1);
  });

  it("is nothing that can be asked where nothing is known to stand", () => {
    for (const place of [
      { provider: "aws", region: "moon-1" },
      { provider: "__proto__", region: null },
      { provider: "", region: null },
      { provider: "infura", region: "polygon" },
    ]) {
      expect(whatIf(record.services, evidenceOf(record), place), JSON.stringify(place)).toBeNull();
    }
  });
});

describe("who else offers the same", () => {
  const rpc = (slug: string) => service(slug, { kind: "rpc_provider" }, { base: { chain: "base" } });
  const of: HostingRecord = {
    ...record,
    services: [
      service("lost", { kind: "rpc_provider" }, { base: { chain: "base" }, linea: { chain: "linea" } }),
      rpc("also-lost"),
      rpc("elsewhere"),
      rpc("nobody-knows"),
      rpc("hidden"),
      service("told", { kind: "l2", hosting: [claim("gcp/us-east1")] }, { "public-rpc": { chain: "base" } }),
      service("vague", { kind: "rpc_provider", hosting: [claim("aws")] }, { base: { chain: "base" } }),
      service("base-chain", { name: "Base", kind: "l2" }, { chain: { layer: "chain", chain: "base" } }),
      service("exchange", { kind: "exchange" }),
      service("other-exchange", { kind: "exchange" }),
      service("wallet", { kind: "wallet" }),
      service("shut", { kind: "exchange", lifecycle: { state: "retired" } }),
    ],
    observed: [
      observedAt("lost/base", "aws/us-east-1"),
      observedAt("lost/linea", "aws/us-east-1"),
      observedAt("also-lost/base", "aws/us-east-1"),
      observedAt("elsewhere/base", "hetzner/fsn1"),
      observedAt("hidden/base", "cloudflare~"),
      observedAt("exchange/api", "aws/us-east-1"),
      observedAt("other-exchange/api", "gcp/asia-northeast1"),
      observedAt("wallet/api", "hetzner/fsn1"),
    ],
  };
  const offersOf = (slug: string) => ask(of, EAST).dark.find((one) => one.slug === slug)?.offers ?? [];

  it("is, for each chain, every other way to it that is known to stand elsewhere, and where", () => {
    const [base, linea] = offersOf("lost");
    expect(base).toMatchObject({ chain: { slug: "base", name: "Base" }, parts: [{ slug: "base" }] });
    expect(base?.elsewhere.map(({ slug, places }) => [slug, places])).toEqual([
      ["elsewhere", [{ provider: "hetzner", region: "fsn1" }]],
      ["told", [{ provider: "gcp", region: "us-east1" }]],
    ]);
    expect(linea).toMatchObject({ chain: { slug: "linea", name: "linea" }, elsewhere: [], unplaced: [] });
  });

  it("is never one that goes dark as well, and one that may stand on the same place is named apart", () => {
    const [base] = offersOf("lost");
    expect(base?.unplaced).toEqual(["hidden", "nobody-knows", "vague"]);
    expect(base?.elsewhere.map(({ slug }) => slug)).not.toContain("also-lost");
  });

  it("is a service of the same kind where there is no chain, and none that has closed", () => {
    const [only, ...rest] = offersOf("exchange");
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ chain: null, elsewhere: [{ slug: "other-exchange" }], unplaced: [] });
  });

  it("has the decentralised first", () => {
    const storage = (slug: string, kind: "storage" | "decentralised_cloud" = "storage") => service(slug, { kind });
    const own: HostingRecord = {
      ...record,
      services: [
        storage("a-store"),
        storage("b-store"),
        service("vanar", { kind: "l1" }),
        service("a-chain", { kind: "l1" }),
        service("gone", { kind: "l1" }),
      ],
      observed: [
        observedAt("a-store/api", "hetzner/fsn1"),
        observedAt("vanar/api", "hetzner/fsn1"),
        observedAt("a-chain/api", "hetzner/fsn1"),
        observedAt("gone/api", "aws/us-east-1"),
      ],
    };
    const [gone] = ask(own, EAST).dark;
    expect(gone?.offers[0]?.elsewhere.map(({ slug }) => slug)).toEqual(["vanar", "a-chain"]);
  });
});
