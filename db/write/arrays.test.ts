import { expect, it } from "vitest";
import { numberArray, textArray } from "#db/write/arrays.ts";

it("numbers are written as they are, and nothing is null", () => {
  expect(numberArray([1, -2.5, 1e-7, 0, null])).toBe("{1,-2.5,1e-7,0,null}");
  expect(numberArray([])).toBe("{}");
});

it("texts are quoted, so that only quotes and backslashes have to be escaped", () => {
  expect(textArray(["a", "null", null, "", "{,}"])).toBe('{"a","null",null,"","{,}"}');
  expect(textArray(['a"b\\c'])).toBe('{"a\\"b\\\\c"}');
  expect(textArray([])).toBe("{}");
});
