import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { HostingRecord } from "#domain/hosting/record.ts";
import { claim, observedAt, SEEN_TO, service } from "#domain/hosting/testing/services.ts";

/** A cloud of which only the controlling country matters. */
function cloud(slug: string, country: string): CloudProvider {
  const verified = { verified: "recalled" as const };
  return {
    slug,
    name: slug,
    kind: "cloud",
    homepage: "https://example.org",
    controller: { name: slug, country, source: "https://example.org", ...verified },
    statusPage: null,
    feeds: [],
    ranges: null,
    regions: [],
  };
}

export const clouds = [cloud("aws", "US"), cloud("hetzner", "DE"), cloud("cloudflare", "US")];

/** Four on AWS in one region, one on Hetzner, one behind an edge, one of which nothing is known; a chain and a network. */
export const record: HostingRecord = {
  readAt: SEEN_TO,
  services: [
    ...["a", "b", "c"].map((slug) => service(slug)),
    service("wallet", { dependsOn: ["a"] }),
    service("told", { hosting: [claim("aws/us-east-1")] }),
    service("gate", { kind: "storage" }),
    service("hidden"),
    service("nowhere"),
    service("network", { kind: "storage" }, { chain: { layer: "chain" } }),
    service("bitcoin", { kind: "l1" }, { chain: { layer: "chain" } }),
  ],
  observed: [
    ...["a", "b", "c"].map((slug) => observedAt(`${slug}/api`, "aws/us-east-1")),
    observedAt("gate/api", "hetzner/fsn1"),
    observedAt("hidden/api", "cloudflare~"),
    observedAt("network/chain", "hetzner/fsn1"),
  ],
  ranges: [],
};
