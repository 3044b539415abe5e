import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { providerImpacts } from "#domain/hosting/impact.ts";
import { anyGraph, toyGraph, toyProviders } from "#domain/hosting/testing/graphs.ts";

describe("what rests on a provider", () => {
  it("tells who uses it, who does so without a supplier between, and who would fail", () => {
    const [aws, , gcp, , cloudflare] = providerImpacts(toyGraph, toyProviders);
    expect(aws).toEqual({
      provider: "aws_use1",
      using: ["metamask", "coinbase", "rabby", "xrpl"],
      usingDirectly: ["coinbase", "xrpl"],
      failing: ["metamask", "coinbase"],
    });
    // Rabby has another way and the ledger has three.
    expect(gcp).toMatchObject({ using: ["rabby", "xrpl"], usingDirectly: ["xrpl"], failing: [] });
    expect(cloudflare).toMatchObject({ using: ["coinbase", "kraken"], failing: ["coinbase", "kraken"] });
  });

  it("never lets anybody fail who does not use it", () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        for (const { provider, using, usingDirectly, failing } of providerImpacts(graph, [...graph.keys()])) {
          const users = new Set([...using, provider]);
          expect([...failing, ...usingDirectly].filter((name) => !users.has(name))).toEqual([]);
        }
      }),
    );
  });
});
