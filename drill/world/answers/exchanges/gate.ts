import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { pair, price, seconds, size } from "#drill/world/answers/exchanges/spelling.ts";

const market = ({ model }: View) => model.market("gate");

export const gate = routes(
  {
    "GET /api/v4/spot/time": (_, { at }) => json({ server_time: Math.floor(at) }),
    "GET /api/v4/spot/order_book?currency_pair=BTC_USDT": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "limit"));
      const at = Math.floor(view.at);
      return json({
        id: market(view).sequence(at),
        current: at,
        update: at - 40,
        asks: asks.map(pair),
        bids: bids.map(pair),
      });
    },
    "GET /api/v4/spot/trades?currency_pair=BTC_USDT": (request, view) =>
      json(
        market(view)
          .trades(view.at, limit(request, "limit"))
          .map((t) => ({
            id: String(t.id),
            create_time: String(seconds(t.at)),
            create_time_ms: t.at.toFixed(6),
            currency_pair: "BTC_USDT",
            side: t.side,
            amount: size(t.size),
            price: price(t.price),
            sequence_id: String(t.id),
          })),
      ),
    "GET /api/v4/spot/currency_pairs/BTC_USDT": (_, { halted }) =>
      json({
        id: "BTC_USDT",
        base: "BTC",
        quote: "USDT",
        fee: "0.2",
        min_quote_amount: "3",
        amount_precision: 6,
        precision: 1,
        trade_status: halted ? "untradable" : "tradable",
        sell_start: 0,
        buy_start: 0,
      }),
  },
  () => json({ label: "NOT_FOUND", message: "Request path not found" }, 404),
);
