import { describe, expect, it } from "vitest";
import type { ComponentView } from "#domain/status/overview.ts";
import { failingCount, situationOf } from "#domain/status/situation.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeResult,
  makeServiceView,
  makeVantageView,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";

const failed = makeResult({ outcome: "failed", failureType: "tcp.refused" });
const situation = (...args: Parameters<typeof makeOverview>) => situationOf(makeOverview(...args), NOW);
const offlineRound = { at: NOW, gated: true, controls: [] };

/** A component with a verdict; null for none. */
const part = (kind: FindingKind | null, overrides: Partial<ComponentView> = {}) =>
  makeComponentView("api", [makeCheckView("s/api/a", undefined, { spec: { signal: "backend" } })], {
    judged: kind === null ? null : makeJudged(kind),
    ...overrides,
  });
const chain = (kind: FindingKind | null) =>
  part(kind, {
    slug: "chain",
    layer: "chain",
    chain: "base",
    checks: [makeCheckView("s/chain/head", undefined, { spec: { signal: "chain_head", chain: "base" } })],
  });
const service = (slug: string, ...components: ComponentView[]) => makeServiceView(slug, [], { components });
const none = { of: 0, producing: 0, halted: [], late: [] };
const names = { down: [], partly: [], degraded: [] };

describe("why nothing can be said comes before anything else", () => {
  const broken = service("mexc", part("failing"));

  it("accuses nobody while this vantage has no network, even where the last verdict was down", () => {
    expect(situation([broken], [makeVantageView({ round: offlineRound })])).toEqual({ kind: "offline", vantages: 1 });
  });

  it("goes on with the vantages that are left", () => {
    const offline = makeVantageView({ name: "there", round: offlineRound });
    expect(situation([broken], [makeVantageView(), offline]).kind).toBe("trouble");
  });

  it("says since when nothing is measured, and since when nothing is judged", () => {
    expect(situation([broken], [makeVantageView({ beatAt: NOW - 60_000 })])).toEqual({
      kind: "silent",
      since: NOW - 60_000,
    });
    const overview = { ...makeOverview([broken]), judge: { passedAt: NOW - 91_000, latenessMs: 0 } };
    expect(situationOf(overview, NOW)).toEqual({ kind: "unjudged", since: NOW - 91_000 });
  });

  it("does not know without any worker, nor before the first verdicts", () => {
    expect(situation([broken], [])).toEqual({ kind: "noData" });
    expect(situation([broken], [makeVantageView({ beatAt: null })])).toEqual({ kind: "noData" });
    expect(situation([])).toEqual({ kind: "noData" });
    expect(situation([service("kraken", part(null)), service("mexc", part("waiting"))])).toEqual({
      kind: "nothingYet",
    });
    expect(situationOf({ ...makeOverview([service("kraken", part(null))]), judge: null }, NOW)).toEqual({
      kind: "nothingYet",
    });
  });

  it("does not call it well when it can see little", () => {
    const blind = ["rate_limited", "no_vantage", "unproven"] as const;
    const parts = blind.map((kind) => service(kind, part(kind)));
    expect(situation([service("a", part("answers")), ...parts])).toEqual({
      kind: "mostlyUnknown",
      known: 1,
      of: 4,
      failing: 0,
    });
    expect(situation([service("a", part("failing")), ...parts])).toEqual({
      kind: "mostlyUnknown",
      known: 1,
      of: 4,
      failing: 1,
    });
    expect(situation(parts)).toEqual({ kind: "mostlyUnknown", known: 0, of: 3, failing: 0 });
  });
});

describe("what is judged", () => {
  it("is well when every verdict is, with the services of which nobody knows beside it", () => {
    expect(situation([service("kraken", part("answers"))])).toEqual({ kind: "allWell", unknown: 0, chains: none });
    expect(situation([service("kraken", part("answers")), service("upbit", part("blocked"))])).toEqual({
      kind: "allWell",
      unknown: 1,
      chains: none,
    });
  });

  it("is not moved by a single failed measurement, nor by what is only shown or has closed for good", () => {
    const aux = makeCheckView("s/aux/a", [failed], { spec: { tier: "aux" } });
    const shown = makeComponentView("aux", [aux], { judged: null });
    const suspect = part("answers", { checks: [makeCheckView("s/api/a", [failed], { spec: { signal: "backend" } })] });
    const closed = makeServiceView("bitmex", [], { components: [part(null)], lifecycle: { state: "retired" } });
    expect(situation([service("kraken", suspect, shown), closed])).toEqual({
      kind: "allWell",
      unknown: 0,
      chains: none,
    });
  });

  it("names who is down, in part and degraded, each once, and since when", () => {
    const kraken = service("kraken", part("failing", { judged: makeJudged("failing", { since: NOW - 500_000 }) }));
    const infura = service("infura", part("failing"), part("answers"));
    const base = service("base", part("slow"), part("failing", { layer: "chain" }), chain("answers"));
    expect(situation([kraken, infura, base, service("okx", part("slow"))])).toEqual({
      kind: "trouble",
      unknown: 0,
      maintained: { services: [], partly: false, until: null },
      services: { down: ["KRAKEN", "BASE"], partly: ["INFURA"], degraded: ["OKX"] },
      chains: { of: 1, producing: 1, halted: [], late: [] },
      since: NOW - 500_000,
    });
  });

  it("tells of announced maintenance whatever is measured meanwhile, and until when it was announced for one service", () => {
    const maintenance = makeMaintenance();
    const kraken = service("kraken", part("failing", { maintenance }));
    expect(situation([kraken, service("okx", part("answers"))])).toEqual({
      kind: "maintenance",
      unknown: 0,
      maintained: { services: ["KRAKEN"], partly: false, until: maintenance.until },
      chains: none,
    });
    const longer = makeMaintenance({ until: NOW + 7_200_000 });
    const partly = service(
      "infura",
      part("answers", { maintenance }),
      part("slow", { maintenance: longer }),
      part("answers"),
    );
    expect(situation([partly])).toMatchObject({
      maintained: { services: ["INFURA"], partly: true, until: longer.until },
    });
    const endless = service(
      "infura",
      part("answers", { maintenance }),
      part("slow", { maintenance: makeMaintenance({ until: null }) }),
    );
    expect(situation([endless])).toMatchObject({ maintained: { partly: false, until: null } });
    expect(situation([kraken, partly])).toMatchObject({
      maintained: { services: ["KRAKEN", "INFURA"], partly: false, until: null },
    });
  });

  it("tells of trouble first, and accuses nobody of what was announced", () => {
    const maintenance = makeMaintenance();
    const halted = { ...chain("chain_halted"), maintenance };
    const told = situation([
      service("kraken", part("failing", { maintenance }), part("failing")),
      service("base", halted),
      service("solana", chain("answers")),
    ]);
    expect(told).toMatchObject({
      kind: "trouble",
      maintained: { services: ["KRAKEN", "BASE"] },
      services: { ...names, partly: ["KRAKEN"] },
      chains: { of: 2, producing: 1, halted: [] },
    });
  });

  it("keeps block production apart from the way to it", () => {
    const services = [
      service("solana", part("answers"), chain("chain_halted")),
      service("base", chain("chain_stale")),
      service("vanar", chain("one_operator")),
      service("scroll", chain("answers")),
    ];
    expect(situation(services)).toMatchObject({
      kind: "trouble",
      services: names,
      unknown: 1,
      chains: { of: 4, producing: 1, halted: ["SOLANA"], late: ["BASE"] },
    });
  });
});

describe("how many are failing", () => {
  it("is every service and chain that the sentence says is not well, and none where nothing can be said", () => {
    const services = [
      service("kraken", part("failing")),
      service("solana", part("answers"), chain("chain_halted")),
      service("okx", part("answers")),
    ];
    expect(failingCount(situation(services))).toBe(2);
    expect(failingCount(situation([service("okx", part("answers"))]))).toBeNull();
    expect(failingCount(situation(services, []))).toBeNull();
  });
});
