import { json, routes, type View } from "#drill/world/answers/answer.ts";
import { pair, price, seconds, size } from "#drill/world/answers/exchanges/spelling.ts";

const market = ({ model }: View) => model.market("bitstamp");

export const bitstamp = routes(
  {
    "GET /api/v2/order_book/btcusd/": (_, view) => {
      const { bids, asks } = market(view).book(view.at, 25);
      const microtimestamp = `${Math.floor(view.at)}000`;
      return json({ timestamp: String(seconds(view.at)), microtimestamp, bids: bids.map(pair), asks: asks.map(pair) });
    },
    "GET /api/v2/transactions/btcusd/": (_, view) =>
      json(
        market(view)
          .trades(view.at, 30)
          .map((t) => ({
            date: String(seconds(t.at)),
            tid: String(t.id),
            price: price(t.price, 0),
            type: t.side === "buy" ? "0" : "1",
            amount: size(t.size),
          })),
      ),
    "GET /api/v2/trading-pairs-info/": (_, { halted }) =>
      json([
        { name: "BTC/USD", url_symbol: "btcusd", trading: halted ? "Disabled" : "Enabled", minimum_order: "10 USD" },
      ]),
    "GET /api/v2/markets/": (_, { halted }) =>
      json([
        { name: "BTC/USD", market_symbol: "btcusd", trading: halted ? "Disabled" : "Enabled", market_type: "SPOT" },
      ]),
  },
  () => json({ status: "error", reason: "Not found", code: "API0404" }, 404),
);
