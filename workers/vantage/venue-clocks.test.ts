import { expect, it } from "vitest";
import { createFakeClock } from "#workers/testing/fake-clock.ts";
import { createVenueClocks, venueClockMessage } from "#workers/vantage/venue-clocks.ts";

const SERVICES = ["a", "b", "c", "d", "e", "f"];
const QUIET = { info: () => {}, warn: () => {} };
const time = (service: string, clock_offset_s: number) => ({
  checkId: `${service}/api/time`,
  facts: { clock_offset_s },
});

it("our clock is right until services that agree say that it is not, and again once it has been set", () => {
  const clock = createFakeClock();
  const said: string[] = [];
  const note = (line: unknown) => said.push(String(line));
  const venues = createVenueClocks(clock, { info: note, warn: note });
  SERVICES.slice(0, 4).forEach((service) => void venues.hear(time(service, -40)));
  expect([venues.isRight(), venues.offsetS()]).toEqual([true, null]);
  SERVICES.forEach((service) => void venues.hear(time(service, -40)));
  expect([venues.isRight(), venues.offsetS()]).toEqual([false, -40]);
  clock.jump(-40_000);
  expect([venues.isRight(), venues.offsetS()]).toEqual([true, 0]);
  clock.jump(11_000);
  expect([venues.isRight(), venues.offsetS()]).toEqual([false, -11]);
  expect(said).toEqual([
    venueClockMessage(-40),
    "nothing speaks against the clock of this machine any more",
    venueClockMessage(-11),
  ]);
});

it("one service counts once, however often it is asked, and no longer once it is silent", async () => {
  const clock = createFakeClock();
  const venues = createVenueClocks(clock, QUIET);
  for (let n = 0; n < 10; n += 1) venues.hear(time("a", 60));
  expect(venues.offsetS()).toBeNull();
  SERVICES.forEach((service) => void venues.hear(time(service, 60)));
  expect(venues.offsetS()).toBe(60);
  await clock.advance(300_001);
  expect([venues.isRight(), venues.offsetS()]).toEqual([true, null]);
});

it("answers that tell no time are no clocks", () => {
  const venues = createVenueClocks(createFakeClock(), QUIET);
  SERVICES.forEach((service) => void venues.hear({ checkId: `${service}/api/book`, facts: { data_age_s: 900 } }));
  expect(venues.offsetS()).toBeNull();
});

it("no more is kept than is needed, and those that are known are heard further", () => {
  const venues = createVenueClocks(createFakeClock(), QUIET);
  for (let n = 0; n < 1_000; n += 1) venues.hear(time(`service-${n}`, 0));
  for (let n = 0; n < 1_000; n += 1) venues.hear(time(`service-${n}`, 30));
  expect(venues.offsetS()).toBe(30);
});

it("the message says what to do", () => {
  expect(venueClockMessage(-41.6)).toBe(
    "The clock of this machine is 42 s ahead of those of nearly all services: nothing that it measures is stored until it is right. Set it (NTP).",
  );
});
