import { expect, it } from "vitest";
import { readSent } from "#components/live/sent.ts";

const NOW = new Date("2026-11-22T20:00:00Z");
const read = (headers: Record<string, string>) => {
  const { sentAt, madeAt } = readSent(new Headers(headers), NOW);
  return [sentAt.toISOString(), madeAt.toISOString()];
};

it("what is shown is of when its answer was made, not of when it was sent, by the server's clock", () => {
  const date = "Sun, 22 Nov 2026 14:32:05 GMT";
  expect(read({ date })).toEqual(["2026-11-22T14:32:05.000Z", "2026-11-22T14:32:05.000Z"]);
  expect(read({ date, age: "307" })).toEqual(["2026-11-22T14:32:05.000Z", "2026-11-22T14:26:58.000Z"]);
});

it("headers that tell no time are as if they were not there", () => {
  expect(read({})).toEqual([NOW.toISOString(), NOW.toISOString()]);
  expect(read({ date: "soon", age: "old" })).toEqual([NOW.toISOString(), NOW.toISOString()]);
  expect(read({ age: "-5" })).toEqual([NOW.toISOString(), NOW.toISOString()]);
});
