import { describe, expect, it } from "vitest";
import { checkState, componentStatus, serviceStatus, vantageState } from "#domain/status/answering.ts";
import { makeCheckView, makeResult, makeServiceView, makeVantageView, NOW } from "#domain/status/testing/views.ts";

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

describe("a status before the judge has ruled", () => {
  const component = (...checks: Parameters<typeof makeServiceView>[1]) => {
    const [only] = makeServiceView("s", checks).components;
    if (!only) throw new Error("no component");
    return componentStatus(only, NOW);
  };

  it("is operational only when everything that counts answers", () => {
    expect(component(makeCheckView("s/api/a"), makeCheckView("s/api/b"))).toBe("operational");
    expect(component(makeCheckView("s/api/a"), makeCheckView("s/api/b", []))).toBe("unknown");
  });

  it("is never worse than unknown: one failed measurement is evidence, not a verdict", () => {
    expect(component(makeCheckView("s/api/a", [failed]))).toBe("unknown");
  });

  it("is never green without data, nor by aux or slow checks alone", () => {
    expect(component()).toBe("unknown");
    expect(component(makeCheckView("s/api/a", undefined, { spec: { tier: "aux" } }))).toBe("unknown");
    expect(component(makeCheckView("s/api/a", undefined, { spec: { intervalS: 900 } }))).toBe("unknown");
  });

  it("counts an optional check where it has its key, and leaves it out where it has none", () => {
    const optional = (reason: string | null, latest = [makeResult()]) =>
      makeCheckView("s/api/key", latest, { spec: { tier: "optional" }, coverage: [{ vantage: "here", reason }] });
    expect(component(optional(null))).toBe("operational");
    expect(component(makeCheckView("s/api/a"), optional(null, [failed]))).toBe("unknown");
    expect(component(makeCheckView("s/api/a"), optional("key", []))).toBe("operational");
  });

  it("leaves unmonitored components out, and never judges a retired service", () => {
    const unmonitored = makeCheckView("s/key/a", [], { coverage: [{ vantage: "here", reason: "key" }] });
    const service = makeServiceView("s", [makeCheckView("s/api/a")]);
    const keyed = { slug: "key", name: "Key", layer: "access" as const, checks: [unmonitored] };
    expect(serviceStatus({ ...service, components: [...service.components, keyed] }, NOW)).toBe("operational");
    expect(serviceStatus({ ...service, components: [keyed] }, NOW)).toBe("unknown");
    expect(serviceStatus({ ...service, lifecycle: { state: "retired" } }, NOW)).toBe("unknown");
  });
});

describe("the state of a vantage", () => {
  it("tells a lost network, silence, a stop and a start from one another", () => {
    expect(vantageState(makeVantageView(), NOW)).toBe("reporting");
    expect(vantageState(makeVantageView({ round: { at: NOW, gated: true, controls: [] } }), NOW)).toBe("offline");
    expect(vantageState(makeVantageView({ beatAt: NOW - 31_000 }), NOW)).toBe("silent");
    expect(vantageState(makeVantageView({ beatAt: null }), NOW)).toBe("silent");
    expect(vantageState(makeVantageView({ stoppedAt: NOW - 1_000 }), NOW)).toBe("stopped");
    expect(vantageState(makeVantageView({ round: null }), NOW)).toBe("starting");
    expect(vantageState(makeVantageView({ startedAt: NOW - 1_000 }), NOW)).toBe("starting");
  });
});
