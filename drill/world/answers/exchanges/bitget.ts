import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { pair, price, size } from "#drill/world/answers/exchanges/spelling.ts";

const market = ({ model }: View) => model.market("bitget");
const ok = ({ now }: View, data: unknown) =>
  json({ code: "00000", msg: "success", requestTime: Math.floor(now), data });
const stamp = (at: number): string => String(Math.floor(at));

export const bitget = routes(
  {
    "GET /api/v2/public/time": (_, view) => ok(view, { serverTime: stamp(view.at) }),
    "GET /api/v2/spot/market/orderbook?symbol=BTCUSDT": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "limit"));
      return ok(view, { asks: asks.map(pair), bids: bids.map(pair), ts: stamp(view.at) });
    },
    "GET /api/v2/spot/market/fills?symbol=BTCUSDT": (request, view) =>
      ok(
        view,
        market(view)
          .trades(view.at, limit(request, "limit"))
          .map((t) => ({
            symbol: "BTCUSDT",
            tradeId: String(t.id),
            side: t.side,
            price: price(t.price),
            size: size(t.size),
            ts: stamp(t.at),
          })),
      ),
    "GET /api/v2/spot/public/symbols?symbol=BTCUSDT": (_, view) =>
      ok(view, [
        {
          symbol: "BTCUSDT",
          baseCoin: "BTC",
          quoteCoin: "USDT",
          minTradeUSDT: "1",
          pricePrecision: "2",
          status: view.halted ? "halt" : "online",
        },
      ]),
  },
  () => json({ code: "40404", msg: "Request URL NOT FOUND", requestTime: 0, data: null }, 404),
);
