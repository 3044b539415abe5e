import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limit, oneOf, readQuery, slugOf } from "#domain/publish/api/parameters.ts";

const PARAMETERS = { limit, state: oneOf(["open", "over"]), service: slugOf("service") };
const read = (query: string, parameters = PARAMETERS) => readQuery(new URLSearchParams(query), parameters);

describe("a query", () => {
  it("is read in the order of the table, whatever order it was sent in", () => {
    const given = read("service=kraken&limit=10&state=open");
    expect("given" in given && [...given.given]).toEqual([
      ["limit", "10"],
      ["state", "open"],
      ["service", "kraken"],
    ]);
    expect(read("")).toEqual({ given: new Map() });
  });

  it.each([
    ["limt=5", "limt", "is no parameter here; there are limit, state, service"],
    ["__proto__=1", "__proto__", "is no parameter here; there are limit, state, service"],
    ["limit=5&limit=5", "limit", "is given more than once"],
    ["limit=0", "limit", "is a whole number from 1 to 200"],
    ["limit=201", "limit", "is a whole number from 1 to 200"],
    ["limit=1e2", "limit", "is a whole number from 1 to 200"],
    ["limit=", "limit", "is a whole number from 1 to 200"],
    ["state=closed", "state", "is one of open, over"],
    ["service=KRAKEN", "service", "is the slug of a service"],
    [`service=${"a".repeat(300)}`, "service", "is the slug of a service"],
  ])("%s is refused: it is named, and what is allowed is said", (query, name, detail) => {
    expect(read(query)).toEqual({ errors: [{ name, detail }] });
  });

  it("of which several things are wrong is told all of them at once", () => {
    expect(read("limit=x&state=y&z=1")).toMatchObject({
      errors: [{ name: "z" }, { name: "limit" }, { name: "state" }],
    });
  });

  it("without what is needed is refused", () => {
    expect(read("", { check: { ...slugOf("check"), required: true } } as never)).toEqual({
      errors: [{ name: "check", detail: "is needed: the slug of a check" }],
    });
  });

  it("that is hostile is told again on one line, in few errors, without control or direction characters", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: "binary", maxLength: 300 }), fc.string())), (pairs) => {
        const answer = readQuery(pairs, PARAMETERS);
        if ("given" in answer) return;
        expect(answer.errors.length).toBeLessThanOrEqual(10);
        for (const { name } of answer.errors) {
          expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          expect([...name].length).toBeLessThanOrEqual(64);
        }
      }),
    );
  });
});
