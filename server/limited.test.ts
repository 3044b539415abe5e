import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { limited } from "#server/limited.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const reader = {
  answers: async (a: number, b: number) => a + b,
  fails: async (): Promise<never> => {
    throw new Error("no such table");
  },
  hangs: () => new Promise<string>(() => {}),
};

it("answers with what the reader answers, and leaves no timer behind", async () => {
  const told = vi.fn();
  expect(await limited(reader, () => 1_000, told).answers(1, 2)).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
  expect(told).not.toHaveBeenCalled();
});

it("tells what went wrong, and fails in the same way", async () => {
  const told = vi.fn();
  await expect(limited(reader, () => 1_000, told).fails()).rejects.toThrow("no such table");
  expect(told).toHaveBeenCalledExactlyOnceWith(new Error("no such table"));
});

it("does not wait longer than the limit of the moment", async () => {
  const told = vi.fn();
  let limit = 3_000;
  const within = limited(reader, () => limit, told);
  const first = expect(within.hangs()).rejects.toThrow("within 3000 ms");
  await vi.advanceTimersByTimeAsync(3_000);
  await first;
  limit = 500;
  const second = expect(within.hangs()).rejects.toThrow("within 500 ms");
  await vi.advanceTimersByTimeAsync(500);
  await second;
});
