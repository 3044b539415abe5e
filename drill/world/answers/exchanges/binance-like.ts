import { json, limit, pushed, routes, type StandIn, type View } from "#drill/world/answers/answer.ts";
import { pair, price, size } from "#drill/world/answers/exchanges/spelling.ts";
import type { Trade } from "#drill/world/market-model.ts";

const missing = () => json({ code: -1121, msg: "Invalid symbol." }, 400);

/** What Binance, Binance.US and MEXC write differently. */
interface Dialect {
  readonly venue: string;
  /** MEXC lists the newest trade first, Binance last. */
  readonly newestFirst: boolean;
}

function tradeJson({ id, at, price: p, size: s, side }: Trade, { newestFirst }: Dialect): unknown {
  const quoteQty = price(p * s, 8);
  const common = {
    price: price(p),
    qty: size(s),
    quoteQty,
    time: Math.floor(at),
    isBuyerMaker: side === "sell",
    isBestMatch: true,
  };
  return newestFirst ? { id: null, ...common, tradeType: side === "sell" ? "ASK" : "BID" } : { id, ...common };
}

/** The spot API that Binance made and others copied. */
function spotApi(dialect: Dialect): StandIn {
  const market = ({ model }: View) => model.market(dialect.venue);
  return routes(
    {
      "GET /api/v3/ping": () => json({}),
      "GET /api/v3/time": (_, { at }) => json({ serverTime: Math.floor(at) }),
      "GET /sapi/v1/system/status": (_, { halted }) =>
        json(halted ? { status: 1, msg: "system_maintenance" } : { status: 0, msg: "normal" }),
      "GET /api/v3/depth?symbol=BTCUSDT": (request, view) => {
        const { bids, asks } = market(view).book(view.at, limit(request, "limit"));
        return json({ lastUpdateId: market(view).sequence(view.at), bids: bids.map(pair), asks: asks.map(pair) });
      },
      "GET /api/v3/trades?symbol=BTCUSDT": (request, view) => {
        const trades = market(view).trades(view.at, limit(request, "limit"));
        return json((dialect.newestFirst ? trades : trades.reverse()).map((trade) => tradeJson(trade, dialect)));
      },
      "GET /api/v3/exchangeInfo?symbol=BTCUSDT": (_, { at, halted }) =>
        json({
          timezone: "UTC",
          serverTime: Math.floor(at),
          rateLimits: [{ rateLimitType: "REQUEST_WEIGHT", interval: "MINUTE", intervalNum: 1, limit: 6000 }],
          exchangeFilters: [],
          symbols: [
            {
              symbol: "BTCUSDT",
              status: halted ? "HALT" : "TRADING",
              baseAsset: "BTC",
              quoteAsset: "USDT",
              orderTypes: ["LIMIT", "LIMIT_MAKER", "MARKET"],
              isSpotTradingAllowed: !halted,
            },
          ],
        }),
    },
    missing,
  );
}

export const binance = spotApi({ venue: "binance", newestFirst: false });
export const binanceUs = spotApi({ venue: "binance-us", newestFirst: false });
export const mexc = spotApi({ venue: "mexc", newestFirst: true });

export const mexcContract = routes({
  "GET /api/v1/contract/ping": (_, { at }) => json({ success: true, code: 0, data: Math.floor(at) }),
});

/** Every trade as it happens, the newest one first to who has just connected. */
export const binanceStream = routes({
  "WS /ws/btcusdt@trade": (_, { at, model }) => {
    const [trade] = model.market("binance").trades(at, 1);
    if (!trade) return null;
    const time = Math.floor(trade.at);
    return pushed({
      e: "trade",
      E: time,
      s: "BTCUSDT",
      t: trade.id,
      p: price(trade.price),
      q: size(trade.size),
      T: time,
      m: trade.side === "sell",
      M: true,
    });
  },
});
