import { json, routes, type View } from "#drill/world/answers/answer.ts";
import { price, size } from "#drill/world/answers/exchanges/spelling.ts";
import type { Level } from "#drill/world/market-model.ts";
import { hex64 } from "#drill/world/seed.ts";

const market = ({ model }: View) => model.market("hyperliquid");

function book(view: View): unknown {
  const { bids, asks } = market(view).book(view.at, 20);
  const level = ([p, s]: Level) => ({ px: price(p, 1), sz: size(s, 5), n: 4 });
  return { coin: "BTC", time: Math.floor(view.at), levels: [bids.map(level), asks.map(level)] };
}

function recentTrades(view: View): unknown {
  return market(view)
    .trades(view.at, 10)
    .map((t) => ({
      coin: "BTC",
      side: t.side === "buy" ? "B" : "A",
      px: price(t.price, 1),
      sz: size(t.size, 5),
      time: Math.floor(t.at),
      hash: `0x${hex64("hyperliquid", t.id)}`,
      tid: t.id,
      users: [`0x${hex64("buyer", t.id).slice(0, 40)}`, `0x${hex64("seller", t.id).slice(0, 40)}`],
    }));
}

/** One path for everything: the body says what is asked. */
export const hyperliquid = routes(
  {
    "POST /info": ({ json: body }, view) => {
      const { type, coin } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
      if (type === "exchangeStatus")
        return json({ time: Math.floor(view.at), specialStatuses: view.halted ? ["halted"] : null });
      if (coin !== "BTC") return null;
      if (type === "l2Book") return json(book(view));
      return type === "recentTrades" ? json(recentTrades(view)) : null;
    },
  },
  () => json("Failed to deserialize the JSON body into the target type", 422),
);
