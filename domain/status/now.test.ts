import { describe, expect, it } from "vitest";
import { viewNow } from "#domain/status/now.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeResult,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";

const failed = makeResult({ outcome: "failed", failureType: "tcp.refused" });
const broken = makeServiceView("mexc", [makeCheckView("mexc/api/time", [failed]), makeCheckView("mexc/api/book")]);
const rowsOf = (...services: Parameters<typeof makeOverview>[0]) => viewNow(makeOverview(services), NOW).rows;

describe("a row", () => {
  it("stands once for each layer a service has", () => {
    const chain = makeComponentView("chain", [makeCheckView("base/chain/head")], { layer: "chain" });
    const base = makeServiceView("base", [makeCheckView("base/rpc/head")]);
    expect(
      rowsOf({ ...base, components: [...base.components, chain] }).map((row) => [row.layer, row.states.length]),
    ).toEqual([
      ["access", 1],
      ["chain", 1],
    ]);
  });

  it("tells which components are under announced maintenance, and keeps them out of its troubles", () => {
    const maintenance = makeMaintenance();
    const part = (slug: string, kind: FindingKind, announced = false) =>
      makeComponentView(slug, [makeCheckView(`s/${slug}/a`, undefined, { spec: { signal: "backend" } })], {
        judged: makeJudged(kind),
        maintenance: announced ? maintenance : null,
      });
    const components = [part("a", "failing", true), part("b", "answers", true), part("c", "answers")];
    const [row] = rowsOf(makeServiceView("s", [], { components }));
    expect(row).toMatchObject({ status: "under_maintenance", troubles: [] });
    expect(row?.maintained.map(({ component, judged }) => [component.slug, judged.verdict])).toEqual([
      ["a", "down"],
      ["b", "up"],
    ]);
  });

  it("has the status of its own layer's components, and tells the worst and longest trouble first", () => {
    const part = (slug: string, kind: FindingKind, since: number) =>
      makeComponentView(slug, [makeCheckView(`s/${slug}/a`, undefined, { spec: { signal: "backend" } })], {
        judged: makeJudged(kind, { since }),
      });
    const halted = { ...part("chain", "chain_halted", NOW), layer: "chain" as const };
    const service = makeServiceView("s", [], {
      components: [
        part("slow", "slow", NOW - 900_000),
        part("new", "failing", NOW - 1_000),
        part("old", "failing", NOW - 60_000),
        part("well", "answers", NOW),
        halted,
      ],
    });
    const [access, chain] = rowsOf(service);
    expect([access?.status, chain?.status]).toEqual(["partial_outage", "major_outage"]);
    expect(access?.troubles.map(({ component }) => component.slug)).toEqual(["old", "new", "slow"]);
  });

  it("says why nobody knows: the finding, or that only an edge is asked", () => {
    const part = (kind: FindingKind, signal: "backend" | "reachability") =>
      makeServiceView("s", [], {
        components: [
          makeComponentView("api", [makeCheckView("s/api/a", undefined, { spec: { signal } })], {
            judged: makeJudged(kind),
          }),
        ],
      });
    const why = (kind: FindingKind, signal: "backend" | "reachability") => rowsOf(part(kind, signal))[0]?.unknown;
    expect([why("answers", "backend"), why("blocked", "backend"), why("answers", "reachability")]).toEqual([
      null,
      "blocked",
      "edge_only",
    ]);
  });

  it("gives the reason of its worst measurement and the median of what answered", () => {
    const [row] = rowsOf(broken);
    expect(row).toMatchObject({ worst: "fails", reason: "tcp.refused", medianMs: 15.26, monitored: 2 });
  });

  it("gives the age of the youngest head", () => {
    const head = (age: number) => makeCheckView(`eth/chain/${age}`, [makeResult({ facts: { head_age_s: age } })]);
    expect(rowsOf(makeServiceView("eth", [head(12), head(7)]))[0]?.headAgeS).toBe(7);
  });

  it("names the trouble, not the vantage that has lost its network beside it", () => {
    const lost = makeResult({
      vantage: "there",
      at: NOW - 1_000,
      outcome: "neutral",
      failureType: "neutral.vantage_down",
    });
    const service = makeServiceView("mexc", [makeCheckView("mexc/api/time", [failed, lost])]);
    expect(rowsOf(service)[0]).toMatchObject({ worst: "fails", reason: "tcp.refused" });
  });
});

it("statuses are counted over what is judged, marks over everything", () => {
  const aux = makeComponentView("aux", [makeCheckView("x/aux/a", [failed], { spec: { tier: "aux" } })], {
    judged: null,
  });
  const judged = makeServiceView("y", [makeCheckView("y/api/a", undefined, { spec: { signal: "backend" } })]);
  const view = viewNow(makeOverview([makeServiceView("x", [], { components: [aux] }), judged]), NOW);
  expect(view.statuses).toMatchObject({ operational: 1, unknown: 0 });
  expect([view.counts.fails, view.counts.answers]).toEqual([1, 1]);
});
