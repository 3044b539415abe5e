import { describe, expect, it } from "vitest";
import { componentSentence, incidentSentence } from "#domain/publish/sentence.ts";
import { at, baseChain, incident, kraken, ONE, polygon, settlement, told } from "#domain/publish/testing/told.ts";
import type { Finding } from "#domain/status/verdict.ts";

const refused: Finding = { kind: "failing", check: "head", failureType: "tcp.refused", phase: "connection" };

describe("what fails, how, since when, seen from where", () => {
  it("names the failure, the minute and the places", () => {
    expect(componentSentence(polygon, told(refused))).toBe(
      "Infura Polygon: connections are refused. Since 2026-11-22 12:03 UTC, seen from 2 of 3 places.",
    );
    expect(componentSentence(kraken, told(refused, ONE))).toBe(
      "Kraken: connections are refused. Since 2026-11-22 12:03 UTC, seen from one place.",
    );
    expect(componentSentence(kraken, told(refused, { usable: 2 }))).toContain("seen from all 2 places");
  });
  it("says what an incident that is over was, and how long it lasted", () => {
    expect(incidentSentence(polygon, incident(refused, { resolvedAt: at("12:41:00") }))).toBe(
      "Infura Polygon: connections were refused. From 2026-11-22 12:03 to 12:41 UTC (38 min), seen from 2 of 3 places.",
    );
    const night = incident(refused, { resolvedAt: at("12:41:00") + 86_400_000 });
    expect(incidentSentence(polygon, night)).toContain("From 2026-11-22 12:03 to 2026-11-23 12:41 UTC (1 d 1 h)");
  });
  it("gives a wide onset as the bracket that it is, and does not pretend to know the length", () => {
    const wide = { lastGood: at("12:00:30") };
    expect(incidentSentence(polygon, incident(refused, wide))).toContain(
      "Began between 2026-11-22 12:00 and 12:03 UTC, seen from",
    );
    expect(incidentSentence(polygon, incident(refused, { ...wide, resolvedAt: at("12:41:00") }))).toContain(
      "Began between 2026-11-22 12:00 and 12:03, over at 12:41 UTC (at least 38 min), seen from",
    );
    expect(incidentSentence(polygon, incident(refused, { lastGood: at("12:01:00") }))).toContain("Since 2026-11-22");
  });
  it("does not say of an incident that has improved that it is as bad as it was", () => {
    expect(incidentSentence(polygon, incident(refused, { verdict: "degraded" }))).toContain(
      "connections were refused; it is better now, but not yet well.",
    );
  });
  it("says of an incident that ended unseen since when nobody looks, and neither an end nor a length", () => {
    const failing = { kind: "failing", failureType: "tcp.refused", phase: "connection" } as const;
    const unseen = incident(failing, { resolvedAt: at("12:50:00"), verdict: "unknown" });
    expect(incidentSentence(polygon, unseen)).toBe(
      "Infura Polygon: connections were refused; it has not been watched since 2026-11-22 12:50 UTC, and how it ended is not known. Since 2026-11-22 12:03 UTC, seen from 2 of 3 places.",
    );
  });
  it("takes a retracted incident back, with the reason", () => {
    const retracted = { at: at("14:00:00"), author: "ops", reason: "Our own resolver was broken. " };
    const said = incidentSentence(polygon, incident(refused, { retracted, resolvedAt: at("12:41:00") }));
    expect(said).toContain("this incident is retracted (Our own resolver was broken). It had said: connections were");
    const long = { ...retracted, reason: "x ".repeat(500) };
    expect(incidentSentence(polygon, incident(refused, { retracted: long })).length).toBeLessThan(330);
  });
  it.each<[Finding, string]>([
    [{ kind: "failing", failureType: "dns.name_not_resolved" }, "its name does not resolve"],
    [{ kind: "failing", failureType: "tcp.timed_out" }, "connections time out"],
    [{ kind: "failing", failureType: "http.response.timed_out" }, "it takes the request and never answers"],
    [{ kind: "failing", failureType: "tls.cert.date_invalid" }, "its certificate has expired"],
    [{ kind: "failing", failureType: "http.error", httpStatus: 503 }, "answers with HTTP 503"],
    [{ kind: "failing", failureType: "http.error", httpStatus: 522 }, "its edge answers with HTTP 522, the servers"],
    [
      { kind: "failing", failureType: "http.error", httpStatus: 504, networkPart: "unreached" },
      "its edge answers with HTTP 504, the servers",
    ],
    [
      { kind: "failing", failureType: "http.error", httpStatus: 500, networkPart: "edge" },
      "its edge fails by itself, with HTTP 500",
    ],
    [{ kind: "failing", failureType: "http.error", httpStatus: 503, networkPart: "origin" }, "answers with HTTP 503"],
    [{ kind: "failing", failureType: "payload.not_json" }, "answers, but not with JSON"],
    [{ kind: "refused", failureType: "http.error", httpStatus: 403 }, "refuses our requests (HTTP 403; may be bot"],
    [
      { kind: "some_resolvers", failureType: "dns.name_not_resolved" },
      "only some resolvers give its address: its name does not resolve at others",
    ],
    [{ ...refused, kind: "some_checks", checks: { bad: 1, of: 3 } }, "part of it fails (1 of 3 checks): connections"],
    [{ ...refused, kind: "intermittent", failures: 8 }, "comes and goes (8 failures within 20 rounds): connections"],
    [{ ...refused, kind: "recovering", failures: 8 }, "answers again and is still being watched: connections were"],
    [{ kind: "slow", p95Ms: 6_200, limitMs: 2_000 }, "one answer in twenty takes 6.2 s or longer (limit 2 s)"],
    [{ kind: "unproven" }, "has never answered us since it was added: perhaps our address is wrong"],
    [{ kind: "no_vantage", failureType: "neutral.loop_lag" }, "we do not know: our own machine is too busy"],
  ])("%j", (finding, expected) => {
    expect(componentSentence(polygon, told(finding, ONE))).toContain(expected);
  });
  it("names the places of a partial failure, and counts those that get answers", () => {
    const partial: Finding = { ...refused, kind: "partial" };
    expect(componentSentence(polygon, told(partial, { ...ONE, usable: 3 }))).toBe(
      "Infura Polygon: it fails from tokyo only (connections are refused); 2 other places get answers. Since 2026-11-22 12:03 UTC.",
    );
    const five = told(partial, { vantages: ["a", "b", "c", "d", "e"], usable: 6 });
    expect(componentSentence(polygon, five)).toContain(
      "from a, b, c and 2 more only (connections are refused); one other",
    );
  });
});

describe("chains", () => {
  const of = (agree: number): Finding => ({ kind: "chain_stale", ageS: 180, operators: { agree, of: 9 } });
  const safe: Finding = {
    kind: "stale",
    check: "safe",
    signal: "l1_settlement",
    proves: "The safe head advances: batches reach the parent chain and are derived from it",
    failureType: "payload.stale",
    ageS: 1_500,
  };

  it("one stale provider, a stale quorum, a frozen head and late settlement are four different things", () => {
    const said = [
      componentSentence(
        polygon,
        told({ kind: "stale", signal: "chain_head", failureType: "payload.stale", lagS: 240 }),
      ),
      componentSentence(baseChain, told(of(5))),
      componentSentence(baseChain, told(of(9))),
      componentSentence({ ...settlement, chainMoves: true }, told(safe)),
    ];
    expect(said.map((sentence) => sentence.split(". Since")[0])).toEqual([
      "Infura Polygon: it answers, but its newest block is 4 min behind the other operators'",
      "Base Chain: 5 of 9 independent operators have had no new block for 3 min",
      "Base Chain: no operator has a new block: block production stands still, so far for 3 min",
      "Base Settlement on Ethereum: new blocks are made, but batches have not reached the parent chain for 25 min",
    ]);
  });
  it("does not claim that blocks are made when nobody has said so", () => {
    expect(componentSentence(settlement, told(safe))).toContain("Ethereum: batches have not reached the parent chain");
  });
  it("an L1's safe head waits for no batches, and finality has a word of its own", () => {
    const l1 = { ...safe, proves: "The safe head advances: validators justify checkpoints" };
    expect(componentSentence(settlement, told(l1))).toContain(
      "the safe head lags: the newest safe block is 25 min old",
    );
    expect(componentSentence(settlement, told({ ...safe, kind: "far_stale", check: "finalized" }))).toContain(
      "finality lags: the newest final block is 25 min old",
    );
  });
  it("says of an old head how old it is when there is nobody to compare it with", () => {
    const alone: Finding = { kind: "stale", signal: "chain_head", failureType: "payload.stale", ageS: 240 };
    expect(componentSentence(polygon, told(alone))).toContain("it answers, but its newest block is 4 min old");
    expect(componentSentence(polygon, told({ ...alone, kind: "far_stale", lagS: 720 }))).toContain(
      "12 min behind the other operators', too old to be of use",
    );
  });
  it("a halted chain has been frozen for longer than a stale one", () => {
    const halted: Finding = { ...of(9), kind: "chain_halted", ageS: 720 };
    expect(componentSentence(baseChain, told(halted))).toContain("block production stands still, for 12 min now");
    expect(incidentSentence(baseChain, incident(halted, { resolvedAt: at("12:41:00") }))).toContain(
      "no operator had a new block: block production stood still, for 12 min at least.",
    );
  });
});

describe("markets", () => {
  const mode: Finding = { kind: "halted", signal: "trading_mode", failureType: "payload.halted", mode: "maintenance" };

  it("a market that is closed or takes some orders only is named so, in its own word", () => {
    expect(componentSentence(kraken, told(mode))).toContain('says that its market is closed ("maintenance")');
    expect(componentSentence(kraken, told({ ...mode, kind: "limited", mode: "cancel_only" }))).toContain(
      'answers, but says that its market takes some orders only ("cancel_only")',
    );
    expect(componentSentence(kraken, told({ ...mode, kind: "limited", checks: { bad: 1, of: 3 } }))).toContain(
      'says that its market is closed ("maintenance")',
    );
  });
  it("a sequencer that calls itself unwell is no closed market", () => {
    expect(componentSentence(baseChain, told({ ...mode, signal: "sequencer", mode: "false" }))).toContain(
      'says of itself that it is out of service ("false")',
    );
  });
  it("trades that stop while the ping answers are a market that stands still", () => {
    const trades: Finding = { kind: "stale", signal: "market_liveness", failureType: "payload.stale", ageS: 600 };
    expect(componentSentence(kraken, told(trades))).toContain(
      "it answers, but its market stands still: its newest data are 10 min old",
    );
  });
  it("data dated in the future are no old data", () => {
    const ahead: Finding = { kind: "stale", signal: "market_liveness", failureType: "payload.stale", ageS: -600 };
    expect(componentSentence(kraken, told(ahead))).toContain("but its newest data are dated in the future");
  });
  it("what the target writes is quoted, cut and cannot end the quotation or the line", () => {
    const evil = `x"). All is well.\u202e\n\u0007{is|was}${"y".repeat(90)}`;
    const said = componentSentence(kraken, told({ ...mode, mode: evil }));
    const quote = /\("(.*)"\)/.exec(said)?.[1] ?? "";
    expect([...quote]).toHaveLength(40);
    expect(quote).not.toMatch(/["\p{Cc}\p{Cf}]/u);
    expect(quote).toContain("{is|was}");
    expect(componentSentence(kraken, told({ ...mode, mode: " \u0007\n" }))).toContain("market is closed. Since");
  });
});
