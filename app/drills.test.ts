import { afterEach, expect, it, vi } from "vitest";
import { allDrills, drillOf } from "#app/drills.ts";
import { SCORECARD_VERSION, type Scorecard } from "#domain/drill/scorecard.ts";
import { publishFolders } from "#server/folder.ts";

function card(id: string, endedAt: number): Scorecard {
  return {
    version: SCORECARD_VERSION,
    scenario: { id, title: id, dossier: null },
    run: { speed: 60, vantages: 1, from: 0, to: 60_000, endedAt, tookMs: 1_000 },
    outages: [],
    invented: [],
    clouds: [],
    samples: { recorded: 1, coverage: 1, neutral: {}, told: 0 },
    failures: [],
    assumptions: [],
    departures: [],
    totals: { modelled: 0, seen: 0, late: 0, missed: 0, invented: 0, right: 0, wrong: 0, none: 0, neutral: 0 },
    passed: true,
  };
}

afterEach(() => vi.restoreAllMocks());

it("the newest drill comes first, and a file that is no scorecard is left out and told, alone", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue(undefined);
  const files = [
    { name: "a.json", text: JSON.stringify(card("a", 1)) },
    { name: "b.json", text: JSON.stringify(card("b", 2)) },
    { name: "c.json", text: '{"version": 1' },
    { name: "d.json", text: JSON.stringify({ ...card("d", 3), version: 99 }) },
  ];
  publishFolders({ dossiers: async () => [], scorecards: async () => files });
  expect((await allDrills()).map(({ scenario }) => scenario.id)).toEqual(["b", "a"]);
  expect(told).toHaveBeenCalledTimes(2);
  expect(await drillOf("d")).toBeNull();
});
