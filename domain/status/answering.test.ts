import { describe, expect, it } from "vitest";
import {
  checkState,
  combinedStatus,
  componentStatus,
  holdsNow,
  isBlockProduction,
  isJudged,
  roundSeconds,
  vantageState,
} from "#domain/status/answering.ts";
import type { CheckView, ComponentView } from "#domain/status/overview.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeResult,
  makeVantageView,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";

const failed = makeResult({ outcome: "failed", failureType: "tcp.refused" });
const neutral = makeResult({ outcome: "neutral", failureType: "neutral.rate_limited" });
const there = { vantage: "there" };

describe("the state of a check", () => {
  it("is that of its newest result", () => {
    expect(checkState(makeCheckView("a/b/c"), NOW)).toBe("answers");
    expect(checkState(makeCheckView("a/b/c", [failed]), NOW)).toBe("fails");
    expect(checkState(makeCheckView("a/b/c", [neutral]), NOW)).toBe("neutral");
    expect(checkState(makeCheckView("a/b/c", []), NOW)).toBe("waiting");
  });

  it("expires after three intervals, good or bad", () => {
    const old = { tick: NOW - 180_000, at: NOW - 180_000 };
    expect(checkState(makeCheckView("a/b/c", [makeResult(old)]), NOW)).toBe("expired");
    expect(checkState(makeCheckView("a/b/c", [{ ...failed, ...old }]), NOW)).toBe("expired");
    expect(checkState(makeCheckView("a/b/c", [makeResult({ tick: NOW - 179_999 })]), NOW)).toBe("answers");
  });

  it("takes a result from the future for a wrong clock, not for news", () => {
    const ahead = (ms: number) => checkState(makeCheckView("a/b/c", [makeResult({ tick: NOW + ms })]), NOW);
    expect(ahead(60_000)).toBe("answers");
    expect(ahead(60_001)).toBe("expired");
  });

  it("accuses nobody before the check has succeeded once", () => {
    expect(checkState(makeCheckView("a/b/c", [failed], { provenAt: null }), NOW)).toBe("unproven");
  });

  it("shows trouble seen from one vantage though another sees none, and ignores a vantage that can tell nothing", () => {
    expect(checkState(makeCheckView("a/b/c", [makeResult(), { ...failed, ...there }]), NOW)).toBe("fails");
    expect(checkState(makeCheckView("a/b/c", [makeResult(), { ...neutral, ...there }]), NOW)).toBe("answers");
  });

  it("is not monitored when no vantage can run it, whatever an old result says", () => {
    const coverage = [{ vantage: "here", reason: "key" }];
    expect(checkState(makeCheckView("a/b/c", [failed], { coverage }), NOW)).toBe("not_monitored");
  });
});

describe("a published status", () => {
  const judge = { passedAt: NOW - 3_000, latenessMs: 1_000 };
  const part = (kind: FindingKind | null, overrides: Partial<ComponentView> = {}) =>
    makeComponentView("api", [makeCheckView("s/api/a", undefined, { spec: { signal: "backend" } })], {
      judged: kind === null ? null : makeJudged(kind),
      ...overrides,
    });
  const combined = (...parts: ComponentView[]) => combinedStatus(parts, judge, NOW);

  it("is the verdict's, and unknown without one: never green without data, whatever was just measured", () => {
    const kinds = ["answers", "slow", "failing", "rate_limited", null] as const;
    expect(kinds.map((kind) => componentStatus(part(kind), judge, NOW))).toEqual([
      "operational",
      "degraded_performance",
      "major_outage",
      "unknown",
      "unknown",
    ]);
  });

  it("is unknown as soon as the judge has not passed for 90 s: what it said last is not the present", () => {
    const at = (passedAt: number) => componentStatus(part("answers"), { passedAt, latenessMs: 0 }, NOW);
    expect([at(NOW - 90_000), at(NOW - 90_001), at(NOW + 5_000)]).toEqual(["operational", "unknown", "operational"]);
    // By our own clock, which is slow: how long ago that was nobody knows.
    expect(at(NOW + 60_001)).toBe("unknown");
    expect(componentStatus(part("failing"), null, NOW)).toBe("unknown");
    expect(holdsNow(part("failing"), { passedAt: NOW - 100_000, latenessMs: 0 }, NOW)).toMatchObject({
      verdict: "unknown",
      finding: { kind: "no_vantage" },
      since: NOW - 100_000,
      vantages: [],
    });
    expect(combinedStatus([part("failing")], { passedAt: NOW - 100_000, latenessMs: 0 }, NOW)).toBe("unknown");
  });

  it("is unknown while its incident is taken back and goes on: a good answer, and what nobody knows, stay what they are", () => {
    const judge = { passedAt: NOW, latenessMs: 0 };
    const kinds = ["failing", "slow", "answers", "rate_limited"] as const;
    const now = kinds.map((kind) => holdsNow(part(kind, { retracted: true }), judge, NOW)?.finding.kind);
    expect(now).toEqual(["retracted", "retracted", "answers", "rate_limited"]);
    expect(componentStatus(part("failing", { retracted: true }), judge, NOW)).toBe("unknown");
    expect(combinedStatus([part("failing", { retracted: true }), part("answers")], judge, NOW)).not.toBe(
      "major_outage",
    );
  });

  it("is maintenance while that is declared, whatever is measured, with the verdict kept below it", () => {
    const maintenance = makeMaintenance();
    const judge = { passedAt: NOW, latenessMs: 0 };
    for (const kind of ["answers", "failing", "slow", "rate_limited"] as const) {
      const under = part(kind, { maintenance });
      expect(componentStatus(under, judge, NOW), kind).toBe("under_maintenance");
      expect(holdsNow(under, judge, NOW)?.finding.kind).toBe(kind);
    }
    expect(componentStatus(part("failing", { maintenance }), judge, maintenance.endsAt)).toBe("unknown");
    const passing = { passedAt: maintenance.endsAt, latenessMs: 0 };
    expect(componentStatus(part("failing", { maintenance }), passing, maintenance.endsAt)).toBe("major_outage");
  });

  it("is not made known by an announcement: not of what nothing judges, nor while the judge is not at work", () => {
    const maintenance = makeMaintenance();
    expect(componentStatus(part(null, { maintenance }), { passedAt: NOW, latenessMs: 0 }, NOW)).toBe("unknown");
    expect(componentStatus(part("answers", { maintenance }), { passedAt: NOW - 90_001, latenessMs: 0 }, NOW)).toBe(
      "unknown",
    );
  });

  it("of a service with maintenance is the worst of the rest, and maintenance when the rest is well", () => {
    const maintenance = makeMaintenance();
    expect(combined(part("answers"), part("failing", { maintenance }))).toBe("under_maintenance");
    expect(combined(part("failing", { maintenance }), part("failing", { maintenance }))).toBe("under_maintenance");
    expect(combined(part("failing"), part("failing", { maintenance }))).toBe("partial_outage");
    expect(combined(part("rate_limited"), part("failing", { maintenance }))).toBe("unknown");
  });

  it("of a service is that of its components together: one of two down is a partial outage, both a major one", () => {
    expect(combined(part("answers"), part("failing"))).toBe("partial_outage");
    expect(combined(part("failing"), part("failing"))).toBe("major_outage");
    expect(combined(part("answers"), part("rate_limited"))).toBe("unknown");
    expect(combined(part("answers"), part("slow"))).toBe("degraded_performance");
  });

  it("leaves out components where nothing decides, and those without a share", () => {
    expect(combined(part("answers"), part(null))).toBe("operational");
    expect(combined(part("answers"), part("failing", { weight: 0 }))).toBe("operational");
    expect(combined(part(null))).toBe("unknown");
    expect(combined()).toBe("unknown");
  });

  it("is not made operational by an edge that answers, but by a chain's quorum it is", () => {
    const edge = [makeCheckView("s/api/a", undefined, { spec: { signal: "reachability" } })];
    const head = [makeCheckView("s/chain/a", undefined, { spec: { signal: "reachability", chain: "base" } })];
    expect(combined(part("answers", { checks: edge }))).toBe("unknown");
    expect(combined(part("answers", { checks: edge }), part("answers"))).toBe("operational");
    expect(combined(part("answers", { checks: head, layer: "chain", chain: "base" }))).toBe("operational");
  });
});

describe("what decides a component", () => {
  const decided = (spec: Partial<CheckView["spec"]>, reason: string | null = null) =>
    isJudged(
      makeComponentView("api", [makeCheckView("s/api/a", [], { spec, coverage: [{ vantage: "here", reason }] })]),
    );

  it("is a check that counts, is asked often enough and is monitored somewhere", () => {
    expect(decided({})).toBe(true);
    expect(decided({ tier: "optional" })).toBe(true);
    expect([decided({ tier: "aux" }), decided({ intervalS: 900 }), decided({}, "key")]).toEqual([false, false, false]);
  });

  it("is looked at as often as its most frequent check that decides", () => {
    const check = (intervalS: number, tier: "core" | "aux" = "core") =>
      makeCheckView(`s/api/${intervalS}`, [], { spec: { intervalS, tier } });
    expect(roundSeconds(makeComponentView("api", [check(120), check(300), check(30, "aux")]))).toBe(120);
    expect(roundSeconds(makeComponentView("api", []))).toBe(60);
  });

  it("makes a chain's component the one that tells of new blocks when a newest head decides there", () => {
    const component = (signal: "chain_head" | "sequencer", layer: "chain" | "access" = "chain") =>
      isBlockProduction(makeComponentView("x", [makeCheckView("s/x/a", [], { spec: { signal } })], { layer }));
    expect([component("chain_head"), component("sequencer"), component("chain_head", "access")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the state of a vantage", () => {
  it("tells a lost network, silence, a stop and a start from one another", () => {
    expect(vantageState(makeVantageView(), NOW)).toBe("reporting");
    expect(vantageState(makeVantageView({ round: { at: NOW, gated: true, controls: [] } }), NOW)).toBe("offline");
    expect(vantageState(makeVantageView({ beatAt: NOW - 31_000 }), NOW)).toBe("silent");
    expect(vantageState(makeVantageView({ beatAt: null }), NOW)).toBe("silent");
    expect(vantageState(makeVantageView({ beatAt: NOW + 59_000 }), NOW)).toBe("reporting");
    expect(vantageState(makeVantageView({ beatAt: NOW + 61_000 }), NOW)).toBe("silent");
    expect(vantageState(makeVantageView({ stoppedAt: NOW - 1_000 }), NOW)).toBe("stopped");
    expect(vantageState(makeVantageView({ round: null }), NOW)).toBe("starting");
    expect(vantageState(makeVantageView({ startedAt: NOW - 1_000 }), NOW)).toBe("starting");
    const skewed = { skewMs: -60_000, errorMs: 20, at: NOW - 100_000 };
    expect(vantageState(makeVantageView({ clock: skewed }), NOW)).toBe("refused");
    expect(vantageState(makeVantageView({ clock: skewed, beatAt: null }), NOW)).toBe("refused");
    expect(vantageState(makeVantageView({ clock: { ...skewed, at: NOW - 200_000 } }), NOW)).toBe("reporting");
    expect(vantageState(makeVantageView({ clock: { ...skewed, errorMs: 55_000 } }), NOW)).toBe("reporting");
    // Good enough to go on with, and not to begin with.
    const near = { skewMs: 9_000, errorMs: 20, at: NOW - 10_000 };
    expect(vantageState(makeVantageView({ clock: near }), NOW)).toBe("reporting");
    expect(vantageState(makeVantageView({ clock: near, beatAt: NOW - 60_000 }), NOW)).toBe("refused");
    expect(vantageState(makeVantageView({ clock: near, beatAt: null }), NOW)).toBe("refused");
  });
});
