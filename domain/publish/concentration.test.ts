import { describe, expect, it } from "vitest";
import { concentrationFigures } from "#domain/hosting/concentration-figures.ts";
import { clouds, record } from "#domain/hosting/testing/record.ts";
import { service } from "#domain/hosting/testing/services.ts";
import { type ConcentrationContext, publishConcentration } from "#domain/publish/concentration.ts";

const context: ConcentrationContext = { figures: [], overview: null, incidents: new Map(), incidentDays: 90 };

const figures = await concentrationFigures(record, clouds);

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

  it("of nothing has no figure", async () => {
    const none = await concentrationFigures({ ...record, observed: [], services: [service("nowhere")] }, clouds);
    expect(publishConcentration(none, context).data.origin_by_provider.effective_providers).toBeNull();
  });

  it("has no time or number that JSON would lose", () => {
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});
