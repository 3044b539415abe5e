import { json, limit, pushed, routes, type View } from "#drill/world/answers/answer.ts";
import { iso, price, seconds, size } from "#drill/world/answers/exchanges/spelling.ts";
import type { Level } from "#drill/world/market-model.ts";

const market = ({ model }: View) => model.market("kraken");
const ok = (result: unknown) => json({ error: [], result });

/** Kraken names the pair by its old asset codes in the answer, whatever it was asked. */
const PAIR = "XXBTZUSD";

export const kraken = routes(
  {
    "GET /0/public/SystemStatus": (_, { at, halted }) =>
      ok({ status: halted ? "maintenance" : "online", timestamp: iso(seconds(at) * 1000).replace(".000", "") }),
    "GET /0/public/Time": (_, { at }) =>
      ok({ unixtime: seconds(at), rfc1123: new Date(at).toUTCString().replace("GMT", "+0000") }),
    "GET /0/public/Depth?pair=XBTUSD": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "count"));
      const level = ([p, s]: Level, i: number) => [price(p, 5), size(s, 3), seconds(view.at) - i];
      return ok({ [PAIR]: { asks: asks.map(level), bids: bids.map(level) } });
    },
    "GET /0/public/Trades?pair=XBTUSD": (request, view) => {
      const trades = market(view).trades(view.at, limit(request, "count")).reverse();
      const rows = trades.map((t) => [price(t.price, 5), size(t.size), t.at / 1000, t.side[0], "l", "", t.id]);
      return ok({ [PAIR]: rows, last: `${Math.floor(trades.at(-1)?.at ?? 0)}000000` });
    },
  },
  () => json({ error: ["EGeneral:Unknown method"] }, 404),
);

/** The second WebSocket API: who connects is told the system's status at once. */
export const krakenSocket = routes({
  "WS /v2": (_, { halted }) =>
    pushed({
      channel: "status",
      type: "update",
      data: [
        { api_version: "v2", connection_id: 1_741_036, system: halted ? "maintenance" : "online", version: "2.0.10" },
      ],
    }),
});
