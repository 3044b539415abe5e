import type { EpochMs } from "#domain/time.ts";
import { pick, unit } from "#drill/world/seed.ts";

/** One executed trade. */
export interface Trade {
  readonly id: number;
  readonly at: EpochMs;
  readonly price: number;
  readonly size: number;
  readonly side: "buy" | "sell";
}

/** Price and size, best first. */
export type Level = readonly [price: number, size: number];

/** One venue's BTC market. */
export interface Market {
  mid(at: EpochMs): number;
  /** Bids falling and asks rising around the middle, never crossed. */
  book(at: EpochMs, depth: number): { readonly bids: Level[]; readonly asks: Level[] };
  /** The newest trades, newest first. */
  trades(at: EpochMs, count: number): Trade[];
  /** A number that grows ten times a second: update ids, sequences, message numbers. */
  sequence(at: EpochMs): number;
}

/** A trade about every this many milliseconds. */
const TRADE_MS = 1300;
const KRW_PER_USD = 1390;

/** A made-up price: waves of several lengths around a level nobody should mistake for a quote. */
function usdPrice(at: EpochMs): number {
  const hours = at / 3_600_000;
  const waves = Math.sin(hours / 37) * 4200 + Math.sin(hours / 5.3) * 700 + Math.sin(hours * 1.9) * 90;
  return 96_000 + waves + Math.sin(hours * 61) * 8;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function tradeOf(venue: string, n: number, price: number): Trade {
  return {
    id: n,
    at: n * TRADE_MS + pick(TRADE_MS - 200, "trade", venue, n),
    price,
    size: round(0.0002 + unit("size", venue, n) ** 4 * 0.8, 8),
    side: unit("side", venue, n) < 0.5 ? "buy" : "sell",
  };
}

/** The market of a venue. Venues differ a little in price, as real ones do. */
export function marketOf(venue: string, quote: "USD" | "KRW" = "USD"): Market {
  const skew = 1 + (unit("skew", venue) - 0.5) / 2500;
  const scale = quote === "KRW" ? KRW_PER_USD : 1;
  const tick = quote === "KRW" ? 1000 : 0.1;
  const toTick = (price: number): number => round(Math.round(price / tick) * tick, 2);
  const mid = (at: EpochMs): number => usdPrice(at) * skew * scale;
  const base = pick(900_000_000, "sequence", venue);
  return {
    mid,
    sequence: (at) => base + Math.floor((at - Date.UTC(2025, 0, 1)) / 100),
    book(at, depth) {
      const level = (side: 1 | -1, i: number): Level => [
        toTick(mid(at)) + side * round(tick * (1 + i * 3), 2),
        round(0.01 + unit("level", venue, side, i, Math.floor(at / 700)) * 2.4, 5),
      ];
      const side = (sign: 1 | -1): Level[] =>
        Array.from({ length: depth }, (_, i) => level(sign, i)).map(([price, size]) => [round(price, 2), size]);
      return { bids: side(-1), asks: side(1) };
    },
    trades(at, count) {
      const newest = Math.floor(at / TRADE_MS);
      const found: Trade[] = [];
      for (let n = newest; found.length < count; n--) {
        const trade = tradeOf(venue, n, toTick(mid(n * TRADE_MS)));
        if (trade.at <= at) found.push(trade);
      }
      return found;
    },
  };
}
