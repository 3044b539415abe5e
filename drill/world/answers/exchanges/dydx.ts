import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { iso, price } from "#drill/world/answers/exchanges/spelling.ts";
import type { Level } from "#drill/world/market-model.ts";
import { hex64 } from "#drill/world/seed.ts";

const market = ({ model }: View) => model.market("dydx");

function head({ at, model }: View) {
  const chain = model.chain("dydx");
  return chain.block(chain.head(at));
}

/** The indexer: a web service beside the chain, with a clock and a height of its own. */
export const dydxIndexer = routes(
  {
    "GET /v4/height": (_, view) => json({ height: String(head(view).number), time: iso(head(view).timeMs) }),
    "GET /v4/time": (_, { at }) => json({ iso: iso(at), epoch: at / 1000 }),
    "GET /v4/orderbooks/perpetualMarket/BTC-USD": (_, view) => {
      const { bids, asks } = market(view).book(view.at, 20);
      const level = ([p, s]: Level) => ({ price: price(p, 0), size: s.toFixed(4) });
      return json({ bids: bids.map(([p, s]) => level([p - 1, s])), asks: asks.map(([p, s]) => level([p + 1, s])) });
    },
    "GET /v4/trades/perpetualMarket/BTC-USD": (request, view) =>
      json({
        trades: market(view)
          .trades(view.at, limit(request, "limit"))
          .map((t) => ({
            id: hex64("dydx", t.id).slice(0, 24),
            side: t.side.toUpperCase(),
            size: t.size.toFixed(4),
            price: price(t.price, 0),
            type: "LIMIT",
            createdAt: iso(t.at),
            createdAtHeight: String(head({ ...view, at: t.at }).number),
          })),
      }),
    "GET /v4/perpetualMarkets?market=BTC-USD": (_, view) =>
      json({
        markets: {
          "BTC-USD": {
            clobPairId: "0",
            ticker: "BTC-USD",
            status: view.halted ? "PAUSED" : "ACTIVE",
            oraclePrice: price(market(view).mid(view.at), 1),
            nextFundingRate: "0.0000025",
            initialMarginFraction: "0.02",
            maintenanceMarginFraction: "0.012",
            openInterest: "402.1",
            atomicResolution: -10,
          },
        },
      }),
  },
  () => json({ errors: [{ msg: "Not found" }] }, 404),
);
