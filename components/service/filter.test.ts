import { describe, expect, it } from "vitest";
import { ALL_ROWS, filterPath, isShown, parseFilter } from "#components/service/filter.ts";
import { viewNow } from "#domain/status/now.ts";
import { makeCheckView, makeJudged, makeOverview, makeServiceView, NOW } from "#domain/status/testing/views.ts";

const kraken = makeServiceView("kraken", [
  makeCheckView("kraken/api/time", undefined, { spec: { signal: "backend" } }),
]);
const base = makeServiceView("infura", [], {
  name: "Infura (MetaMask Developer)",
  kind: "rpc_provider",
  aliases: { "infura-mainnet": "ethereum" },
  components: kraken.components.map((component) => ({
    ...component,
    slug: "polygon",
    name: "Polygon PoS",
    chain: "polygon",
    judged: makeJudged("failing"),
  })),
});
const rows = viewNow(makeOverview([kraken, base]), NOW).rows;
const shown = (filter: Partial<typeof ALL_ROWS>) =>
  rows.filter((row) => isShown(row, { ...ALL_ROWS, ...filter })).map(({ service }) => service.slug);

describe("the list of services", () => {
  it.each([
    ["", ["kraken", "infura"]],
    ["KRAK", ["kraken"]],
    ["metamask infura", ["infura"]],
    ["infura-mainnet", ["infura"]],
    ["polygon", ["infura"]],
    ["pos", ["infura"]],
    ["nobody", []],
  ])("finds by name, slug, other name, part and chain: %j", (q, slugs) => {
    expect(shown({ q })).toEqual(slugs);
  });

  it("is narrowed by layer, kind and status, all at once", () => {
    expect(shown({ kind: "rpc" })).toEqual(["infura"]);
    expect(shown({ layer: "chain" })).toEqual([]);
    expect(shown({ status: "major_outage" })).toEqual(["infura"]);
    expect(shown({ status: "major_outage", kind: "exchanges" })).toEqual([]);
  });
});

describe("its address", () => {
  it("says what is shown, and is read back as that", () => {
    const filter = { q: "a&b = c", layer: "access", kind: "rpc", status: "unknown" } as const;
    const path = filterPath(filter);
    expect(path).toBe("/services?q=a%26b%20%3D%20c&layer=access&kind=rpc&status=unknown");
    expect(parseFilter(Object.fromEntries(new URL(path, "http://self.example").searchParams))).toEqual(filter);
    expect(filterPath(ALL_ROWS)).toBe("/services");
  });

  it("is not led astray by what it does not know", () => {
    expect(parseFilter({ q: ["a", "b"], layer: "cloud", kind: "__proto__", status: "green", x: "y" })).toEqual({
      ...ALL_ROWS,
      q: "a",
    });
    expect(parseFilter({ q: `  ${"x".repeat(100)}` }).q).toHaveLength(64);
  });
});
