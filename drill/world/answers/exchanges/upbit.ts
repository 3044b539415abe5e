import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { iso } from "#drill/world/answers/exchanges/spelling.ts";

const market = ({ model }: View) => model.market("upbit", "KRW");

export const upbit = routes(
  {
    "GET /v1/orderbook?markets=KRW-BTC": (_, view) => {
      const { bids, asks } = market(view).book(view.at, 15);
      const units = bids.map(([bidPrice, bidSize], i) => ({
        ask_price: asks[i]?.[0] ?? 0,
        bid_price: bidPrice,
        ask_size: asks[i]?.[1] ?? 0,
        bid_size: bidSize,
      }));
      const total = (of: "ask_size" | "bid_size") => units.reduce((sum, one) => sum + one[of], 0);
      return json([
        {
          market: "KRW-BTC",
          timestamp: Math.floor(view.at),
          total_ask_size: total("ask_size"),
          total_bid_size: total("bid_size"),
          orderbook_units: units,
          level: 0,
        },
      ]);
    },
    "GET /v1/trades/ticks?market=KRW-BTC": (request, view) =>
      json(
        market(view)
          .trades(view.at, limit(request, "count"))
          .map((t) => ({
            market: "KRW-BTC",
            trade_date_utc: iso(t.at).slice(0, 10),
            trade_time_utc: iso(t.at).slice(11, 19),
            timestamp: Math.floor(t.at),
            trade_price: t.price,
            trade_volume: t.size,
            ask_bid: t.side === "sell" ? "ASK" : "BID",
            sequential_id: Math.floor(t.at) * 10_000,
          })),
      ),
  },
  () => json({ error: { name: 404, message: "Code not found" } }, 404),
);
