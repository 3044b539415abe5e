import { describe, expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { cloudNames, namesakes, placesNamed } from "#domain/attribution/named.ts";

const names = cloudNames(clouds);
const named = (...texts: string[]) =>
  placesNamed(texts, names)
    .map(({ provider, region }) => (region === null ? provider : `${provider}/${region}`))
    .sort();

describe("a vendor names a cloud", () => {
  it.each([
    ["We are affected by an AWS outage in us-east-1.", ["aws/us-east-1"]],
    ["Our cloud provider Amazon Web Services reports increased error rates.", ["aws"]],
    ["aws us-east-1b is experiencing issues", ["aws/us-east-1"]],
    ["Errors due to issues in AWS's US East (N. Virginia) region.", ["aws/us-east-1"]],
    ["The incident was caused by AWS (Northern Virginia).", ["aws/us-east-1"]],
    ["Degraded performance because of an upstream issue with Google Cloud us-central1.", ["gcp/us-central1"]],
    ["Our upstream provider, Cloudflare, has an outage.", ["cloudflare"]],
    ["Azure East US is down.", ["azure/eastus"]],
    ["The AWS-hosted API fails.", ["aws"]],
    ["Elevated errors in us-east-1.", ["aws/us-east-1"]],
    ["Akamai Cloud has connectivity issues.", ["linode"]],
    ["AWS Tokyo and GCP europe-west1 have issues.", ["aws/ap-northeast-1", "gcp/europe-west1"]],
  ])("%s", (text, places) => {
    expect(named(text)).toEqual(places);
  });

  it("in one sentence, its region in another: that is one place", () => {
    expect(named("Caused by an AWS outage.", "The issue in AWS us-east-1 is resolved.")).toEqual(["aws/us-east-1"]);
  });
});

describe("a vendor does not name a cloud", () => {
  it.each([
    "We are investigating an issue.",
    "This is not related to the AWS outage.",
    "Unrelated to the issue at Cloudflare, logins fail.",
    "This was not an AWS incident but our own error.",
    "Our systems are unaffected by the AWS us-east-1 outage.",
    "There was no impact from the Azure outage.",
    "To recover from the outage, we are failing over to GCP.",
    "Because of the outage we moved to the GCP us-central1 region.",
    "Our oracle price feed has issues.",
    "The Amazon gift card checkout fails.",
    "Laws and paws have issues.",
    "Errors at https://status.aws.amazon.com/ are shown.",
    "Errors at aws.example.com are shown.",
    "The non-AWS part fails.",
    "AWS is used by us.",
    "Trading of the Ohio token is down in Ireland.",
    "Service in the us-east-1000 pool is down.",
  ])("%s", (text) => {
    expect(named(text)).toEqual([]);
  });

  it("but where somebody moves from it", () => {
    expect(named("Because of the outage we are failing over from AWS to GCP.")).toEqual(["aws"]);
    expect(named("Due to errors we move from AWS us-east-1 to AWS us-west-2.")).toEqual(["aws/us-east-1"]);
    expect(named("Errors due to AWS us-east-1 failing over.")).toEqual(["aws/us-east-1"]);
  });

  it("by its own name", () => {
    const own = namesakes("Cloudflare Ethereum gateway cloudflare-eth", names);
    expect([...own]).toEqual(["cloudflare"]);
    expect(placesNamed(["Cloudflare has an outage."], names, own)).toEqual([]);
  });
});

it("huge and hostile texts take no time", () => {
  const texts = Array.from({ length: 500 }, () => "AWS is not ".repeat(200_000));
  const begun = performance.now();
  named(...texts, `${"a ".repeat(50_000)}aws down`, `${"not ".repeat(20_000)}issue`);
  expect(performance.now() - begun).toBeLessThan(1_000);
});

it("every region is found by its id where its provider is named", () => {
  for (const { slug, regions } of clouds) {
    const provider = names.providers.find((one) => one.provider === slug)?.name;
    for (const { id } of regions) {
      expect(named(`There is an outage of ${provider} in ${id} now.`), id).toContain(`${slug}/${id}`);
    }
  }
});
