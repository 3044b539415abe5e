import { describe, expect, it } from "vitest";
import { ticksOf } from "#components/strata/axis.ts";
import { lanesOf } from "#components/strata/lanes.ts";
import { wordsOf } from "#components/words/words.ts";
import { RANGE_NAMES, RANGES, windowOf } from "#domain/timeline/range.ts";
import type { Band } from "#domain/timeline/timeline.ts";

const words = wordsOf("en");
const NOW = Date.parse("2026-11-22T14:32:05Z");
const MINUTE = 60_000;
const window = windowOf("2h", NOW);
const at = (minute: number) => window.from + minute * MINUTE;

const band = (onset: number, said: number | null, resolved: number | null = null, more: Partial<Band> = {}): Band => ({
  event: "evt",
  provider: "aws",
  region: "us-east-1",
  title: "Errors",
  from: at(onset),
  to: NOW,
  onset: { at: at(onset), by: "measured", bracketed: false },
  saidAt: said === null ? null : at(said),
  leadIn: null,
  saidResolvedAt: resolved === null ? null : at(resolved),
  hits: 2,
  ...more,
});
const lanes = (...bands: Band[]) => lanesOf({ bands, window, unitMs: MINUTE }, words);

describe("the labels above the picture", () => {
  it("stand left of their lines in the right part, the latest in the highest lane, below the title", () => {
    expect(lanes(band(106, 115)).map(({ kind, y, anchor, text }) => [kind, y, anchor, text])).toEqual([
      ["title", 13, "end", "AWS us\u2011east\u20111"],
      ["said", 27, "end", "AWS said so 14:28"],
      ["onset", 43, "end", "first failure seen 14:19"],
    ]);
  });

  it("stand right of their lines in the left part, the earliest in the highest lane", () => {
    expect(lanes(band(10, 20)).map(({ kind, y, anchor }) => [kind, y, anchor])).toEqual([
      ["title", 13, "start"],
      ["onset", 27, "start"],
      ["said", 43, "start"],
    ]);
  });

  it("are so placed that no line crosses one: each line begins below what is beside it", () => {
    for (const [onset, said] of [
      [10, 12],
      [30, 110],
      [60, 61],
      [110, 118],
    ] as const) {
      const labels = lanes(band(onset, said));
      for (const { line } of labels) {
        for (const other of labels) {
          if (line === null || other.line === line || other.line === null) continue;
          // No label is wider than this share of the plot.
          const reach = other.anchor === "end" ? other.x - line.x : line.x - other.x;
          const isBeside = reach > 0 && reach < 25;
          expect(!isBeside || line.from > other.y - 12, `${onset} ${said}`).toBe(true);
        }
      }
    }
  });

  it("are three at most: of an event that is over its title makes room, of a second event there is only the title", () => {
    expect(lanes(band(50, 60, 100)).map(({ text }) => text)).toEqual([
      "AWS said resolved 14:13",
      "AWS said so 13:33",
      "first failure seen 13:23",
    ]);
    const second = band(2, 3, null, { event: "two", provider: "gcp", region: null, to: at(6) });
    expect(lanes(band(110, 115), second).map(({ kind }) => kind)).toEqual(["title", "title", "said", "onset"]);
    expect(lanes(band(110, 115), band(100, 101, null, { event: "two" })).map(({ kind }) => kind)).toEqual([
      "title",
      "said",
      "onset",
    ]);
    expect(lanes()).toEqual([]);
  });

  it("say of an onset how it is known: seen, seen by, or told", () => {
    const bracketed = band(60, null, null, { onset: { at: at(60), by: "measured", bracketed: true } });
    expect(lanes(bracketed).map(({ text }) => text)).toContain("first failure seen by 13:33");
    const told = band(60, 70, null, { onset: { at: at(60), by: "told", bracketed: false } });
    expect(lanes(told).map(({ text }) => text)).toContain("AWS us\u2011east\u20111: began 13:33");
    const post = band(60, 60, null, { onset: { at: at(60), by: "told", bracketed: false } });
    expect(lanes(post).map(({ kind }) => kind)).toEqual(["title", "said"]);
  });

  it("hold foreign words short and on one line", () => {
    const [title] = lanes(band(106, 115, null, { title: `x\u202e${"y".repeat(200)}\n<b>` }));
    expect(title?.more).toMatch(/^: xy+…$/);
    expect(title?.more.length).toBeLessThan(56);
  });
});

it("no tick stands where the edge or the label of the present is", () => {
  for (const range of RANGE_NAMES) {
    for (let minute = 0; minute < 60; minute += 7) {
      const now = NOW + minute * MINUTE;
      const { unitMs, tickMs } = RANGES[range];
      for (const { x } of ticksOf({ window: windowOf(range, now), unitMs }, tickMs, words)) {
        const right = unitMs >= 3_600_000 ? 93 : 86.5;
        expect(Number.parseFloat(x) >= 4.5 && Number.parseFloat(x) <= right, `${range} ${x}`).toBe(true);
      }
    }
  }
  expect(
    ticksOf({ window: windowOf("7d", NOW), unitMs: 3_600_000 }, RANGES["7d"].tickMs, words).map(({ label }) => label),
  ).toContain("17 Nov");
  expect(
    ticksOf({ window, unitMs: MINUTE }, RANGES["2h"].tickMs, words)
      .filter(({ isDesk }) => !isDesk)
      .map(({ label }) => label),
  ).toEqual(["13:45", "14:00", "14:15"]);
});
