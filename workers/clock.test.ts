import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSharedClock } from "#workers/clock.ts";

const MINUTE = 60_000;
const day = Date.UTC(2025, 9, 20, 6, 40);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("a drill's clock runs at its rate from when the machine's showed what was agreed, and its timers with it", () => {
  const clock = createSharedClock({ origin: day, since: Date.now() + 1_000, rate: 60, cuts: [] }, Date.now);
  expect(clock.now()).toBe(day - MINUTE);
  const fired = vi.fn();
  clock.after(3 * MINUTE, fired);
  const cancel = clock.after(2 * MINUTE, () => expect.unreachable());
  cancel();
  vi.advanceTimersByTime(2_999);
  expect(fired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(fired).toHaveBeenCalledOnce();
  expect(clock.now()).toBe(day + 2 * MINUTE);
});

it("what is due in a part that is left out comes when the clock jumps over it", () => {
  const cuts = [{ from: day + 5 * MINUTE, to: day + 200 * MINUTE }];
  const clock = createSharedClock({ origin: day, since: Date.now(), rate: 60, cuts }, Date.now);
  const seen: number[] = [];
  for (const minutes of [4, 60, 201]) clock.after(minutes * MINUTE, () => seen.push(clock.now() - day));
  vi.advanceTimersByTime(4_999);
  expect(seen).toEqual([4 * MINUTE]);
  vi.advanceTimersByTime(1_001);
  expect(seen).toEqual([4, 200, 201].map((minutes) => minutes * MINUTE));
});
