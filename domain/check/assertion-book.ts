import { numberOf } from "#domain/check/assertion-number.ts";

/** Order books, in the shapes exchanges serve: `[price, size, ...]`, `{price}`, `{px}`, `{p}`, or one unit with both sides. */

type Side = "bid" | "ask";

/** Names of the price in an object level, the side's own name first: Upbit's unit carries both prices. */
const PRICE_KEYS: Readonly<Record<Side, readonly string[]>> = {
  bid: ["bid_price", "bidPrice", "price", "px", "p"],
  ask: ["ask_price", "askPrice", "price", "px", "p"],
};

function priceOf(level: unknown, side: Side): number | undefined {
  if (Array.isArray(level)) return numberOf(level[0]);
  if (typeof level !== "object" || level === null) return numberOf(level);
  for (const key of PRICE_KEYS[side]) {
    if (Object.hasOwn(level, key)) return numberOf((level as Record<string, unknown>)[key]);
  }
  return undefined;
}

/** The best price of a side whatever the order of its levels, or undefined when it is not a list of priced levels. */
function bestPrice(levels: unknown, side: Side): number | undefined {
  if (!Array.isArray(levels)) return undefined;
  let best: number | undefined;
  for (const level of levels) {
    const price = priceOf(level, side);
    if (price === undefined || price <= 0) return undefined;
    if (best === undefined || (side === "bid" ? price > best : price < best)) best = price;
  }
  return best;
}

/** Both best prices, and whether the best bid is truly below the best ask: equal prices should have traded. */
export function judgeBook(bids: unknown, asks: unknown): { readonly ok: boolean; readonly found: string } {
  const bid = bestPrice(bids, "bid");
  const ask = bestPrice(asks, "ask");
  const found = `best bid ${bid ?? "none"}, best ask ${ask ?? "none"}`;
  return { ok: bid !== undefined && ask !== undefined && bid < ask, found };
}
