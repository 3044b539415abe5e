import { describe, expect, it } from "vitest";
import type { CheckSpec, Signal } from "#domain/check/spec.ts";
import { FAILURE_TYPES, isNeutral } from "#domain/failure/failure.ts";
import { evidenceOf, type HeadStanding, type Sample } from "#domain/status/evidence.ts";
import { makeCheckView, NOW } from "#domain/status/testing/views.ts";

const spec = (overrides: Partial<CheckSpec> = {}) => makeCheckView("a/b/c", [], { spec: overrides }).spec;
const plain = spec();
const head = spec({ signal: "chain_head", chain: "polygon" });
const safe = spec({ signal: "l1_settlement" });

function sample(overrides: Partial<Sample> = {}): Sample {
  return {
    tick: NOW,
    at: NOW + 500,
    outcome: "ok",
    failureType: null,
    phase: null,
    httpStatus: 200,
    totalMs: 123,
    facts: {},
    ...overrides,
  };
}
const failed = (failureType: Sample["failureType"], overrides: Partial<Sample> = {}) =>
  sample({ outcome: "failed", failureType, phase: "application", ...overrides });
const stale = (ageS: number | null, outcome: "degraded" | "failed" = "degraded") =>
  failed("payload.stale", { outcome, facts: ageS === null ? {} : { head_age_s: ageS } });

const level: HeadStanding = { lagS: 0, lagging: false, farBehind: false, chainStands: false, forked: false };

describe("a plain result", () => {
  it("an answer is one, with its latency", () => {
    expect(evidenceOf(plain, sample())).toMatchObject({ kind: "ok", soft: null, latencyMs: 123, failureType: null });
  });
  it("a neutral result says nothing, and has no latency", () => {
    for (const type of FAILURE_TYPES.filter(isNeutral))
      expect(evidenceOf(plain, failed(type, { outcome: "neutral" }))).toMatchObject({
        kind: "neutral",
        latencyMs: null,
      });
  });
  it("a vantage that has lost its own network knows nothing, whatever it saw", () => {
    const expected = { kind: "neutral", failureType: "neutral.vantage_down", latencyMs: null };
    for (const seen of [sample(), failed("tcp.refused"), stale(900, "failed")])
      for (const check of [plain, head, safe])
        expect(evidenceOf(check, seen, { gated: true, head: { ...level, forked: true } })).toMatchObject(expected);
  });
  it("a market that takes some orders only is limited, old data are stale, and both are answers", () => {
    const limited = failed("payload.halted", { outcome: "degraded", facts: { mode: "cancel_only" } });
    expect(evidenceOf(plain, limited)).toMatchObject({ kind: "ok", soft: "limited", mode: "cancel_only" });
    const old = failed("payload.stale", { outcome: "degraded", facts: { last_trade_age_s: 400 } });
    expect(evidenceOf(plain, old)).toMatchObject({ kind: "ok", soft: "stale", ageS: 400, latencyMs: 123 });
    const divided = failed("dns.failed", { outcome: "degraded" });
    expect(evidenceOf(plain, divided)).toMatchObject({ kind: "ok", soft: "some_resolvers", failureType: "dns.failed" });
  });
  it("a market that is closed, or whose trades stopped long ago, is a failure", () => {
    const halted = failed("payload.halted", { facts: { mode: "maintenance" } });
    expect(evidenceOf(plain, halted)).toMatchObject({ kind: "fail", soft: null, mode: "maintenance" });
    const stopped = failed("payload.stale", { facts: { last_trade_age_s: 4_000 } });
    expect(evidenceOf(plain, stopped)).toMatchObject({ kind: "fail", ageS: 4_000 });
  });
});

it("which part of a content network failed is kept", () => {
  const told = (facts: Sample["facts"]) => evidenceOf(plain, failed("http.error", { httpStatus: 504, facts }));
  expect(told({ network_part: "unreached" }).networkPart).toBe("unreached");
  expect(told({})).not.toHaveProperty("networkPart");
});

describe("401 and 403", () => {
  it.each<[string, Sample, string, string | null]>([
    ["403 where it is the healthy answer (the Base sequencer, DeBank)", sample({ httpStatus: 403 }), "ok", null],
    ["403 elsewhere", failed("http.error", { httpStatus: 403 }), "fail", "refused"],
    ["401 elsewhere", failed("http.error", { httpStatus: 401 }), "fail", "refused"],
    ["404", failed("http.error", { httpStatus: 404 }), "fail", null],
    ["503", failed("http.error", { httpStatus: 503 }), "fail", null],
    ["a body that is no answer behind a 403", failed("payload.not_json", { httpStatus: 403 }), "fail", null],
    [
      "403 known as a geo-block",
      failed("neutral.geo_blocked", { httpStatus: 403, outcome: "neutral" }),
      "neutral",
      null,
    ],
    [
      "403 known as a bot wall",
      failed("neutral.bot_challenge", { httpStatus: 403, outcome: "neutral" }),
      "neutral",
      null,
    ],
  ])("%s", (_name, seen, kind, soft) => {
    expect(evidenceOf(plain, seen)).toMatchObject({ kind, soft });
  });
});

describe("a provider's head", () => {
  it("is held against it only as far as it is behind the others", () => {
    expect(evidenceOf(head, stale(400, "failed"), { head: { ...level, lagS: 5 } })).toMatchObject({
      kind: "ok",
      soft: null,
      failureType: null,
      phase: null,
    });
  });
  it("is stale when it lags, though its own age is still within the limits", () => {
    expect(evidenceOf(head, sample(), { head: { ...level, lagS: 90, lagging: true } })).toMatchObject({
      kind: "ok",
      soft: "stale",
      failureType: "payload.stale",
      phase: "application",
      lagS: 90,
    });
  });
  it("so far behind is no answer any more", () => {
    const far = { ...level, lagS: 700, lagging: true, farBehind: true };
    for (const seen of [sample(), stale(800), stale(800, "failed")])
      expect(evidenceOf(head, seen, { head: far })).toMatchObject({
        kind: "fail",
        failureType: "payload.stale",
        lagS: 700,
      });
  });
  it("is old because the chain is: that is said, and nobody is accused", () => {
    const still = { ...level, chainStands: true };
    expect(evidenceOf(head, stale(400, "failed"), { head: still })).toMatchObject({
      kind: "ok",
      soft: null,
      failureType: null,
      chainStands: true,
    });
    expect(evidenceOf(head, sample(), { head: still })).toMatchObject({ kind: "ok", chainStands: false });
  });
  it.each<[string, Sample, string, string | null]>([
    ["a young one answers", sample({ facts: { head_age_s: 3 } }), "ok", null],
    ["an old one is stale", stale(90), "ok", "stale"],
    [
      "past its critical limit it is stale still: who stands, the chain or the operator?",
      stale(400, "failed"),
      "ok",
      "stale",
    ],
    ["past ten minutes it is useless, whoever stands", stale(700, "failed"), "fail", "stale"],
    ["of no known age it is useless", stale(null, "failed"), "fail", "stale"],
  ])("without a quorum: %s", (_name, seen, kind, soft) => {
    const none = { ...level, lagS: null };
    for (const context of [{}, { head: none }]) expect(evidenceOf(head, seen, context)).toMatchObject({ kind, soft });
  });
  it("of another history is a failure, and says so", () => {
    for (const seen of [sample(), stale(400)])
      expect(evidenceOf(head, seen, { head: { ...level, forked: true } })).toMatchObject({
        kind: "fail",
        soft: null,
        failureType: "payload.wrong_chain",
        phase: "application",
      });
  });
  it("that was not served is judged by what happened instead", () => {
    const context = { head: { ...level, lagS: 90, lagging: true, forked: true } };
    expect(evidenceOf(head, failed("tcp.refused"), context)).toMatchObject({
      kind: "fail",
      failureType: "tcp.refused",
    });
    expect(evidenceOf(head, failed("neutral.quota", { outcome: "neutral" }), context).kind).toBe("neutral");
    expect(evidenceOf(head, failed("payload.rpc_error"), context)).toMatchObject({ failureType: "payload.rpc_error" });
  });
});

describe("settlement, looked at through a borrowed endpoint", () => {
  const transport = FAILURE_TYPES.filter((type) => !isNeutral(type) && !type.startsWith("payload."));

  it("no failure on the way to the endpoint says anything of settlement", () => {
    for (const type of transport)
      expect(evidenceOf(safe, failed(type, { httpStatus: 403 }))).toMatchObject({ kind: "neutral", failureType: type });
  });
  it("the same failure is the endpoint's own fault where the endpoint is what is looked at", () => {
    for (const type of transport) {
      expect(evidenceOf(head, failed(type)).kind).toBe("fail");
      expect(evidenceOf(spec({ signal: "reachability" }), failed(type)).kind).toBe("fail");
    }
  });
  it("consensus, and blocks that only one operator counts, are borrowed views of a chain too", () => {
    for (const signal of ["consensus", "chain_head"] satisfies Signal[]) {
      for (const type of transport) expect(evidenceOf(spec({ signal }), failed(type)).kind).toBe("neutral");
      expect(evidenceOf(spec({ signal }), stale(4_000, "failed")).kind).toBe("fail");
    }
  });
  it("nor does an endpoint's own error or page; a contract that is asked answers for its own errors", () => {
    for (const signal of ["l1_settlement", "consensus", "chain_head"] satisfies Signal[])
      for (const type of ["payload.rpc_error", "payload.not_json"] as const)
        expect(evidenceOf(spec({ signal }), failed(type)).kind).toBe("neutral");
    const oracle = spec({ signal: "oracle" });
    for (const type of [...transport, "payload.not_json"] as const)
      expect(evidenceOf(oracle, failed(type)).kind).toBe("neutral");
    for (const type of ["payload.rpc_error", "payload.schema", "payload.stale"] as const)
      expect(evidenceOf(oracle, failed(type)).kind).toBe("fail");
  });
  it("what an operator shows that is behind the others itself is old by its own fault", () => {
    for (const seen of [stale(1_500), stale(4_000, "failed")]) {
      expect(evidenceOf(safe, seen, { operatorBehind: true }).kind).toBe("neutral");
      expect(evidenceOf(plain, seen, { operatorBehind: true }).kind).not.toBe("neutral");
    }
    expect(evidenceOf(safe, sample(), { operatorBehind: true }).kind).toBe("ok");
  });
  it("an old safe head is the chain's own trouble", () => {
    expect(evidenceOf(safe, stale(1_500))).toMatchObject({ kind: "ok", soft: "stale", ageS: 1_500 });
    expect(evidenceOf(safe, stale(4_000, "failed"))).toMatchObject({ kind: "fail", ageS: 4_000 });
  });
  it("but not while the parent chain itself stands still", () => {
    for (const seen of [stale(1_500), stale(4_000, "failed")])
      expect(evidenceOf(safe, seen, { parentStands: true })).toMatchObject({
        kind: "ok",
        soft: null,
        chainStands: true,
      });
    expect(evidenceOf(safe, failed("payload.schema"), { parentStands: true }).kind).toBe("fail");
  });
});
