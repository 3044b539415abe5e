import { expect, it } from "vitest";
import { groupedBy } from "#domain/grouped.ts";

const words = ["tick", "round", "time", "rank", "tier"];

it("keys stand as they were first met, and the values of each in their order", () => {
  expect([...groupedBy(words, (word) => word[0])]).toEqual([
    ["t", ["tick", "time", "tier"]],
    ["r", ["round", "rank"]],
  ]);
});

it("of each value is kept what is taken from it, an undefined one too", () => {
  const lengths = groupedBy(
    words,
    (word) => word[0],
    (word) => (word === "time" ? undefined : word.length),
  );
  expect([...lengths.values()]).toEqual([
    [4, undefined, 4],
    [5, 4],
  ]);
});
