import { describe, expect, it } from "vitest";
import { type AnswerMemory, type AssertionScene, judgeAssertion, verifyAssertion } from "#domain/check/assertion.ts";
import { PathError } from "#domain/check/path.ts";
import type { Assertion } from "#domain/check/spec.ts";

function memory(): AnswerMemory {
  const held = new Map<string, { value: number; since: number }>();
  return { get: (key) => held.get(key), set: (key, value, since) => void held.set(key, { value, since }) };
}

function scene(root: unknown, at: Partial<AssertionScene> = {}): AssertionScene {
  return { root, bodyText: JSON.stringify(root) ?? "", now: 1_000_000, memory: memory(), ...at };
}

const holds = (assertion: Assertion, root: unknown) => judgeAssertion(assertion, scene(root)).ok;

/** What an eth_call of latestRoundData answers: five words of 32 bytes. */
const round = `0x${[7n, 1n, 1_700_000_000n, 2n ** 256n - 5n, 7n].map((word) => word.toString(16).padStart(64, "0")).join("")}`;

describe("single assertions", () => {
  const cases: [Assertion, unknown, boolean][] = [
    [{ op: "eq", path: "$.a", value: "online" }, { a: "online" }, true],
    [{ op: "eq", path: "$.a", value: "online" }, { a: "offline" }, false],
    [{ op: "eq", path: "$.a", value: 0 }, { a: "0" }, true],
    [{ op: "eq", path: "$.a", value: "200000" }, { a: 200000 }, true],
    [{ op: "eq", path: "$.a", value: "00000" }, { a: 0 }, false],
    [{ op: "eq", path: "$.a", value: 0 }, { a: "" }, false],
    [{ op: "eq", path: "$.a", value: 0 }, { a: false }, false],
    [{ op: "eq", path: "$.a", value: false }, { a: 0 }, false],
    [{ op: "eq", path: "$.a", value: null }, {}, false],
    [{ op: "eq_json", path: "$", value: {} }, {}, true],
    [{ op: "eq_json", path: "$", value: {} }, [], false],
    [{ op: "eq_json", path: "$", value: { a: [1, { b: null }] } }, { a: [1, { b: null }] }, true],
    [{ op: "eq_json", path: "$", value: { a: 1 } }, { a: 1, b: 2 }, false],
    [{ op: "in", path: "$.a", value: ["full", "proposing"] }, { a: "proposing" }, true],
    [{ op: "in", path: "$.a", value: [0, "0"] }, { a: "0" }, true],
    [{ op: "in", path: "$.a", value: ["full"] }, { a: "tracking" }, false],
    [{ op: "gt", path: "$.a", value: 0 }, { a: "0.0001" }, true],
    [{ op: "gt", path: "$.a", value: 0 }, { a: "0" }, false],
    [{ op: "gt", path: "$.a", value: 0 }, { a: "many" }, false],
    [{ op: "gt", path: "$.a", value: 0 }, { a: null }, false],
    [{ op: "gte", path: "$.a", value: 8 }, { a: 8 }, true],
    [{ op: "lte", path: "$.a", value: 100 }, { a: 101 }, false],
    [{ op: "lte", path: "$.a", value: 100 }, {}, false],
    [{ op: "hex_gt", path: "$.a", value: 0 }, { a: "0x1" }, true],
    [{ op: "hex_gt", path: "$.a", value: 0 }, { a: "0x0" }, false],
    [{ op: "hex_gt", path: "$.a", value: 0 }, { a: "17" }, false],
    [{ op: "hex_gt", path: "$.a", value: 0 }, { a: "0x" }, false],
    [{ op: "hex_gt", path: "$.a", value: 2 ** 53 }, { a: `0x${"f".repeat(64)}` }, true],
    [{ op: "len_gte", path: "$", value: 1 }, [1], true],
    [{ op: "len_gte", path: "$", value: 1 }, [], false],
    [{ op: "len_eq", path: "$.error", value: 0 }, { error: [] }, true],
    [{ op: "len_eq", path: "$.error", value: 0 }, {}, false],
    [{ op: "exists", path: "$.a" }, { a: 0 }, true],
    [{ op: "exists", path: "$.a" }, { a: null }, false],
    [{ op: "not_exists", path: "$.error" }, {}, true],
    [{ op: "not_exists", path: "$.error" }, { error: null }, true],
    [{ op: "not_exists", path: "$.error" }, { error: { code: 1 } }, false],
    [{ op: "is_null", path: "$.a" }, { a: null }, true],
    [{ op: "is_null", path: "$.a" }, {}, false],
    [{ op: "is_array", path: "$" }, [], true],
    [{ op: "is_array", path: "$" }, {}, false],
    [{ op: "is_array_or_object", path: "$" }, {}, true],
    [{ op: "is_array_or_object", path: "$" }, "text", false],
    [{ op: "regex", path: "$.h", value: "^0x[0-9a-f]{4}$" }, { h: "0xabcd" }, true],
    [{ op: "regex", path: "$.h", value: "^0x[0-9a-f]{4}$" }, { h: "0xABCD" }, false],
    [{ op: "regex", path: "$.h", value: "^4" }, { h: 42 }, true],
    [{ op: "regex", path: "$.h", value: "(" }, { h: "x" }, false],
    [{ op: "abi_word_eq", path: "$", index: 1, value: 1 }, round, true],
    [{ op: "abi_word_eq", path: "$", index: 5, value: 0 }, round, false],
    [{ op: "abi_word_gt", path: "$", index: 2, value: 0 }, round, true],
    [{ op: "abi_word_gt", path: "$", index: 3, value: 0 }, round, false],
    [{ op: "abi_word_eq", path: "$", index: 0, value: 0 }, "0x", false],
    [{ op: "body_contains", value: '"a":1' }, { a: 1 }, true],
    [{ op: "body_contains", value: "Hello" }, { a: 1 }, false],
    [{ op: "body_len_gte", value: 7 }, { a: 1 }, true],
    [{ op: "body_len_gte", value: 8 }, { a: 1 }, false],
  ];
  it.each(cases)("%j of %j is %s", (assertion, root, expected) => {
    expect(holds(assertion, root)).toBe(expected);
  });

  it("says in words what was asked and what was found", () => {
    expect(judgeAssertion({ op: "eq", path: "$.s", value: "online" }, scene({ s: "maintenance" }))).toEqual({
      text: '$.s eq "online"',
      ok: false,
      found: '"maintenance"',
    });
    const long = judgeAssertion({ op: "exists", path: "$.s" }, scene({ s: "x".repeat(500) }));
    expect(long.found.length).toBeLessThanOrEqual(80);
    expect(judgeAssertion({ op: "exists", path: "$.s" }, scene({})).found).toBe("nothing");
  });

  it("does not judge an optional assertion whose path has no value, but judges one that has", () => {
    const peers: Assertion = { op: "gte", path: "$.peers", value: 8, optional: true };
    expect(holds(peers, {})).toBe(true);
    expect(holds(peers, { peers: 9 })).toBe(true);
    expect(holds(peers, { peers: 7 })).toBe(false);
  });
});

describe("book_uncrossed", () => {
  const rule: Assertion = { op: "book_uncrossed", bids: "$.b", asks: "$.a" };
  it.each([
    ["pairs of strings", { b: [["100.5", "1"]], a: [["100.6", "1"]] }, true],
    ["pairs of numbers", { b: [[1, 2, 3]], a: [[1.1, 2, 3]] }, true],
    ["objects with price", { b: [{ price: "1" }], a: [{ price: "2" }] }, true],
    ["objects with px", { b: [{ px: "1", sz: "9" }], a: [{ px: "2" }] }, true],
    ["objects with p", { b: [{ p: 1 }], a: [{ p: 2 }] }, true],
    ["bare strings", { b: ["1"], a: ["2"] }, true],
    ["levels in any order", { b: [[1], [3], [2]], a: [[9], [4], [5]] }, true],
    ["a crossed book", { b: [["2", "1"]], a: [["1", "1"]] }, false],
    ["equal best prices", { b: [["1", "1"]], a: [["1.0", "1"]] }, false],
    ["a cross below the first level", { b: [[1], [8]], a: [[5], [9]] }, false],
    ["an empty side", { b: [], a: [["1", "1"]] }, false],
    ["a missing side", { a: [["1", "1"]] }, false],
    ["a level without a price", { b: [["x", "1"]], a: [["1", "1"]] }, false],
    ["a price of zero", { b: [["0", "1"]], a: [["1", "1"]] }, false],
  ])("%s", (_name, root, expected) => {
    expect(holds(rule, root)).toBe(expected);
  });

  it("reads both sides of Upbit's units from the same list", () => {
    const both: Assertion = { op: "book_uncrossed", bids: "$[0].u", asks: "$[0].u" };
    expect(
      holds(both, [
        {
          u: [
            { ask_price: 11, bid_price: 10 },
            { ask_price: 12, bid_price: 9 },
          ],
        },
      ]),
    ).toBe(true);
    expect(holds(both, [{ u: [{ ask_price: 10, bid_price: 10 }] }])).toBe(false);
  });

  it("reads Bitfinex's sides by the sign of the amount", () => {
    const signed: Assertion = { op: "book_uncrossed", bids: "$[?(@[2]>0)]", asks: "$[?(@[2]<0)]" };
    expect(
      holds(signed, [
        [100, 1, 5],
        [101, 1, -5],
      ]),
    ).toBe(true);
    expect(
      holds(signed, [
        [102, 1, 5],
        [101, 1, -5],
      ]),
    ).toBe(false);
  });
});

describe("assertions that need memory", () => {
  it("changes_within_s fails once the value has stood still for longer, and recovers when it moves", () => {
    const rule: Assertion = { op: "changes_within_s", path: "$.id", value: 30 };
    const kept = memory();
    const at = (seconds: number, id: number | string) =>
      judgeAssertion(rule, scene({ id }, { memory: kept, now: seconds * 1000 })).ok;
    expect([at(0, 5), at(30, 5), at(31, 5), at(32, 6), at(62, "6"), at(63, 6)]).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(holds(rule, {})).toBe(false);
  });

  it("changes_within_s follows texts as well as numbers", () => {
    const rule: Assertion = { op: "changes_within_s", path: "$", value: 10 };
    const kept = memory();
    const at = (seconds: number, hash: string) =>
      judgeAssertion(rule, scene(hash, { memory: kept, now: seconds * 1000 })).ok;
    expect([at(0, "0xab"), at(20, "0xac"), at(40, "0xac")]).toEqual([true, true, false]);
  });

  it("not_decreasing compares with the previous poll, in hex and decimal", () => {
    const rule: Assertion = { op: "not_decreasing", path: "$" };
    const kept = memory();
    const next = (value: unknown) => judgeAssertion(rule, scene(value, { memory: kept })).ok;
    expect([next("0x10"), next("0x10"), next("0x0f"), next("0x0f"), next(17), next("x")]).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("verifyAssertion", () => {
  it("refuses bad paths and patterns when the catalog is loaded", () => {
    expect(() => verifyAssertion({ op: "exists", path: "result" })).toThrow(PathError);
    expect(() => verifyAssertion({ op: "book_uncrossed", bids: "$.b", asks: "a" })).toThrow(PathError);
    expect(() => verifyAssertion({ op: "regex", path: "$", value: "(" })).toThrow(SyntaxError);
    expect(() => verifyAssertion({ op: "body_len_gte", value: 1 })).not.toThrow();
  });
});
