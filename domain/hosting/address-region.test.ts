import { expect, it, test } from "vitest";
import { canonicalRegion, regionOfCity } from "#domain/hosting/address-region.ts";

test.each([
  ["azure", "centralfrance", "francecentral"],
  ["azure", "France Central", "francecentral"],
  ["azure", "germanywc", "germanywestcentral"],
  ["azure", "East US 2", "eastus2"],
  ["azure", "australiacentral2", "australiacentral2"],
  ["digitalocean", "NYC3", "nyc"],
  ["digitalocean", "fra1", "fra"],
  ["linode", "gb-lon", "eu-west"],
  ["linode", "us-ord", "us-ord"],
  ["aws", " US-East-1 ", "us-east-1"],
  ["gcp", "europe-west12", "europe-west12"],
])("%s writes %s and means %s", (provider, name, region) => {
  expect(canonicalRegion(provider, name)).toBe(region);
});

it("what has been spelled once is not spelled otherwise the second time", () => {
  for (const [provider, name] of [
    ["azure", "norwaye"],
    ["azure", "southfrance"],
    ["linode", "jp-tyo-3"],
    ["digitalocean", "sfo2"],
  ] as const) {
    const once = canonicalRegion(provider, name) ?? "";
    expect(canonicalRegion(provider, once)).toBe(once);
  }
});

it.each(["", "global", "GLOBAL", "us east!", "x".repeat(60), "-"])("%j is no region", (name) => {
  expect(canonicalRegion("aws", name)).toBeNull();
});

it("a name that objects have by themselves is a name like any other", () => {
  expect(canonicalRegion("azure", "constructor")).toBe("constructor");
  expect(canonicalRegion("linode", "valueof")).toBe("valueof");
  expect(regionOfCity("constructor", "us", "name")).toBeNull();
});

test.each([
  ["digitalocean", "US", "North Bergen", "nyc"],
  ["digitalocean", "US", "Secaucus", "nyc"],
  ["digitalocean", "GB", "London", "lon"],
  ["linode", "US", "Cedar Knolls", "us-east"],
  ["linode", "BR", "São Paulo", "br-gru"],
  ["linode", "BR", "Sao Paulo", "br-gru"],
  ["linode", "GB", "London", "eu-west"],
  ["linode", "CA", "London", null],
  ["digitalocean", "US", "Nowhere", null],
])("%s, %s, %s is %s", (provider, country, city, region) => {
  expect(regionOfCity(provider, country, city)).toBe(region);
});
