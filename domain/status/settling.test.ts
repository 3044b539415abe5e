import { describe, expect, it } from "vitest";
import type { HeadReport } from "#domain/chain/report.ts";
import type { Condition } from "#domain/chain/state.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Sample } from "#domain/status/evidence.ts";
import { isSettled } from "#domain/status/settling.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const minutes = (n: number) => n * 60_000;

const safe: CheckSpec = {
  slug: "safe",
  proves: "batches reach the parent chain",
  signal: "l1_settlement",
  tier: "core",
  intervalS: 120,
  request: { probe: "json-rpc", family: "evm", url: "https://rpc.example.com", method: "x", params: [] },
  assertions: [],
  freshness: { fact: "head_age_s", path: "$.t", unit: "epoch_s", warnS: 600, critS: 1_800 },
  verified: "docs",
};

/** A settled block so many minutes old. */
const shown = (ageMin: number): Sample => ({
  tick: NOW,
  at: NOW,
  outcome: "degraded",
  failureType: "payload.stale",
  phase: "application",
  httpStatus: 200,
  totalMs: 0,
  facts: { head_age_s: ageMin * 60 },
});

/** A head so many minutes old, seen now. */
const head = (ageMin: number, rest: Partial<HeadReport> = {}): HeadReport => ({
  operator: "somebody",
  checkId: "base/chain/official",
  vantage: "here",
  observedAt: NOW,
  height: 100,
  ageS: ageMin * 60,
  expiresAt: NOW + minutes(1),
  ...rest,
});

const moving = (sinceMin: number, lastGoodMin: number | null): Condition => ({
  kind: "moving",
  since: NOW - minutes(sinceMin),
  lastGood: lastGoodMin === null ? null : NOW - minutes(lastGoodMin),
});

describe("what is settled is old", () => {
  it("by the settlement's own fault while new blocks are made", () => {
    expect(isSettled(safe, shown(11), { heads: [head(0)], condition: moving(600, null) })).toBe(false);
    expect(isSettled(safe, shown(11), { heads: [], condition: null })).toBe(false);
  });

  it("by the chain's while it makes none, until it is far behind even the last of them", () => {
    expect(isSettled(safe, shown(40), { heads: [head(35)], condition: null })).toBe(true);
    expect(isSettled(safe, shown(40), { heads: [head(29)], condition: null })).toBe(false);
  });

  it("by the newest head that anybody shows, and none that has expired", () => {
    expect(isSettled(safe, shown(40), { heads: [head(35), head(0)], condition: null })).toBe(false);
    expect(isSettled(safe, shown(40), { heads: [head(35, { expiresAt: NOW })], condition: null })).toBe(false);
  });

  it("by the halt that has just ended, for no longer than it lasted", () => {
    // It stood from 30 minutes ago to 2 minutes ago; the settled block is from before that.
    const resumed = { heads: [head(0)], condition: moving(2, 30) };
    expect(isSettled(safe, shown(33), resumed)).toBe(true);
    expect(isSettled(safe, shown(39), resumed)).toBe(false);
    // Long after it, a block from before the halt is late by all that has been made since.
    expect(isSettled(safe, shown(50), { heads: [head(0)], condition: moving(20, 47) })).toBe(false);
  });

  it("by the halt that one witness shows to be over, before a quorum does", () => {
    const still: Condition = { kind: "still", since: NOW - minutes(34), lastGood: NOW - minutes(35) };
    const resuming = { heads: [head(35), head(0)], condition: still };
    expect(isSettled(safe, shown(38), resuming)).toBe(true);
    expect(isSettled(safe, shown(46), resuming)).toBe(false);
  });

  it("for no other kind of check", () => {
    const sequencer = { ...safe, signal: "sequencer" } as const;
    expect(isSettled(sequencer, shown(40), { heads: [head(35)], condition: null })).toBe(false);
  });
});
