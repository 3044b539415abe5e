import { describe, expect, test } from "vitest";
import { AWS_REGIONS, awsZonesIn, regionOfArn, splitAwsSlug } from "#domain/cloud/aws-regions.ts";
import { AZURE_REGIONS, azureRegionId, azureRegionsIn } from "#domain/cloud/azure-regions.ts";
import { componentRegion } from "#domain/cloud/component-region.ts";
import { gcpZonesIn, isGcpRegion } from "#domain/cloud/gcp-locations.ts";
import { oracleRegionId } from "#domain/cloud/oracle-regions.ts";

describe("AWS", () => {
  test.each([
    ["dynamodb-us-east-1", "dynamodb", "us-east-1"],
    ["multipleservices-me-central-1", "multipleservices", "me-central-1"],
    ["import-export-us-gov-west-1", "import-export", "us-gov-west-1"],
    ["acm-pca-eusc-de-east-1", "acm-pca", "eusc-de-east-1"],
    ["s3-us-standard", "s3", "us-east-1"],
    ["ec2-zz-northeast-9", "ec2", "zz-northeast-9"],
  ])("%s is %s in %s", (slug, service, region) => {
    expect(splitAwsSlug(slug)).toEqual({ service, region });
  });

  test.each(["route53", "cloudfront", "management-console", "import-export", "aps", "us-east-1"])(
    "%s is a global service",
    (slug) => {
      expect(splitAwsSlug(slug)).toEqual({ service: slug, region: null });
    },
  );

  test("a region that is given is known, whatever it looks like", () => {
    expect(splitAwsSlug("ec2-moon-base", ["moon-base"])).toEqual({ service: "ec2", region: "moon-base" });
  });

  test("every region that we list is split off", () => {
    for (const region of Object.keys(AWS_REGIONS)) expect(splitAwsSlug(`ec2-${region}`).region).toBe(region);
  });

  test("the region of an event's name is its fourth part, unless it is global", () => {
    expect(regionOfArn("arn:aws:health:us-east-1::event/A/B/B_1")).toBe("us-east-1");
    expect(regionOfArn("arn:aws:health:global::event/A/B/B_1")).toBeNull();
    expect(regionOfArn("javascript:alert(1)")).toBeNull();
  });

  test("zones are their ids, which mean the same to everyone", () => {
    expect(awsZonesIn("a single Availability Zone (USE1-AZ4), not us-east-1a; and (apne2-az1)")).toEqual([
      "apne2-az1",
      "use1-az4",
    ]);
  });
});

describe("Azure", () => {
  test.each([
    ["North Central US", ["northcentralus"]],
    ["Virtual Machines - East US 2 and East US", ["eastus", "eastus2"]],
    ["Storage in West US 2, West US 3", ["westus2", "westus3"]],
    ["South Central US; Central US", ["centralus", "southcentralus"]],
    ["West Central US", ["westcentralus"]],
    ["Australia Central 2", ["australiacentral2"]],
    ["US East 2", ["eastus2"]],
    ["Germany West Central / West Europe", ["germanywestcentral", "westeurope"]],
    ["Azure Front Door - Northern Europe is fine", []],
  ])("%s names %j", (text, regions) => {
    expect(azureRegionsIn(text)).toEqual(regions);
  });

  test("no region's name is read as another's", () => {
    for (const [id, name] of Object.entries(AZURE_REGIONS)) {
      expect(azureRegionsIn(`Outage in ${name}.`)).toEqual([id]);
      expect(azureRegionId(name)).toBe(id);
    }
  });

  test("spellings of the range files are the same regions", () => {
    expect(["centralfrance", "germanywc", "switzerlandn", "norwaye", "brazilse"].map(azureRegionId)).toEqual([
      "francecentral",
      "germanywestcentral",
      "switzerlandnorth",
      "norwayeast",
      "brazilsoutheast",
    ]);
    expect(azureRegionId("constructor")).toBeNull();
  });
});

describe("other providers", () => {
  test("Google's regions are told from its multi-regions", () => {
    expect(["us-central1", "europe-west12"].every(isGcpRegion)).toBe(true);
    expect(["us", "eur3", "global", "nam-eur-asia1", "asia1"].some(isGcpRegion)).toBe(false);
    expect(gcpZonesIn("Zone europe-west9-a flooded")).toEqual([{ region: "europe-west9", zone: "europe-west9-a" }]);
  });

  test("Oracle names regions by their city", () => {
    expect(oracleRegionId("US East (Ashburn)")).toBe("us-ashburn-1");
    expect(oracleRegionId("Brazil East (São Paulo)")).toBe("sa-saopaulo-1");
    expect(oracleRegionId("constructor")).toBeNull();
  });

  test.each([
    ["cloudflare", "Amsterdam, Netherlands - (AMS)", "ams"],
    ["cloudflare", "Workers KV", null],
    ["digitalocean", "NYC3", "nyc3"],
    ["digitalocean", "Global", null],
    ["linode", "US-East (Newark)", "us-east"],
    ["hetzner", "FSN1-DC14", "fsn1"],
    ["github", "NYC3", null],
  ])("%s: %s is %s", (provider, name, region) => {
    expect(componentRegion(provider, { name })).toBe(region);
  });
});
