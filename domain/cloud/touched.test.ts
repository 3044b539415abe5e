import { describe, expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { base, infura, kraken, listed } from "#domain/cloud/testing/notice.ts";
import { maintainedBy, touchedBy, touchedOrAll, type Vendor } from "#domain/cloud/touched.ts";
import { sampleFolder, sampleJson } from "#workers/feeds/testing/samples.ts";

const of = (vendor: Vendor, ...names: string[]) => touchedBy({ title: "Work", components: listed(...names) }, vendor);
const titled = (vendor: Vendor, title: string) => touchedBy({ title, components: [] }, vendor);
const slugs = (touched: ReturnType<typeof touchedBy>) =>
  touched.kind === "parts" ? touched.parts.map(({ slug }) => slug) : touched.kind;
const serviceOf = (slug: string): Vendor => {
  const found = ownCatalog.services.find((service) => service.slug === slug);
  if (!found) throw new Error(slug);
  return found;
};

describe("components of a page are ours", () => {
  it.each([
    ["Polygon JSON-RPC", ["polygon"]],
    ["Ethereum > Mainnet", ["ethereum"]],
    ["Polygon PoS - Mainnet", ["polygon"]],
    ["Infura Polygon", ["polygon"]],
    ["Base", ["base"]],
    ["Edge", ["edge"]],
    ["Infura edge", ["edge"]],
    ["Matic archive", ["polygon"]],
  ])("%s by name, chain or group, in whole words", (name, expected) => {
    expect(slugs(of(infura, name))).toEqual(expected);
  });

  it.each([
    "Dashboard",
    "Knowledge Base",
    "Database",
    "Base Sepolia",
    "Testnets > Ethereum",
    "Polygon Amoy",
    "Polygon zkEVM",
    "Polygon Edge",
    "Ethereum Classic",
    "",
    "—",
  ])("%s is none of them", (name) => {
    expect(of(infura, name)).toEqual({ kind: "elsewhere" });
  });

  it("each once, in our order, and those that none is like are left out", () => {
    expect(slugs(of(infura, "Base", "Dashboard", "Polygon WebSocket", "Polygon JSON-RPC"))).toEqual([
      "polygon",
      "base",
    ]);
  });

  it("by the catalog's mapping where a name says too little", () => {
    expect(slugs(of(kraken, "REST"))).toEqual(["api"]);
    expect(slugs(of({ ...kraken, statusPage: {} }, "REST"))).toBe("elsewhere");
  });

  it("by an own name of several words in a longer one, and not by one word in any", () => {
    expect(slugs(of(kraken, "Spot REST API"))).toEqual(["api"]);
    expect(slugs(of(kraken, "API"))).toEqual(["api"]);
    expect(slugs(of(kraken, "Kraken API"))).toEqual(["api"]);
    for (const name of ["Futures API", "WebSocket API", "Litecoin (LTC)", "Digital Currency Funding > Polygon (POL)"])
      expect(slugs(of(kraken, name)), name).toBe("elsewhere");
  });

  it("of a chain's own page by the part that is named, else all that serve the chain", () => {
    expect(slugs(of(base, "Base Mainnet - Sequencer"))).toEqual(["sequencer"]);
    expect(slugs(of(base, "Mainnet > Public RPC"))).toEqual(["public-rpc"]);
    expect(slugs(of(base, "Base Mainnet"))).toEqual(["chain", "public-rpc", "sequencer"]);
    expect(slugs(of(base, "Base Sepolia - Sequencer"))).toBe("elsewhere");
  });

  it("of a page that is others' too only what names the service", () => {
    const wallet: Vendor = {
      slug: "base-app",
      name: "Base app (formerly Coinbase Wallet)",
      aliases: { "coinbase-wallet": "base-app" },
      statusPage: { shared: true },
      components: [
        { slug: "web", name: "App", layer: "access" },
        { slug: "rpc", name: "Default RPC", layer: "access", chain: "base" },
      ],
    };
    expect(slugs(of(wallet, "Base"))).toBe("elsewhere");
    expect(slugs(of(wallet, "App"))).toBe("elsewhere");
    expect(slugs(of(wallet, "Coinbase Wallet"))).toEqual(["web", "rpc"]);
    expect(slugs(of(wallet, "Base App - Default RPC"))).toEqual(["rpc"]);
    expect(titled(wallet, "Scheduled maintenance")).toEqual({ kind: "elsewhere" });
    expect(titled(wallet, "Coinbase Wallet maintenance")).toEqual({ kind: "service" });
  });

  it("of the catalog: Infura's page says nothing of MetaMask, nor Cloudflare's of its Ethereum gateway but by its name", () => {
    expect(slugs(of(serviceOf("infura"), "Linea JSON-RPC", "OP Mainnet"))).toEqual(["optimism", "linea"]);
    expect(slugs(of(serviceOf("metamask"), "Ethereum JSON-RPC"))).toBe("elsewhere");
    expect(slugs(of(serviceOf("metamask"), "MetaMask"))).toEqual(["api"]);
    expect(slugs(of(serviceOf("cloudflare-eth"), "Ethereum Gateway"))).toEqual(["ethereum"]);
    expect(slugs(of(serviceOf("arbitrum-one"), "Arbitrum Nova"))).toBe("elsewhere");
    expect(slugs(of(serviceOf("hyperliquid"), "HyperEVM"))).toEqual(["evm"]);
    expect(slugs(of(serviceOf("htx"), "Derivatives API"))).toEqual(["derivatives"]);
  });

  it.runIf(sampleFolder)("of Cloudflare's 476 captured components one is the gateway", () => {
    const page = sampleJson<{ components: { name: string }[] }>("cloudflare/summary.2026-08-22T2122.json");
    const gateway = serviceOf("cloudflare-eth");
    const touching = page.components.filter(({ name }) => slugs(of(gateway, name)) !== "elsewhere");
    expect(touching.map(({ name }) => name)).toEqual(["Ethereum Gateway"]);
  });
});

describe("a notice that lists no component", () => {
  it.each([
    "Scheduled maintenance",
    "Infura: planned maintenance",
    "Emergency System Upgrade, 1 March 2026 10:00-12:00 UTC",
  ])("%s is about the service", (title) => {
    expect(titled(infura, title)).toEqual({ kind: "service" });
  });

  it("is about the parts that its title tells of", () => {
    expect(slugs(titled(infura, "Polygon node upgrade"))).toEqual(["polygon"]);
    expect(slugs(titled(kraken, "REST API maintenance"))).toEqual(["api"]);
  });

  it.each([
    "Rain (RAIN) Delisting",
    "Delisting assets for UAE clients",
    "Litecoin wallet maintenance",
    "Holesky upgrade",
  ])("%s is about something else", (title) => {
    expect(titled(kraken, title)).toEqual({ kind: "elsewhere" });
  });
});

describe("in doubt", () => {
  it("an outage that is told of may be any of the service's", () => {
    expect(touchedOrAll(of(infura, "Dashboard"), infura)).toBeNull();
    expect(touchedOrAll(titled(infura, "Scheduled maintenance"), infura)).toBeNull();
    expect(touchedOrAll(of(infura, "Polygon"), infura)).toEqual(["infura/polygon"]);
  });

  it("an announcement excuses nothing", () => {
    expect(maintainedBy(of(infura, "Dashboard"), infura)).toEqual([]);
    expect(maintainedBy(of(infura, "Polygon"), infura)).toEqual(["polygon"]);
  });

  it("of the service it is about what the vendor runs, never about block production, which is many operators'", () => {
    expect(maintainedBy(titled(base, "Scheduled maintenance"), base)).toEqual(["public-rpc"]);
    expect(maintainedBy(of(base, "Base Mainnet"), base)).toEqual(["public-rpc"]);
    expect(maintainedBy(of(base, "Sequencer"), base)).toEqual(["sequencer"]);
    expect(maintainedBy(titled(infura, "Scheduled maintenance"), infura)).toHaveLength(4);
  });
});
