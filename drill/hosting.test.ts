import { describe, expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { REGION_BLOCKS, REGIONS, regionOf } from "#drill/hosting.ts";
import { planWorld } from "#drill/world/plan.ts";

const plan = planWorld(ownCatalog, ["a", "b"]);
const sites = [...plan.sites.values()];

function servicesIn(region: string, tier?: string): Set<string> {
  const checks = sites.filter((site) => site.region === region).flatMap((site) => site.checks);
  return new Set(checks.flatMap(({ service, check }) => ((tier ?? check.tier) === check.tier ? [service.slug] : [])));
}

describe("the modelled hosting", () => {
  it("gives every host an address that nobody else has, in the block of its region", () => {
    const addresses = [
      ...sites.map(({ address }) => address),
      ...plan.resolvers.map(({ address }) => address),
      ...plan.vantages.values(),
    ];
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const { address, region } of sites)
      expect(address).toMatch(new RegExp(`^127\\.${REGION_BLOCKS[region]}\\.\\d{1,3}\\.\\d{1,3}$`));
    expect(addresses.every((address) => address.startsWith("127.") && address !== "127.0.0.1")).toBe(true);
  });

  it("is the same every time", () => {
    const again = planWorld(ownCatalog, ["a", "b"]);
    expect([...again.sites.values()].map(({ host, address }) => [host, address])).toEqual(
      sites.map(({ host, address }) => [host, address]),
    );
  });

  it("has blocks that do not overlap", () => {
    expect(new Set(Object.values(REGION_BLOCKS)).size).toBe(REGIONS.length);
  });

  it("stands the services of the two great outages where they were", () => {
    const virginia = servicesIn("aws/us-east-1");
    expect(virginia.size).toBeGreaterThanOrEqual(14);
    for (const slug of ["coinbase", "base-app", "base", "robinhood", "infura", "metamask", "alchemy"])
      expect(virginia).toContain(slug);
    const tokyo = servicesIn("aws/ap-northeast-1");
    for (const slug of ["binance", "kucoin", "mexc", "gate", "coinstore", "bitget", "rabby", "debank"])
      expect(tokyo).toContain(slug);
  });

  it("lets at least fourteen services fall with us-east-1 by a check that counts, one of them on another besides", () => {
    const virginia = servicesIn("aws/us-east-1", "core");
    expect(virginia.size).toBeGreaterThanOrEqual(14);
    const metamask = ownCatalog.services.find(({ slug }) => slug === "metamask");
    expect(metamask?.dependsOn).toContain("infura");
    expect(virginia).toContain("infura");
    // Not by sharing a host: each would fall without the other.
    const hosts = (slug: string) =>
      sites.filter(({ checks }) => checks.some(({ service }) => service.slug === slug)).map(({ host }) => host);
    expect(hosts("metamask").filter((host) => hosts("infura").includes(host))).toEqual([]);
  });

  it("agrees with what the catalog says of a cloud and region", () => {
    for (const service of ownCatalog.services) {
      const regions = sites
        .filter(({ checks }) => checks.some((check) => check.service === service))
        .map(({ region }) => region);
      if (regions.length === 0) continue;
      for (const provider of new Set(service.hosting.map((one) => one.provider)))
        if (provider === "aws" && service.kind !== "l1")
          expect(
            regions.some((region) => region.startsWith("aws/")),
            `${service.slug} on ${provider}`,
          ).toBe(true);
      const declared = service.hosting.flatMap(({ provider, region }) => (region ? [`${provider}/${region}`] : []));
      const modelled = declared.filter((region) => Object.hasOwn(REGION_BLOCKS, region));
      if (modelled.length > 0)
        expect(
          regions.some((region) => modelled.includes(region)),
          `${service.slug} in ${modelled}`,
        ).toBe(true);
    }
  });

  it("takes the longest suffix, and leaves a stranger to himself", () => {
    expect(regionOf("polygon-mainnet.infura.io")).toBe("aws/us-east-1");
    expect(regionOf("notinfura.io")).toBe("own");
  });
});
