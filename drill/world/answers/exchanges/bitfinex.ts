import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";

const market = ({ model }: View) => model.market("bitfinex");

export const bitfinex = routes(
  {
    "GET /v2/platform/status": (_, { halted }) => json([halted ? 0 : 1]),
    "GET /v2/book/tBTCUSD/P0": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "len", 25));
      return json([...bids.map(([p, s]) => [p, 3, s]), ...asks.map(([p, s]) => [p, 2, -s])]);
    },
    "GET /v2/trades/tBTCUSD/hist": (request, view) =>
      json(
        market(view)
          .trades(view.at, limit(request, "limit"))
          .map((t) => [t.id, Math.floor(t.at), t.side === "buy" ? t.size : -t.size, t.price]),
      ),
  },
  () => json(["error", 10_020, "endpoint: not found"], 404),
);
