import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PathError, parsePath, readPath } from "#domain/check/path.ts";

const read = (path: string, root: unknown) => readPath(parsePath(path), root);

const book = {
  result: { XXBTZUSD: { bids: [["1", "2", 3]], asks: [] }, last: "17" },
  markets: { "BTC-USD": { status: "ACTIVE" } },
  list: [
    { state: "done", n: "1" },
    { state: "ongoing", n: "20", deep: { at: 5 } },
  ],
  levels: [
    [100, 1, 5],
    [101, 1, -5],
    [102, 1, "-7"],
  ],
};

describe("paths", () => {
  it.each([
    ["$", book],
    ["$.markets.BTC-USD.status", "ACTIVE"],
    ['$.markets["BTC-USD"].status', "ACTIVE"],
    ["$.markets['BTC-USD'].status", "ACTIVE"],
    ["$.list[0].state", "done"],
    ["$.list[-1].state", "ongoing"],
    ["$.levels[0][2]", 5],
    ["$.result.*.bids[0][0]", "1"],
    ["$.result[*].bids[0][0]", "1"],
    ['$.list[?state=="ongoing"]', [book.list[1]]],
    ['$.list[?state=="ongoing"][0].n', "20"],
    ['$.list[?state=="ongoing"].n', "20"],
    ["$.list[?deep.at>=5].state", "ongoing"],
    ['$.list[?(@.state != "done")].state', "ongoing"],
    ["$.list[?n>5].state", "ongoing"],
    ["$.levels[?(@[2]>0)]", [[100, 1, 5]]],
    [
      "$.levels[?(@[2]<0)]",
      [
        [101, 1, -5],
        [102, 1, "-7"],
      ],
    ],
    ['$.list[?state=="none"]', []],
  ])("%s leads to its value", (path, value) => {
    expect(read(path, book)).toEqual(value);
  });

  it.each([
    "$.markets.ETH-USD.status",
    "$.list[7]",
    "$.list[-7]",
    "$.list.length",
    "$.markets[0]",
    "$.result.last.a",
    '$.markets[?status=="ACTIVE"]',
    "$.*.*.*.nothing",
  ])("%s leads nowhere and is undefined", (path) => {
    expect(read(path, book)).toBeUndefined();
  });

  it("null is a value, and not the end of the world", () => {
    expect(read("$.a", { a: null })).toBeNull();
    expect(read("$.a.b", { a: null })).toBeUndefined();
  });

  it("never resolves a prototype key, even when the answer carries one of its own", () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"x": 1}, "constructor": {"x": 1}, "prototype": {"x": 1}}');
    for (const path of [
      "$.__proto__",
      "$.__proto__.x",
      "$.constructor.x",
      "$.constructor.name",
      "$.prototype",
      "$.*.x",
    ]) {
      expect(read(path, hostile)).toBeUndefined();
    }
    expect(read("$.toString", {})).toBeUndefined();
  });

  it.each([
    "",
    "a",
    ".a",
    "$a",
    "$.",
    "$..a",
    "$[",
    "$[a]",
    "$[1.5]",
    "$[?a]",
    "$[?a=b]",
    "$[?(@[2]>0]",
    "$[?a=='x",
    '$.a["b]',
    "$.a b",
    `$${".a".repeat(17)}`,
    `$.${"a".repeat(200)}`,
  ])("%s is refused with a PathError", (path) => {
    expect(() => parsePath(path)).toThrow(PathError);
  });

  it("parsing throws nothing but PathError, and what parses can be read from anything", () => {
    const piece = fc.constantFrom(
      "$",
      ".",
      "a",
      "*",
      "[",
      "]",
      "?",
      "(",
      ")",
      "@",
      "==",
      ">",
      "0",
      "-1",
      '"x"',
      "'",
      " ",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => `$${pieces.join("")}`),
    );
    fc.assert(
      fc.property(text, fc.jsonValue(), (path, root) => {
        try {
          readPath(parsePath(path), root);
        } catch (error) {
          expect(error).toBeInstanceOf(PathError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("is done quickly with a path made to be slow", () => {
    const wide = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => ({ a: 1 })));
    const start = performance.now();
    expect(read("$.*.*.*.*.*", wide)).toBeUndefined();
    expect(() => parsePath(`$[?(${"[1]".repeat(60)}`)).toThrow(PathError);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
