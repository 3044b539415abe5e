import { describe, expect, it } from "vitest";
import type { AnswerMemory } from "#domain/check/assertion.ts";
import { judgeFreshness, toEpochMs } from "#domain/check/freshness.ts";
import type { Freshness, TimeUnit } from "#domain/check/spec.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

function memory(): AnswerMemory {
  const held = new Map<string, { value: number; since: number }>();
  return { get: (key) => held.get(key), set: (key, value, since) => void held.set(key, { value, since }) };
}

const judge = (rule: Freshness, root: unknown, now = NOW, kept = memory()) =>
  judgeFreshness(rule, { root, bodyText: "", now, memory: kept });

const trade: Freshness = { fact: "last_trade_age_s", path: "$.t", unit: "epoch_ms", warnS: 60, critS: 300 };
const clock: Freshness = { fact: "clock_offset_s", path: "$.t", unit: "epoch_ms", warnS: 5, critS: 60 };

describe("units", () => {
  const word = (n: bigint) => n.toString(16).padStart(64, "0");
  it.each<[TimeUnit, unknown, number | undefined]>([
    ["epoch_s", 1_700_000_000, 1_700_000_000_000],
    ["epoch_s", "1700000000.25", 1_700_000_000_250],
    ["epoch_ms", "1700000000123", 1_700_000_000_123],
    ["epoch_ms", "1634673259378.105000", 1_634_673_259_378.105],
    ["epoch_us", 1_700_000_000_123_456, 1_700_000_000_123.456],
    ["epoch_auto", 1_700_000_000, 1_700_000_000_000],
    ["epoch_auto", 1_700_000_000_123, 1_700_000_000_123],
    ["epoch_auto", 1_700_000_000_123_456, 1_700_000_000_123.456],
    ["hex_epoch_s", "0x6553f100", 1_700_000_000_000],
    ["hex_epoch_s", "1700000000", undefined],
    ["iso8601", "2023-11-14T22:13:20Z", 1_700_000_000_000],
    ["iso8601", "2023-11-14T22:13:20.500000000Z", 1_700_000_000_500],
    ["iso8601", "2023-11-14 22:13:20", 1_700_000_000_000],
    ["iso8601", "2023-11-15T00:13:20+02:00", 1_700_000_000_000],
    ["iso8601", "2023-11-14T17:13:20-0500", 1_700_000_000_000],
    ["iso8601", "14 Nov 2023", undefined],
    ["iso8601", "2023-13-14T22:13:20Z", undefined],
    ["iso8601", 1_700_000_000, undefined],
    ["epoch_s", null, undefined],
    ["epoch_s", {}, undefined],
  ])("%s of %j is %s", (unit, value, ms) => {
    expect(toEpochMs(value, unit)).toBe(ms);
  });

  it("nanoseconds beyond 2^53 are right to the microsecond", () => {
    const parsed: unknown = JSON.parse("1762242540829000123");
    expect(toEpochMs(parsed, "epoch_ns")).toBeCloseTo(1_762_242_540_829, 3);
    expect(toEpochMs(parsed, "epoch_auto")).toBeCloseTo(1_762_242_540_829, 3);
  });

  it("an instant in a word of an eth_call result is found by its index", () => {
    const result = `0x${word(1n)}${word(1_700_000_000n)}`;
    expect(toEpochMs(result, "abi_word_epoch_s", 1)).toBe(1_700_000_000_000);
    expect(toEpochMs(result, "abi_word_epoch_s", 2)).toBeUndefined();
  });
});

describe("ages", () => {
  it.each([
    [0, "ok"],
    [60, "ok"],
    [61, "degraded"],
    [300, "degraded"],
    [301, "failed"],
  ])("a trade %i s old is %s", (age, outcome) => {
    const verdict = judge(trade, { t: NOW - age * 1000 });
    expect(verdict).toMatchObject({ outcome, readable: true, facts: { last_trade_age_s: age } });
  });

  it("takes an instant slightly in the future as now, and one further off as degraded, never failed", () => {
    expect(judge(trade, { t: NOW + 9_000 })).toMatchObject({ outcome: "ok", facts: { last_trade_age_s: 0 } });
    const far = judge(trade, { t: NOW + 7_200_000 });
    expect(far).toMatchObject({ outcome: "degraded", facts: { last_trade_age_s: -7200 } });
    expect(far.text).toBe("$.t 7200 s in the future");
  });

  it("allows Bitcoin's clock two hours where that much staleness is allowed", () => {
    const block: Freshness = { fact: "head_age_s", path: "$.t", unit: "epoch_s", warnS: 5400, critS: 9000 };
    expect(judge(block, { t: NOW / 1000 + 5000 })).toMatchObject({ outcome: "ok", facts: { head_age_s: 0 } });
  });

  it("judges a clock by how far it is off in either direction, theirs minus ours", () => {
    expect(judge(clock, { t: NOW + 6_000 })).toMatchObject({ outcome: "degraded", facts: { clock_offset_s: 6 } });
    expect(judge(clock, { t: NOW - 6_000 })).toMatchObject({ outcome: "degraded", facts: { clock_offset_s: -6 } });
    expect(judge(clock, { t: NOW + 61_000 })).toMatchObject({ outcome: "failed", facts: { clock_offset_s: 61 } });
    expect(judge(clock, { t: NOW - 5_000 })).toMatchObject({ outcome: "ok", facts: { clock_offset_s: -5 } });
  });

  it("reads an age that the target states itself", () => {
    const ledger: Freshness = { fact: "head_age_s", path: "$.age", unit: "age_s", warnS: 7, critS: 20 };
    expect(judge(ledger, { age: 3 })).toMatchObject({ outcome: "ok", facts: { head_age_s: 3 } });
    expect(judge(ledger, { age: "21" })).toMatchObject({ outcome: "failed", facts: { head_age_s: 21 } });
  });

  it("without limits only records, and misses nothing when there is nothing", () => {
    const { warnS: _warn, critS: _crit, ...unlimited } = trade;
    expect(judge(unlimited, { t: 0 }).outcome).toBe("ok");
    expect(judge(unlimited, {})).toMatchObject({ outcome: "ok", readable: true, facts: {} });
  });

  it("with limits an instant that is not there is a fault of form, not of age", () => {
    expect(judge(trade, {})).toMatchObject({ outcome: "failed", readable: false, facts: {} });
    expect(judge(trade, { t: "soon" })).toMatchObject({ outcome: "failed", readable: false });
  });
});

describe("sequences", () => {
  const slot: Freshness = { fact: "sequence", path: "$.s", unit: "sequence", warnS: 10, critS: 60 };

  it("must move within their limits of the poll that first showed the value", () => {
    const kept = memory();
    const at = (seconds: number, s: number) => judge(slot, { s }, NOW + seconds * 1000, kept).outcome;
    expect([at(0, 1), at(10, 1), at(11, 1), at(61, 1), at(62, 2)]).toEqual(["ok", "ok", "degraded", "failed", "ok"]);
  });

  it("keeps the number as a fact", () => {
    expect(judge(slot, { s: "18746044393340932" }).facts.sequence).toBeCloseTo(18746044393340932, -2);
    expect(judge(slot, { s: "0x10" }).facts.sequence).toBe(16);
    expect(judge(slot, {})).toMatchObject({ outcome: "failed", readable: false });
  });
});
