import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chains } from "#catalog/chains.ts";
import { HaltableChain, steadyChain } from "#drill/world/chain-model.ts";
import { marketOf } from "#drill/world/market-model.ts";
import { createModel } from "#drill/world/model.ts";

const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
const MINUTE = 60_000;

describe("a modelled chain", () => {
  it.each(chains.map((spec) => [spec.slug, spec] as const))(
    "%s: the head is the newest block that has been produced",
    (_, spec) => {
      const chain = steadyChain(spec);
      fc.assert(
        fc.property(instant, (at) => {
          const head = chain.head(at);
          expect(chain.block(head).timeMs).toBeLessThanOrEqual(at);
          expect(chain.block(head + 1).timeMs).toBeGreaterThan(at);
          expect(chain.block(head + 1).parentHash).toBe(chain.block(head).hash);
        }),
        { numRuns: 40 },
      );
    },
  );

  it("bitcoin finds a block every ten minutes on average, and never waits as long as a check would mind", () => {
    const chain = steadyChain({ slug: "bitcoin", blockTimeS: 600 });
    const from = Date.UTC(2026, 5, 1);
    const [first, last] = [chain.head(from), chain.head(from + 30 * 86_400_000)];
    expect(last - first).toBeGreaterThan(30 * 144 - 3);
    expect(last - first).toBeLessThan(30 * 144 + 3);
    const times = Array.from({ length: last - first }, (_, i) => chain.block(first + i).timeMs);
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(90 * MINUTE);
    expect(Math.max(...gaps)).toBeGreaterThan(30 * MINUTE);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  });

  it("stands still while it is halted, and goes on from there: no block appears for the time it slept", () => {
    const start = Date.UTC(2026, 5, 1);
    const chain = new HaltableChain(steadyChain({ slug: "base", blockTimeS: 2 }));
    const before = chain.head(start);
    chain.freeze(start);
    expect(chain.head(start + 10 * MINUTE)).toBe(before);
    chain.resume(start + 10 * MINUTE, true);
    expect(chain.head(start + 10 * MINUTE)).toBe(before);
    expect(chain.head(start + 11 * MINUTE)).toBe(before + 30);
    const next = chain.block(before + 1);
    expect(next.timeMs).toBeGreaterThan(start + 10 * MINUTE);
    expect(chain.block(before).timeMs).toBeLessThanOrEqual(start);
    // A second halt adds to the first.
    chain.freeze(start + 20 * MINUTE);
    chain.resume(start + 25 * MINUTE, true);
    expect(chain.head(start + 25 * MINUTE)).toBe(before + 300);
    expect(chain.block(chain.head(start + 26 * MINUTE)).timeMs).toBeGreaterThan(start + 25 * MINUTE);
  });

  it("is the same in every world", () => {
    const [one, other] = [createModel(chains).chain("ethereum"), createModel(chains).chain("ethereum")];
    expect(one.block(24_500_000)).toEqual(other.block(24_500_000));
    expect(one.block(24_500_000).hash).not.toBe(one.block(24_500_001).hash);
  });
});

describe("a modelled market", () => {
  it("has a book that is never crossed, trades that are never from the future, and numbers that only grow", () => {
    fc.assert(
      fc.property(instant, fc.constantFrom("kraken", "binance", "upbit"), (at, venue) => {
        const market = marketOf(venue, venue === "upbit" ? "KRW" : "USD");
        const { bids, asks } = market.book(at, 10);
        expect(Math.max(...bids.map(([price]) => price))).toBeLessThan(Math.min(...asks.map(([price]) => price)));
        const trades = market.trades(at, 5);
        expect(trades).toHaveLength(5);
        expect(trades.every((trade) => trade.at <= at && trade.at > at - 15_000 && trade.size > 0)).toBe(true);
        expect(trades.map(({ id }) => id)).toEqual(trades.map(({ id }) => id).sort((a, b) => b - a));
        expect(market.sequence(at + 1_000)).toBeGreaterThan(market.sequence(at));
      }),
      { numRuns: 100 },
    );
  });
});
