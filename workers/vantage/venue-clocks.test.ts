import { expect, it } from "vitest";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { skewMessage } from "#workers/vantage/skew-message.ts";
import { createVenueClocks } from "#workers/vantage/venue-clocks.ts";

const SERVICES = ["a", "b", "c", "d", "e", "f"];

/** A watch on this clock, what it says, and a way to tell it of answers as they come. */
function watch(clock = createFakeClock()) {
  const said: string[] = [];
  const note = (line: unknown) => said.push(String(line));
  const venues = createVenueClocks(clock, { info: note, warn: note });
  const hear = (offsetS: number, services = SERVICES, at = clock.now()) => {
    for (const service of services)
      venues.hear({ checkId: `${service}/api/time`, facts: { clock_offset_s: offsetS }, at });
  };
  return { clock, venues, said, hear };
}

it("our clock is right until services that agree say that it is not, and again once they say so", () => {
  const { venues, said, hear } = watch();
  hear(-40, SERVICES.slice(0, 4));
  expect([venues.isRight(), venues.offsetS()]).toEqual([true, null]);
  hear(-40);
  expect([venues.isRight(), venues.offsetS()]).toEqual([false, -40]);
  hear(-9);
  expect([venues.isRight(), venues.offsetS()]).toEqual([true, -9]);
  expect(said).toEqual([skewMessage(40_000, "services"), "nothing speaks against the clock of this machine any more"]);
});

it("what was heard before our clock was set, or the machine slept, says nothing of now", () => {
  const { clock, venues, said, hear } = watch();
  hear(0);
  // Asleep, the clock that nobody can set stands still.
  clock.jump(300_000);
  expect([venues.isRight(), venues.offsetS()]).toEqual([true, null]);
  hear(0);
  expect(venues.offsetS()).toBe(0);
  const asked = clock.now();
  clock.jump(-40_000);
  hear(-40, SERVICES, asked);
  hear(-40, SERVICES, clock.now() - 1);
  expect([venues.isRight(), venues.offsetS(), said]).toEqual([true, null, []]);
});

it("one service counts once, however often it is asked, and no longer once it is silent", async () => {
  const { clock, venues, hear } = watch();
  for (let n = 0; n < 10; n += 1) hear(60, ["a"]);
  expect(venues.offsetS()).toBeNull();
  hear(60);
  expect(venues.offsetS()).toBe(60);
  await clock.advance(300_001);
  expect([venues.isRight(), venues.offsetS()]).toEqual([true, null]);
});

it("answers that tell no time are no clocks", () => {
  const { clock, venues } = watch();
  for (const service of SERVICES)
    venues.hear({ checkId: `${service}/api/book`, facts: { data_age_s: 900 }, at: clock.now() });
  expect(venues.offsetS()).toBeNull();
});

it("no more is kept than is needed, and those that are known are heard further", () => {
  const { venues, hear } = watch();
  const many = Array.from({ length: 1_000 }, (_, n) => `service-${n}`);
  hear(0, many);
  hear(30, many);
  expect(venues.offsetS()).toBe(30);
});
