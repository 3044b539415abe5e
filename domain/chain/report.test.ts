import { describe, expect, it } from "vitest";
import { freshReports, type HeadReport, headsByOperator } from "#domain/chain/report.ts";

const NOW = 1_000_000;

function seen(operator: string, height: number, rest: Partial<HeadReport> = {}): HeadReport {
  const checkId = `${operator}/chain/head`;
  return { operator, checkId, vantage: "here", observedAt: NOW - 10_000, height, expiresAt: NOW + 1, ...rest };
}

describe("heads by operator", () => {
  it("count an operator once, by its highest head, whatever its checks and vantages", () => {
    const heads = headsByOperator(
      [seen("b", 5), seen("a", 7, { vantage: "there" }), seen("a", 9, { checkId: "a/chain/other" }), seen("a", 8)],
      NOW,
    );
    expect(heads.map(({ operator, height }) => [operator, height])).toEqual([
      ["a", 9],
      ["b", 5],
    ]);
  });

  it("are the younger observation of two of one height", () => {
    const [head] = headsByOperator([seen("a", 9, { vantage: "there", observedAt: NOW - 5_000 }), seen("a", 9)], NOW);
    expect(head?.vantage).toBe("there");
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
