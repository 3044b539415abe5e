import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sparingly } from "#server/front/sparingly.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("a flood is a line a second that counts it, and nothing of it is lost", () => {
  const lines: string[] = [];
  const tell = sparingly((what: string, error: number) => lines.push(`${what} ${error}`));
  tell("busy", 1);
  expect(lines).toEqual(["busy 1"]);
  for (let n = 2; n <= 5_000; n += 1) tell("busy", n);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  expect(lines.slice(1)).toEqual(["4999 times within a second, at last: busy 5000"]);
  tell("busy", 5_001);
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(lines.slice(2)).toEqual(["busy 5001"]);
  vi.advanceTimersByTime(60_000);
  tell("other", 1);
  expect(lines.slice(3)).toEqual(["other 1"]);
});
