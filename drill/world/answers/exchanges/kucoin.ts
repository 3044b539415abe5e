import { json, routes, type View } from "#drill/world/answers/answer.ts";
import { pair, price, size } from "#drill/world/answers/exchanges/spelling.ts";

const market = ({ model }: View) => model.market("kucoin");
const ok = (data: unknown) => json({ code: "200000", data });

export const kucoin = routes(
  {
    "GET /api/v1/status": (_, { halted }) =>
      ok({ status: halted ? "close" : "open", msg: halted ? "maintenance" : "" }),
    "GET /api/v1/timestamp": (_, { at }) => ok(Math.floor(at)),
    "GET /api/v1/market/orderbook/level2_20?symbol=BTC-USDT": (_, view) => {
      const { bids, asks } = market(view).book(view.at, 20);
      const sequence = String(market(view).sequence(view.at));
      return ok({ time: Math.floor(view.at), sequence, bids: bids.map(pair), asks: asks.map(pair) });
    },
    "GET /api/v1/market/histories?symbol=BTC-USDT": (_, view) =>
      ok(
        market(view)
          .trades(view.at, 20)
          .reverse()
          .map((t) => ({
            sequence: String(t.id),
            price: price(t.price),
            size: size(t.size),
            side: t.side,
            time: Math.floor(t.at) * 1_000_000,
          })),
      ),
    "GET /api/v2/symbols/BTC-USDT": (_, { halted }) =>
      ok({
        symbol: "BTC-USDT",
        name: "BTC-USDT",
        baseCurrency: "BTC",
        quoteCurrency: "USDT",
        market: "USDS",
        priceIncrement: "0.1",
        enableTrading: !halted,
        isMarginEnabled: true,
      }),
  },
  (request) => json({ code: "404", msg: "Not Found", path: request.url.pathname }, 404),
);
