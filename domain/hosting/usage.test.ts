import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claim, declared, seen, service } from "#domain/hosting/testing/services.ts";
import { usageOf } from "#domain/hosting/usage.ts";

const services = [
  service("a", { hosting: [claim("aws/us-east-1")] }),
  service("b", { hosting: [claim("aws")] }, { api: {}, web: {} }),
  service("c"),
  service("d"),
  service("chain", { hosting: [claim("gcp")] }, { chain: { layer: "chain" } }),
  service("closed", { hosting: [claim("gcp")], lifecycle: { state: "retired", effective: "2025-01-01T00:00:00Z" } }),
];
const evidence = [
  ...declared(services),
  ...seen("b/web", "gcp/us-east4"),
  ...seen("c/api", "cloudflare~"),
  ...seen("d/api", "cloudflare~", "hetzner"),
];

const list = (carried: ReadonlyMap<string, number>) => Object.fromEntries(carried);

describe("how services spread", () => {
  it("counts each service once, divided over its providers, and says of how many nothing is known", () => {
    const usage = usageOf(services, evidence, "origin", "provider");
    expect(list(usage.carried)).toEqual({ aws: 1.5, gcp: 0.5, hetzner: 1 });
    expect([usage.known, usage.unknown]).toEqual([3, 1]);
  });

  it("counts regions only where one is known", () => {
    const usage = usageOf(services, evidence, "origin", "region");
    expect(list(usage.carried)).toEqual({ "aws/us-east-1": 1, "gcp/us-east4": 1 });
    expect([usage.known, usage.unknown]).toEqual([2, 2]);
  });

  it("never takes an edge for an origin, nor an origin for an edge", () => {
    const usage = usageOf(services, evidence, "edge", "provider");
    expect(list(usage.carried)).toEqual({ cloudflare: 2 });
    expect([usage.known, usage.unknown]).toEqual([2, 2]);
  });

  it("adds up to the services that are known, in whatever order they and the evidence come", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(services, { minLength: 6 }), fc.shuffledSubarray(evidence), (some, known) => {
        const usage = usageOf(some, known, "origin", "provider");
        const sum = [...usage.carried.values()].reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(usage.known, 9);
        expect(usageOf(services, [...known].reverse(), "origin", "provider")).toEqual(usage);
      }),
    );
  });
});
