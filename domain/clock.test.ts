import { expect, it } from "vitest";
import { clockText, machineTime, readClock, type SharedClock, timeOn } from "#domain/clock.ts";

const MINUTE = 60_000;
const day = Date.UTC(2025, 9, 20, 6, 28);
const machine = Date.UTC(2026, 10, 22, 22, 50, 37);
const whole: SharedClock = { origin: day, since: machine, rate: 60, cuts: [] };
const cut: SharedClock = {
  ...whole,
  cuts: [
    { from: day + 10 * MINUTE, to: day + 40 * MINUTE },
    { from: day + 50 * MINUTE, to: day + 70 * MINUTE },
  ],
};

it("a second of the machine's is as many of the clock's as its rate says, before and after its beginning", () => {
  expect(timeOn(whole, machine)).toBe(day);
  expect(timeOn(whole, machine + 1_000)).toBe(day + MINUTE);
  expect(timeOn(whole, machine - 500)).toBe(day - MINUTE / 2);
});

it("a part that is left out takes no time, and every later instant comes so much sooner", () => {
  const shown = [9_999, 10_000, 19_000, 20_000, 21_000].map((ms) => timeOn(cut, machine + ms) - day);
  expect(shown).toEqual([9.999, 40, 49, 70, 71].map((minutes) => minutes * MINUTE));
});

it.each([-5, 0, 9, 40, 45, 70, 100])("minute %d is shown when the machine's clock shows what is said", (minute) => {
  const at = day + minute * MINUTE;
  expect(timeOn(cut, machineTime(cut, at))).toBe(at);
});

it("what is left out would have come when the clock jumps", () => {
  expect(machineTime(cut, day + 25 * MINUTE)).toBe(machine + 10_000);
  expect(machineTime(cut, day + 60 * MINUTE)).toBe(machine + 20_000);
});

it("what one process writes another reads", () => {
  expect(readClock(clockText(cut))).toEqual(cut);
});

it.each(["", "60", "{}", "null", clockText({ ...whole, rate: 0 }), '{"origin":1,"since":1,"rate":1}'])(
  "is no clock: %s",
  (text) => {
    expect(readClock(text)).toBeNull();
  },
);
