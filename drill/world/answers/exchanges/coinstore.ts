import { json, limit, opened, routes, type View } from "#drill/world/answers/answer.ts";
import { pair, price, seconds, size } from "#drill/world/answers/exchanges/spelling.ts";
import { unit } from "#drill/world/seed.ts";

const market = ({ model }: View) => model.market("coinstore");
const ok = (data: unknown) => json({ data, code: 0 });
const COINS = ["BTC", "ETH", "SOL", "XRP", "BNB", "DOGE", "ADA", "TRX", "LINK", "AVAX", "DOT", "LTC"];

export const coinstore = routes(
  {
    "GET /api/v1/market/depth/BTCUSDT": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "depth"));
      return ok({ channel: "4@snapshot_depth@5", level: "5", symbol: "BTCUSDT", b: bids.map(pair), a: asks.map(pair) });
    },
    "GET /api/v1/market/trade/BTCUSDT": (request, view) =>
      ok(
        market(view)
          .trades(view.at, limit(request, "size"))
          .map((t) => ({
            channel: "4@trade",
            time: seconds(t.at),
            ts: Math.floor(t.at),
            volume: size(t.size),
            price: price(t.price),
            symbol: "BTCUSDT",
            tradeId: t.id,
            takerSide: t.side.toUpperCase(),
            seq: t.id,
          })),
      ),
    "GET /api/v1/market/tickers": (_, view) => {
      const btc = market(view).mid(view.at);
      return ok(
        COINS.map((coin, i) => ({
          symbol: `${coin}USDT`,
          close: price(coin === "BTC" ? btc : (btc / 9 ** i) * (0.8 + unit("ticker", coin) / 2), 6),
          volume: size(1000 * (i + 1), 2),
        })),
      );
    },
  },
  () => json({ message: "not found", code: 404 }, 404),
);

/** It says nothing before it is asked. */
export const coinstoreSocket = routes({ "WS /s/ws": () => opened() });
