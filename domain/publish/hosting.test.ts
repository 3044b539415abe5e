import { describe, expect, it } from "vitest";
import { evidenceOf, type HostingRecord } from "#domain/hosting/record.ts";
import { claim, DAY, observedAt, SEEN_TO, service } from "#domain/hosting/testing/services.ts";
import { type HostingQuery, publishHosting } from "#domain/publish/hosting.ts";

const all: HostingQuery = { service: null, provider: null };

const infura = service("infura", { hosting: [claim("aws/us-east-1")] });
const metamask = service("metamask", { dependsOn: ["infura"] });
const kraken = service("kraken");
const bitcoin = service("bitcoin", {}, { chain: { layer: "chain" } });
const closed = service("closed", { lifecycle: { state: "retired" }, hosting: [claim("aws")] });

const record: HostingRecord = {
  readAt: SEEN_TO,
  services: [infura, metamask, kraken, bitcoin, closed],
  observed: [observedAt("kraken/api", "cloudflare~"), observedAt("bitcoin/chain", "aws/us-east-1")],
  ranges: [],
};

const published = (query: Partial<HostingQuery> = {}, from = record) =>
  publishHosting(from, evidenceOf(from), { ...all, ...query });

describe("published hosting", () => {
  it("tells each place of a component with its basis, dates, vantages and ranges", () => {
    const [, , third] = published().data;
    expect(third).toEqual({
      service: "kraken",
      component: "api",
      name: "api",
      origin_hidden: true,
      unplaced: true,
      places: [
        {
          provider: "cloudflare",
          region: null,
          zone: null,
          basis: "observed",
          edge: true,
          belief: 0.9,
          first_seen_at: "2026-03-01T00:00:00.000Z",
          last_seen_at: "2026-03-10T00:00:00.000Z",
          vantages: ["here"],
          ranges: ["192.0.2.0/24"],
          via: null,
          claim: null,
          source: null,
        },
      ],
    });
  });

  it("tells what is declared with its source, and what follows for those who stand on it", () => {
    const [first, second] = published().data;
    expect(first?.places).toMatchObject([
      {
        provider: "aws",
        region: "us-east-1",
        basis: "declared",
        belief: 0.6,
        source: "https://example.org/aws/us-east-1",
      },
    ]);
    expect(second?.places).toMatchObject([
      { provider: "aws", region: "us-east-1", basis: "transitive", belief: 0.48, via: "infura/api" },
    ]);
    expect([first?.unplaced, second?.unplaced]).toEqual([false, true]);
  });

  it("leaves out chains and what has closed for good: they stand nowhere", () => {
    expect(published().data.map((one) => one.service)).toEqual(["infura", "metamask", "kraken"]);
  });

  it("can be asked for one service, or for all with a place at a provider", () => {
    expect(published({ service: "kraken" }).data.map((one) => one.service)).toEqual(["kraken"]);
    expect(published({ provider: "aws" }).data.map((one) => one.service)).toEqual(["infura", "metamask"]);
    expect(published({ service: "kraken", provider: "aws" }).data).toEqual([]);
  });

  it("forgets an address thirty days after it was last met, and says so", () => {
    const later = { ...record, readAt: SEEN_TO + 31 * DAY };
    expect(published({ service: "kraken" }, later).data[0]?.places).toEqual([]);
    expect(published().observed_for_days).toBe(30);
  });
});
