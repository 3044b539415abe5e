import { describe, expect, it } from "vitest";
import { concentrationFigures } from "#domain/hosting/concentration-figures.ts";
import { clouds, record } from "#domain/hosting/testing/record.ts";
import { service } from "#domain/hosting/testing/services.ts";

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
  });
});
