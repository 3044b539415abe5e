import { describe, expect, it } from "vitest";
import { bestReports, freshReports, type HeadReport } from "#domain/chain/report.ts";

const NOW = 1_000_000;

function seen(operator: string, height: number, rest: Partial<HeadReport> = {}): HeadReport {
  const checkId = `${operator}/chain/head`;
  return { operator, checkId, vantage: "here", observedAt: NOW - 10_000, height, expiresAt: NOW + 1, ...rest };
}

describe("the best reports", () => {
  it("count an operator once at each vantage, by the highest that its checks show there", () => {
    const best = bestReports(
      [seen("b", 5), seen("a", 7, { vantage: "there" }), seen("a", 9, { checkId: "a/chain/other" }), seen("a", 8)],
      NOW,
    );
    expect(best.map(({ operator, vantage, height }) => [operator, vantage, height])).toEqual([
      ["a", "here", 9],
      ["a", "there", 7],
      ["b", "here", 5],
    ]);
  });

  it("are the younger observation of two of one height", () => {
    const younger = seen("a", 9, { checkId: "a/chain/other", observedAt: NOW - 5_000 });
    expect(bestReports([younger, seen("a", 9)], NOW)).toEqual([younger]);
  });

  it("forget what has expired, to the millisecond", () => {
    expect(freshReports([seen("a", 9, { expiresAt: NOW }), seen("b", 9, { expiresAt: NOW + 1 })], NOW)).toHaveLength(1);
  });

  it("take no height that is none for an answer", () => {
    expect(
      freshReports(
        [0, -1, 1.5, Number.NaN, Infinity].map((height) => seen("a", height)),
        NOW,
      ),
    ).toEqual([]);
  });
});
