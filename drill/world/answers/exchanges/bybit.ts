import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { nanos, pair, price, seconds, size } from "#drill/world/answers/exchanges/spelling.ts";

const market = ({ model }: View) => model.market("bybit");
const ok = ({ now }: View, result: unknown) =>
  json({ retCode: 0, retMsg: "OK", result, retExtInfo: {}, time: Math.floor(now) });

function maintenance({ now, halted }: View): unknown {
  const begin = halted ? now - 60_000 : now - 9 * 86_400_000;
  return {
    id: "3f1c9a40-world",
    title: "System upgrade",
    state: halted ? "ongoing" : "completed",
    begin: String(Math.floor(begin)),
    end: String(Math.floor(begin + 3_600_000)),
    href: "",
    serviceTypes: [1, 2, 3],
    product: [1, 2],
    maintainType: 1,
    env: 1,
  };
}

export const bybit = routes(
  {
    "GET /v5/system/status": (_, view) => ok(view, { list: [maintenance(view)] }),
    "GET /v5/market/time": (_, view) => ok(view, { timeSecond: String(seconds(view.at)), timeNano: nanos(view.at) }),
    "GET /v5/market/orderbook?category=spot&symbol=BTCUSDT": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "limit"));
      const ts = Math.floor(view.at);
      const seq = market(view).sequence(ts);
      return ok(view, { s: "BTCUSDT", a: asks.map(pair), b: bids.map(pair), ts, u: seq, seq: seq * 3, cts: ts - 4 });
    },
    "GET /v5/market/recent-trade?category=spot&symbol=BTCUSDT": (request, view) =>
      ok(view, {
        category: "spot",
        list: market(view)
          .trades(view.at, limit(request, "limit"))
          .map((t) => ({
            execId: String(2_200_000_000_000 + t.id),
            symbol: "BTCUSDT",
            price: price(t.price),
            size: size(t.size, 6),
            side: t.side === "buy" ? "Buy" : "Sell",
            time: String(Math.floor(t.at)),
            isBlockTrade: false,
            isRPITrade: false,
          })),
      }),
    "GET /v5/market/instruments-info?category=spot&symbol=BTCUSDT": (_, view) =>
      ok(view, {
        category: "spot",
        list: [
          {
            symbol: "BTCUSDT",
            baseCoin: "BTC",
            quoteCoin: "USDT",
            innovation: "0",
            status: view.halted ? "PreLaunch" : "Trading",
            marginTrading: "utaOnly",
          },
        ],
      }),
  },
  () => json({ retCode: 404, retMsg: "Not Found" }, 404),
);
