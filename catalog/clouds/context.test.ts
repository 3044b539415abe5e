import { describe, expect, test } from "vitest";
import { contextFigures } from "#catalog/clouds/context.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { figureProblems } from "#catalog/clouds/verify.ts";
import type { ContextFigure } from "#domain/hosting/cloud-provider.ts";
import { hhiBounds, nakamotoBounds, THETA } from "#domain/hosting/concentration.ts";

const figure = (id: string) => contextFigures.find((one) => one.id === id) as ContextFigure;
const market = figure("cloud-market-2025-q2");

describe("published figures", () => {
  test("have no problems: each has its denominator, its source and its date, or says why it has none", () => {
    expect(figureProblems(contextFigures, clouds)).toEqual([]);
  });

  test("of the cloud market are shares of spending, and bound the concentration as the methods say", () => {
    const shares = market.parts.flatMap(({ share }) => share ?? []);
    const { low, high } = hhiBounds(shares, market.remainder ?? Number.NaN);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.1469", "0.2838"]);
    expect(nakamotoBounds(shares, market.remainder ?? 0, THETA.half)).toEqual({ low: 2, high: 3 });
    expect(market.corrections[0]?.correction).toContain("spending");
  });

  test("of Ethereum's nodes keep the share apart from what failed, and the totals that press gives apart from one another", () => {
    const { parts, corrections } = figure("ethereum-execution-nodes-aws");
    expect(parts).toEqual([{ name: "On AWS", provider: "aws", share: 0.37, shareAlsoGiven: 0.36, count: 2368 }]);
    expect(corrections).toHaveLength(2);
    expect(figure("ethereum-execution-nodes-aws-earlier").parts[0]?.share?.toFixed(3)).toBe("0.358");
  });

  test("that are wrong are found", () => {
    const problems = (change: Partial<ContextFigure>) => figureProblems([{ ...market, ...change }], clouds);
    expect(problems({ remainder: 0.3 })[0]).toContain("its shares add up to 0.93");
    expect(problems({ sources: [] })).toEqual(["cloud-market-2025-q2: needs a source"]);
    expect(problems({ period: "summer" })[0]).toContain("must be a year, a quarter");
    expect(problems({ parts: market.parts.map((part) => ({ ...part, provider: "awz" })) })).toHaveLength(3);
    expect(figureProblems([market, market], clouds)).toEqual([`${market.id}: two figures are named ${market.id}`]);
  });
});
