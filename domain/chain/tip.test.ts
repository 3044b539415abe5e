import { describe, expect, it } from "vitest";
import type { HeadReport } from "#domain/chain/report.ts";
import { type BehindBook, isBehindTip, stepBehind, stepTip } from "#domain/chain/tip.ts";

const MINUTE = 60_000;

function seen(operator: string, height: number, minute: number): HeadReport {
  const observedAt = minute * MINUTE;
  const checkId = `${operator}/chain/tip`;
  return { operator, checkId, vantage: "here", observedAt, height, expiresAt: observedAt + 3 * MINUTE };
}

function head(report: HeadReport) {
  return { report, stillS: 0, blockAt: report.observedAt, staleSince: null, isConfirmedStale: false };
}

/** The book after one check was seen at those heights, minute by minute. */
function watch(tips: readonly number[], heights: readonly number[]): { book: BehindBook; report: HeadReport } {
  let book: BehindBook = {};
  heights.forEach((height, minute) => {
    book = stepBehind(book, [seen("x", height, minute)], { height: tips[minute] ?? 0, at: 0 });
  });
  return { book, report: seen("x", heights.at(-1) ?? 0, heights.length - 1) };
}

function isBehind(tips: readonly number[], heights: readonly number[]): boolean {
  const { book, report } = watch(tips, heights);
  return isBehindTip(book, report);
}

const row = (length: number, height: number) => Array.from({ length }, () => height);

describe("an operator behind the tip", () => {
  it("may be one block behind for 20 minutes and two for 5", () => {
    expect(isBehind(row(21, 9), row(21, 8))).toBe(false);
    expect(isBehind(row(22, 9), row(22, 8))).toBe(true);
    expect(isBehind(row(6, 9), row(6, 7))).toBe(false);
    expect(isBehind(row(7, 9), row(7, 7))).toBe(true);
  });

  it("is two behind only since the second block was missed", () => {
    const tips = [...row(10, 9), ...row(6, 10)];
    expect(isBehind(tips, row(16, 8))).toBe(false);
    expect(isBehind([...tips, 10], row(17, 8))).toBe(true);
  });

  it("starts anew when it has caught up", () => {
    expect(isBehind(row(25, 9), [...row(10, 8), 9, ...row(14, 8)])).toBe(false);
  });

  it("is not whoever was asked before the block was known", () => {
    const tip = { height: 9, at: 5 * MINUTE };
    expect(stepBehind({}, [seen("x", 8, 4)], tip)).toEqual({});
    expect(stepBehind({}, [seen("x", 8, 5)], tip)).toEqual({ "x/chain/tip@here": { one: 5 * MINUTE, two: null } });
  });
});

describe("the tip", () => {
  it("is known from when the quorum had it, and keeps that instant", () => {
    const heads = [seen("a", 9, 3), seen("b", 9, 5), seen("c", 8, 6)].map(head);
    const tip = stepTip(null, heads);
    expect(tip).toEqual({ height: 9, at: 5 * MINUTE });
    expect(stepTip(tip, [seen("a", 9, 8), seen("b", 9, 9), seen("c", 9, 9)].map(head))).toEqual(tip);
  });

  it("of two operators is the higher one's", () => {
    expect(stepTip(null, [seen("a", 9, 3), seen("b", 8, 5)].map(head))).toEqual({ height: 9, at: 3 * MINUTE });
    expect(stepTip(null, [])).toBeNull();
  });
});
