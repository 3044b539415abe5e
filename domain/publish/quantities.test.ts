import { describe, expect, it } from "vitest";
import { quantities as en } from "#domain/publish/quantities-en.ts";
import { quantities as ja } from "#domain/publish/quantities-ja.ts";

describe("a span has two units at most, the smaller one rounded", () => {
  it.each([
    [0, "under 1 s", "1秒未満"],
    [6.2, "6.2 s", "6.2秒"],
    [9.99, "10 s", "10秒"],
    [12, "12 s", "12秒"],
    [90, "90 s", "90秒"],
    [240, "4 min", "4分"],
    [38 * 60, "38 min", "38分"],
    [59.7 * 60, "1 h", "1時間"],
    [63 * 60, "1 h 3 min", "1時間3分"],
    [200 * 60, "3 h 20 min", "3時間20分"],
    [1_439.8 * 60, "1 d", "1日"],
    [52 * 3_600, "2 d 4 h", "2日4時間"],
  ])("%d s", (seconds, inEnglish, inJapanese) => {
    expect(en.span(seconds)).toBe(inEnglish);
    expect(ja.span(seconds)).toBe(inJapanese);
  });
});

describe("a duration has one unit", () => {
  it.each([
    [0, "0.0 s", "0.0秒"],
    [0.34, "0.3 s", "0.3秒"],
    [89.4, "89 s", "89秒"],
    [90, "2 min", "2分"],
    [5_399, "90 min", "90分"],
    [5_400, "2 h", "2時間"],
    [172_799, "48 h", "48時間"],
    [172_800, "2 days", "2日"],
  ])("%d s", (seconds, inEnglish, inJapanese) => {
    expect(en.duration(seconds)).toBe(inEnglish);
    expect(ja.duration(seconds)).toBe(inJapanese);
  });
});

describe("instants", () => {
  const at = Date.parse("2026-11-22T23:59:59Z");

  it("are those of UTC, wherever the machine stands", () => {
    // Whether the weekday has a comma is ICU's affair.
    expect(en.date(at).replace(",", "")).toBe("Sunday 22 November 2026");
    expect(ja.date(at)).toBe("2026年11月22日日曜日");
    expect([en.shortDate(at), ja.shortDate(at)]).toEqual(["22 Nov 2026", "2026年11月22日"]);
    expect([en.minute(at), ja.minute(at)]).toEqual(["2026-11-22 23:59", "2026年11月22日 23:59"]);
  });
});

describe("numbers and lists", () => {
  it("are written as each language writes them", () => {
    expect([en.number(1_234_567), ja.number(1_234_567)]).toEqual(["1,234,567", "1,234,567"]);
    const lists = [[], ["a"], ["a", "b"], ["a", "b", "c"]];
    expect(lists.map(en.list)).toEqual(["", "a", "a and b", "a, b and c"]);
    expect(lists.map(ja.list)).toEqual(["", "a", "a、b", "a、b、c"]);
  });
});
