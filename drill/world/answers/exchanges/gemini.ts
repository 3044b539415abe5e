import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { price, seconds, size } from "#drill/world/answers/exchanges/spelling.ts";
import type { Level } from "#drill/world/market-model.ts";

const market = ({ model }: View) => model.market("gemini");

export const gemini = routes(
  {
    "GET /v1/book/btcusd": (request, view) => {
      const level = ([p, s]: Level) => ({ price: price(p), amount: size(s), timestamp: String(seconds(view.at)) });
      const { bids } = market(view).book(view.at, limit(request, "limit_bids"));
      const { asks } = market(view).book(view.at, limit(request, "limit_asks"));
      return json({ bids: bids.map(level), asks: asks.map(level) });
    },
    "GET /v1/trades/btcusd": (request, view) =>
      json(
        market(view)
          .trades(view.at, limit(request, "limit_trades"))
          .map((t) => ({
            timestamp: seconds(t.at),
            timestampms: Math.floor(t.at),
            tid: t.id,
            price: price(t.price),
            amount: size(t.size),
            exchange: "gemini",
            type: t.side,
          })),
      ),
    "GET /v1/symbols/details/btcusd": (_, { halted }) =>
      json({
        symbol: "BTCUSD",
        base_currency: "BTC",
        quote_currency: "USD",
        tick_size: 1e-8,
        quote_increment: 0.01,
        min_order_size: "0.00001",
        status: halted ? "closed" : "open",
        wrap_enabled: false,
      }),
  },
  () => json({ result: "error", reason: "EndpointNotFound", message: "API entry point not found" }, 404),
);
