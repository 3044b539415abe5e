import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { iso, isoMicros, pair, price, seconds, size } from "#drill/world/answers/exchanges/spelling.ts";
import { hex64 } from "#drill/world/seed.ts";

const market = ({ model }: View) => model.market("coinbase");

/** Coinbase Exchange: the matching engine's own API. */
export const coinbaseExchange = routes(
  {
    "GET /time": (_, { at }) => json({ iso: iso(at), epoch: at / 1000 }),
    "GET /products/BTC-USD/book": (_, view) => {
      const { bids, asks } = market(view).book(view.at, 1);
      const level = (one: readonly [number, number]) => [...pair(one), 3];
      return json({
        bids: bids.map(level),
        asks: asks.map(level),
        sequence: market(view).sequence(view.at),
        auction_mode: false,
        auction: null,
        time: isoMicros(view.at),
      });
    },
    "GET /products/BTC-USD/trades": (request, view) =>
      json(
        market(view)
          .trades(view.at, limit(request, "limit"))
          .map((trade) => ({
            trade_id: trade.id,
            side: trade.side,
            size: size(trade.size),
            price: price(trade.price),
            time: isoMicros(trade.at),
          })),
      ),
    "GET /products/BTC-USD": (_, { halted }) =>
      json({
        id: "BTC-USD",
        base_currency: "BTC",
        quote_currency: "USD",
        quote_increment: "0.01",
        base_increment: "0.00000001",
        display_name: "BTC-USD",
        min_market_funds: "1",
        margin_enabled: false,
        post_only: false,
        limit_only: false,
        cancel_only: false,
        status: "online",
        status_message: halted ? "Trading is disabled" : "",
        trading_disabled: halted,
        fx_stablecoin: false,
        auction_mode: false,
      }),
  },
  () => json({ message: "NotFound" }, 404),
);

/** The Advanced Trade and retail APIs on one host. */
export const coinbaseRetail = routes(
  {
    "GET /api/v3/brokerage/time": (_, { at }) =>
      json({ iso: iso(seconds(at) * 1000), epochSeconds: String(seconds(at)), epochMillis: String(Math.floor(at)) }),
    "GET /api/v3/brokerage/market/products/BTC-USD/ticker": (request, view) => {
      const { bids, asks } = market(view).book(view.at, 1);
      return json({
        trades: market(view)
          .trades(view.at, limit(request, "limit"))
          .map((trade) => ({
            trade_id: String(trade.id),
            product_id: "BTC-USD",
            price: price(trade.price),
            size: size(trade.size),
            time: isoMicros(trade.at),
            side: trade.side.toUpperCase(),
            exchange: "coinbase",
          })),
        best_bid: price(bids[0]?.[0] ?? 0),
        best_ask: price(asks[0]?.[0] ?? 0),
      });
    },
    "GET /api/v3/brokerage/market/products/BTC-USD": (_, view) =>
      json({
        product_id: "BTC-USD",
        price: price(market(view).mid(view.at)),
        base_name: "Bitcoin",
        quote_name: "US Dollar",
        watched: false,
        is_disabled: false,
        new: false,
        status: "online",
        cancel_only: false,
        limit_only: false,
        post_only: false,
        trading_disabled: view.halted,
        auction_mode: false,
        product_type: "SPOT",
        base_currency_id: "BTC",
        quote_currency_id: "USD",
        view_only: false,
      }),
    "GET /v2/time": (_, { at }) =>
      json({ data: { iso: iso(seconds(at) * 1000).replace(".000", ""), epoch: seconds(at) } }),
  },
  (request) => json({ error: "NOT_FOUND", message: "Not found", request_id: hex64(request.target).slice(0, 16) }, 404),
);
