import { expect, it } from "vitest";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { createTimekeeper } from "#workers/vantage/timekeeper.ts";

/** A database whose clock goes with real time, asked over a network that takes so long there and back. */
function database(clock: ReturnType<typeof createFakeClock>, delays: readonly [there: number, back: number][]) {
  const zero = clock.now();
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    askTime: async () => {
      const [there, back] = delays[asked % delays.length] ?? [0, 0];
      asked += 1;
      await clock.advance(there);
      const theirs = zero + clock.monotonic();
      await clock.advance(back);
      return theirs;
    },
  };
}

it("several questions are asked, and the one with the least delay counts", async () => {
  const clock = createFakeClock();
  const their = database(clock, [
    [900, 100],
    [40, 60],
    [5, 5],
    [300, 0],
  ]);
  clock.jump(2_000);
  const keeper = createTimekeeper(clock, their.askTime);
  expect(await keeper.measure()).toEqual({ skewMs: 2_000, errorMs: 5 });
  expect(their.asked).toBe(5);
});

it("a clock is right until it is set wrong, which is noticed without asking, and wrong until it is asked again", async () => {
  const clock = createFakeClock();
  const their = database(clock, [[1, 1]]);
  const keeper = createTimekeeper(clock, their.askTime);
  expect(keeper.isRight()).toBe(true);
  await keeper.measure();
  await clock.advance(3_600_000);
  expect(keeper.isRight()).toBe(true);
  const { asked } = their;
  clock.jump(-11_000);
  expect(keeper.isRight()).toBe(false);
  clock.jump(11_000);
  expect(keeper.isRight()).toBe(true);
  expect(their.asked).toBe(asked);
});

it("a machine that slept looks wrong at first, and is not once the database was asked", async () => {
  const clock = createFakeClock();
  let slept = 0;
  // A machine's monotonic clock stands still while it sleeps.
  const sleepy = { now: () => clock.now() + slept, monotonic: () => clock.monotonic() };
  const keeper = createTimekeeper(sleepy, async () => sleepy.now());
  await keeper.measure();
  slept = 8 * 3_600_000;
  expect(keeper.isRight()).toBe(false);
  await keeper.measure();
  expect(keeper.isRight()).toBe(true);
});

it("a clock that is set wrong while the database is asked is wrong, whichever answer was the quickest", async () => {
  for (const setBefore of [1, 2, 4, 5]) {
    const clock = createFakeClock();
    const their = database(clock, [
      [1, 1],
      [20, 20],
    ]);
    const keeper = createTimekeeper(clock, async () => {
      const theirs = await their.askTime();
      if (their.asked === setBefore) clock.jump(-3_600_000);
      return theirs;
    });
    const skew = await keeper.measure();
    expect(Math.round((skew?.skewMs ?? 0) / 1_000)).toBe(-3_600);
    expect(keeper.isRight()).toBe(false);
  }
});
