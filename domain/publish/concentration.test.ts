import { describe, expect, it } from "vitest";
import type { ObservedHosting } from "#domain/hosting/address.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import { claim, SEEN_FROM, SEEN_TO, service } from "#domain/hosting/testing/services.ts";
import {
  type ConcentrationContext,
  concentrationFigures,
  heldUp,
  publishConcentration,
} from "#domain/publish/concentration.ts";
import type { HostingRecord } from "#domain/publish/hosting.ts";
import { makeCheckView, makeComponentView, makeServiceView, makeUptime } from "#domain/status/testing/views.ts";

function seen(component: string, place: string): ObservedHosting {
  const edge = place.endsWith("~");
  const [provider = "", region = null] = place.replace("~", "").split("/");
  const dates = { firstSeen: SEEN_FROM, lastSeen: SEEN_TO };
  return {
    component,
    checks: ["c"],
    vantages: ["here"],
    originHidden: edge,
    places: [
      { provider, region, edge, services: [], checks: ["c"], vantages: ["here"], addresses: 1, prefixes: [], ...dates },
    ],
  };
}

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

const clouds = [cloud("aws", "US"), cloud("hetzner", "DE"), cloud("cloudflare", "US")];

/** Four on AWS in one region, one on Hetzner, one behind an edge, one of which nothing is known; a chain and a network. */
const record: HostingRecord = {
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
    ...["a", "b", "c"].map((slug) => seen(`${slug}/api`, "aws/us-east-1")),
    seen("gate/api", "hetzner/fsn1"),
    seen("hidden/api", "cloudflare~"),
    seen("network/chain", "hetzner/fsn1"),
  ],
  ranges: [],
};

const context: ConcentrationContext = { figures: [], overview: null, incidents: new Map(), incidentDays: 90 };
const figures = await concentrationFigures(record, clouds);

describe("the figures of concentration", () => {
  it("count services with parts that stand somewhere, and say of how many nothing is known", () => {
    expect(figures).toMatchObject({ services: 8, components: 8, observed: 5, hidden: 1, unplaced: 3 });
    expect(figures.origin).toMatchObject({ known: 5, unknown: 3 });
    expect(figures.origin.carried).toEqual(
      new Map([
        ["aws", 4],
        ["hetzner", 1],
      ]),
    );
  });

  it("are of the known, with what the unknown could make of them", () => {
    expect(figures.origin.figures?.hhi).toBeCloseTo(0.68);
    expect(figures.origin.hhi?.low).toBeCloseTo((4 / 8) ** 2 + (1 / 8) ** 2);
    expect(figures.origin.hhi?.high).toBeCloseTo((7 / 8) ** 2 + (1 / 8) ** 2);
    expect(figures.origin.nakamoto).toEqual({ third: { low: 1, high: 1 }, half: { low: 1, high: 2 } });
  });

  it("name the fewest providers whose loss leaves too much unreachable, suppliers included", () => {
    expect(figures.access.half).toMatchObject({ k: 1, providers: ["cloud:aws"], share: 5 / 8, quality: "exact" });
  });

  it("tell who would go with a region, how likely, and by which evidence; a supplier's customer goes with it", () => {
    const [first] = figures.regions;
    expect(first).toMatchObject({ provider: "aws", region: "us-east-1", likely: ["a", "b", "c", "wallet", "told"] });
    expect(first?.expected.total).toBe(8);
    const of = (slug: string) => first?.services.find((one) => one.slug === slug);
    expect(of("a")?.evidence.map(({ basis }) => basis)).toEqual(["observed"]);
    expect(of("told")?.evidence.map(({ basis }) => basis)).toEqual(["declared"]);
    expect(of("wallet")?.evidence).toMatchObject([{ basis: "transitive", via: "a/api" }]);
    expect(of("a")?.probability).toBeCloseTo(0.9, 1);
    expect(of("wallet")?.probability).toBeCloseTo(0.72, 1);
    expect(of("gate")).toBeUndefined();
  });

  it("are the same when they are computed again, with pauses or without", async () => {
    let pauses = 0;
    const again = await concentrationFigures(record, clouds, async () => {
      pauses += 1;
    });
    expect(again).toEqual(figures);
    expect(pauses).toBeGreaterThan(3);
  });

  it("set decentralised storage and compute beside the rest, with networks that have no part in one place", () => {
    expect(figures.decentralised.services).toEqual(["gate"]);
    expect(figures.others.services).toHaveLength(7);
    expect(figures.decentralised.worst.region).toMatchObject({ provider: "hetzner", region: "fsn1" });
    expect(figures.members).toMatchObject([
      { slug: "gate", hosted: true, doors: [], evidence: [{ provider: "hetzner" }] },
      { slug: "network", hosted: false, doors: [{ provider: "hetzner", region: "fsn1" }], evidence: [] },
    ]);
  });

  it("of nothing are no figures", async () => {
    const none = await concentrationFigures({ ...record, observed: [], services: [service("nowhere")] }, clouds);
    expect(none.origin).toMatchObject({ figures: null, hhi: null, nakamoto: { third: { low: null, high: null } } });
    expect(none).toMatchObject({ seen: null, access: { half: null }, providers: [], regions: [] });
    expect(publishConcentration(none, context).data.origin_by_provider.effective_providers).toBeNull();
  });
});

describe("published concentration", () => {
  const { data, generated_at } = publishConcentration(figures, context);

  it("has its denominators and dates beside every group of figures", () => {
    expect(generated_at).toBe("2026-03-10T00:00:00.000Z");
    expect(data.counted).toEqual({
      services: 8,
      components: 8,
      components_observed: 5,
      components_behind_an_edge: 1,
      components_unplaced: 3,
      addresses_seen: {
        from: "2026-03-01T00:00:00.000Z",
        to: "2026-03-10T00:00:00.000Z",
        vantages: ["here"],
      },
    });
    expect(data.origin_by_provider).toMatchObject({ services: 8, known: 5, unknown: 3, hhi: 0.68 });
    expect(data.edges).toMatchObject({ services_behind_an_edge: 1, services_without: 7 });
    expect(data.blast_radius).toMatchObject({ draws: 2000, services: 8, regions_left_out: 0 });
  });

  it("counts exposure by who controls a provider, and never says that anybody reads anything", () => {
    const [us, de] = data.jurisdiction.countries;
    expect(us).toMatchObject({ country: "US", any: { share: 0.75 }, unknown: { services: ["nowhere"] } });
    expect(us?.all.services).toEqual(["a", "b", "c", "wallet", "told", "hidden"]);
    expect(us?.free.services).toEqual(["gate"]);
    expect(de).toMatchObject({ country: "DE", any: { services: ["gate"] } });
    expect(JSON.stringify(data.jurisdiction)).not.toMatch(/can read/i);
    expect(data.jurisdiction.caveats.join(" ")).toMatch(/legal process.*not legal advice/s);
  });

  it("has no time or number that JSON would lose", () => {
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

describe("how a group held up", () => {
  const part = (slug: string, layer: "access" | "chain", seconds: { up?: number; down?: number }) =>
    makeComponentView(slug, [makeCheckView(`gate/${slug}/c`)], { layer, uptime: makeUptime(seconds) });

  it("is the time of all its parts together: of the way in, or of all of it", () => {
    const gate = [part("api", "access", { up: 90, down: 10 }), part("chain", "chain", { up: 100 })];
    const overview = {
      services: [
        makeServiceView("gate", [], { components: gate }),
        makeServiceView("other", [], { components: [part("api", "access", { down: 100 })] }),
      ],
    };
    expect(heldUp(overview, ["gate"]).seconds["90d"]).toMatchObject({ up: 90, down: 10 });
    expect(heldUp(overview, ["gate"], "any").seconds["90d"]).toMatchObject({ up: 190, down: 10 });
    expect(heldUp(overview, []).components).toBe(0);
  });
});
