import { describe, expect, it } from "vitest";
import { minuteAt, moveOf, playedTo } from "#components/replay/moves.ts";
import { clock, entry } from "#domain/replay/testing/entry.ts";

const window = { from: clock("06:00"), to: clock("12:00") };
const replay = {
  window,
  entries: [entry("06:48"), entry("07:11", { id: "2" }), entry("09:00", { id: "3" }), entry(null, { id: "4" })],
};
const seek = (text: string) => ({ kind: "seek", at: clock(text) });

describe("keys move through the minutes", () => {
  it.each([
    ["ArrowRight", "07:00", "07:01"],
    ["ArrowLeft", "07:00", "06:59"],
    ["PageUp", "07:00", "07:15"],
    ["PageDown", "07:00", "06:45"],
    ["Home", "07:00", "06:00"],
    ["End", "07:00", "12:00"],
    [".", "06:48", "07:11"],
    [",", "07:11", "06:48"],
    ["1", "07:00", "06:48"],
    ["5", "06:00", "07:11"],
    ["9", "07:00", "09:00"],
  ])("%s at %s leads to %s", (key, at, to) => {
    expect(moveOf(key, clock(at), replay)).toEqual(seek(to));
  });

  it("never beyond an end, and past the last entry to where one is", () => {
    expect(moveOf("ArrowLeft", clock("06:00"), replay)).toEqual(seek("06:00"));
    expect(moveOf("PageUp", clock("12:00"), replay)).toEqual(seek("12:00"));
    expect(moveOf(".", clock("09:00"), replay)).toEqual(seek("09:00"));
  });

  it("others play, choose rows, or are not the player's", () => {
    expect(
      ["Space", " ", "ArrowDown", "ArrowUp", "Enter", "Escape", "a", "0"].map((key) => moveOf(key, 0, replay)),
    ).toEqual([
      null,
      { kind: "toggle" },
      { kind: "row", by: 1 },
      { kind: "row", by: -1 },
      { kind: "select" },
      { kind: "clear" },
      null,
      null,
    ]);
  });
});

it("next and previous lead on from entries that were measured to the second", () => {
  const measured = {
    window,
    entries: [entry(null, { at: clock("06:48") + 30_000 }), entry(null, { id: "2", at: clock("07:11") + 1_000 })],
  };
  expect(moveOf(".", clock("06:00"), measured)).toEqual(seek("06:49"));
  expect(moveOf(".", clock("06:49"), measured)).toEqual(seek("07:12"));
  expect(moveOf(",", clock("07:12"), measured)).toEqual(seek("06:49"));
  expect(moveOf("9", clock("06:00"), measured)).toEqual(seek("07:12"));
});

it("playing passes as many milliseconds as the speed says, and stops at the end", () => {
  expect(playedTo(clock("07:00"), 1_000, 60, window)).toBe(clock("07:01"));
  expect(playedTo(clock("11:59"), 60_000, 300, window)).toBe(clock("12:00"));
});

it("a share of the overview is its nearest minute", () => {
  expect(minuteAt(0.5, window)).toBe(clock("09:00"));
  expect(minuteAt(-1, window)).toBe(clock("06:00"));
  expect(minuteAt(2, window)).toBe(clock("12:00"));
});
