import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cloudOf, clouds, controllingCountries, rangeSources, regionOf } from "#catalog/clouds/providers.ts";
import { cloudProblems, hostingProblems } from "#catalog/clouds/verify.ts";
import { services } from "#catalog/index.ts";
import { goodService } from "#catalog/testing/sample-service.ts";
import { AWS_REGIONS } from "#domain/cloud/aws-regions.ts";
import { AZURE_REGIONS } from "#domain/cloud/azure-regions.ts";
import { RANGE_PROVIDERS } from "#domain/hosting/address.ts";
import { canonicalRegion, regionOfCity } from "#domain/hosting/address-region.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";

const aws = cloudOf("aws") as CloudProvider;
const [virginia, ohio] = aws.regions;

function changed(change: Partial<CloudProvider>): string[] {
  return cloudProblems([{ ...aws, ...change }]);
}

describe("our clouds", () => {
  test("have no problems, and know all that services say of hosting", () => {
    expect(cloudProblems(clouds)).toEqual([]);
    expect(hostingProblems(services, clouds)).toEqual([]);
  });

  test("are the clouds and edges of the brief", () => {
    const kinds = (kind: string) => clouds.filter((cloud) => cloud.kind === kind).map(({ slug }) => slug);
    expect(kinds("cloud")).toEqual(["aws", "azure", "gcp", "oracle", "digitalocean", "linode", "hetzner", "ovh"]);
    expect(kinds("edge")).toEqual(["cloudflare", "akamai", "fastly"]);
  });

  test("know every region that a feed can name", () => {
    expect(Object.keys(AWS_REGIONS).filter((id) => regionOf("aws", id) === null)).toEqual([]);
    expect(Object.keys(AZURE_REGIONS).filter((id) => regionOf("azure", id) === null)).toEqual([]);
  });

  test("know every region that a city of a geofeed stands for", () => {
    expect(regionOf("digitalocean", regionOfCity("digitalocean", "us", "North Bergen") ?? "")?.name).toBe("New York");
    expect(regionOf("linode", regionOfCity("linode", "us", "Cedar Knolls") ?? "")?.metro).toBe("Newark");
  });

  test("give the ranges of every provider whose ranges we read", () => {
    expect(rangeSources.map(({ provider }) => provider)).toEqual(RANGE_PROVIDERS);
    expect(clouds.filter(({ ranges }) => ranges === null).map(({ slug }) => slug)).toEqual([
      "hetzner",
      "ovh",
      "akamai",
    ]);
  });

  test("name who controls each of them, with a source, and say what is recalled", () => {
    expect(controllingCountries.get("hetzner")).toBe("DE");
    expect(controllingCountries.get("ovh")).toBe("FR");
    const foreign = clouds.filter(({ controller }) => controller.country !== "US").map(({ slug }) => slug);
    expect(foreign).toEqual(["hetzner", "ovh"]);
    const facts = clouds.flatMap(({ controller, feeds, ranges, regionsVerified }) =>
      [controller, ...feeds, ranges, regionsVerified].filter((fact) => fact != null),
    );
    expect(facts.filter(({ verified, verifiedBy }) => verifiedBy === undefined && verified !== "recalled")).toEqual([]);
    // Nobody read where data centres are: no region's place is more than partly verified.
    expect(clouds.flatMap(({ regionsVerified }) => regionsVerified?.verified ?? [])).not.toContain("docs");
  });
});

describe("a cloud's problems", () => {
  test("are found in its form", () => {
    expect(changed({ homepage: "http://aws.amazon.com" })).toEqual(["aws: homepage: must be an https:// address"]);
    expect(changed({ controller: { ...aws.controller, country: "usa" } })).toEqual([
      "aws: controller.country: must be an ISO 3166-1 alpha-2 code, such as US",
    ]);
  });

  test("are found in its regions: one name for two, another spelling, a place in part, no source", () => {
    const two = virginia && ohio ? [virginia, { ...ohio, aliases: ["N. VIRGINIA"] }] : [];
    expect(changed({ regions: two })).toEqual(["aws: two regions are called n. virginia"]);
    const half = virginia ? [{ ...virginia, latitude: null }] : [];
    expect(changed({ regions: half })).toEqual(["aws: us-east-1 has a place in part"]);
    const { regionsVerified: _, ...unsaid } = aws;
    expect(cloudProblems([unsaid])).toEqual(["aws: does not say where its regions are known from"]);
    const linode = cloudOf("linode") as CloudProvider;
    const twin = linode.regions.slice(0, 1).map((region) => ({ ...region, id: "gb-lon" }));
    expect(cloudProblems([{ ...linode, regions: twin }])).toEqual([
      "linode: gb-lon is not spelt as addresses are mapped to",
    ]);
  });

  test("are found in what it is: an edge with regions, a feed read twice, ranges from nowhere, a slug taken", () => {
    expect(changed({ kind: "edge" })).toEqual(["aws: an edge has no regions: its addresses tell none"]);
    expect(changed({ feeds: [...aws.feeds, ...aws.feeds.slice(0, 1)] })[0]).toContain("currentevents is read twice");
    expect(changed({ ranges: { urls: [], verified: "docs" } })).toEqual([
      "aws: ranges need either addresses of files or the page that links to them",
    ]);
    expect(cloudProblems([aws, aws])).toEqual(["aws: two clouds are named aws"]);
  });

  test("are found where a service names a cloud or a region that nobody knows, but not where it names many", () => {
    const claim = (provider: string, region: string | null) => {
      const hosting = [{ provider, region, claim: "c", sourceUrl: "https://example.org", strength: "s" }];
      return hostingProblems([{ ...goodService, hosting }], clouds);
    };
    expect(claim("awz", null)).toEqual([`${goodService.slug}: there is no cloud awz in catalog/clouds`]);
    expect(claim("aws", "us-east-9")).toEqual([`${goodService.slug}: aws has no region us-east-9`]);
    expect([claim("multiple", null), claim("digitalocean", "NYC3")]).toEqual([[], []]);
  });
});

const ranges = new URL("../../../shared/data/samples/feeds/ranges/", import.meta.url);
const present = existsSync(ranges);
const json = (name: string) => JSON.parse(readFileSync(new URL(name, ranges), "utf8"));

describe.runIf(present)("the captured range files", () => {
  const unknown = (provider: string, names: readonly string[]) =>
    [...new Set(names)].filter((name) => {
      const id = canonicalRegion(provider, name);
      return id !== null && regionOf(provider, id) === null;
    });

  test("hold no region that we do not know, but for Azure's staging and canary regions", () => {
    const region = ({ region: name }: { region: string }) => name;
    const scope = ({ scope: name }: { scope: string }) => name;
    const tag = ({ properties }: { properties: { region: string } }) => properties.region;
    expect(unknown("aws", json("aws-ip-ranges.seligman.json").prefixes.map(region))).toEqual([]);
    expect(unknown("gcp", json("google-cloud-ip-ranges.json").prefixes.map(scope))).toEqual([]);
    expect(unknown("oracle", json("oracle-cloud-ip-ranges.json").regions.map(region))).toEqual([]);
    expect(unknown("azure", json("azure-ServiceTags_Public.trimmed.json").values.map(tag)).sort()).toEqual([
      "centraluseuap",
      "eastus2euap",
      "usstagec",
      "usstagee",
    ]);
  });

  test.each([
    ["digitalocean", "digitalocean.csv"],
    ["linode", "linode.txt"],
  ])("of %s hold no city without a region that we know", (provider, name) => {
    const rows = readFileSync(new URL(name, ranges), "utf8").split("\n");
    const missing = rows.flatMap((row) => {
      const [prefix = "", country = "", , city = ""] = row.split(",");
      if (prefix.startsWith("#") || country === "") return [];
      const id = regionOfCity(provider, country, city);
      return id !== null && regionOf(provider, id) !== null ? [] : [`${country} ${city}`];
    });
    expect([...new Set(missing)]).toEqual([]);
  });
});
