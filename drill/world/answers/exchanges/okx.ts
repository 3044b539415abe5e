import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { price, size } from "#drill/world/answers/exchanges/spelling.ts";
import type { Level } from "#drill/world/market-model.ts";

const market = ({ model }: View) => model.market("okx");
const ok = (data: readonly unknown[]) => json({ code: "0", msg: "", data });
const stamp = (at: number): string => String(Math.floor(at));

export const okx = routes(
  {
    "GET /api/v5/system/status": (_, { now, halted }) =>
      ok([
        {
          title: halted ? "Trading system: urgent maintenance" : "Trading system upgrade",
          state: halted ? "ongoing" : "scheduled",
          begin: stamp(halted ? now - 60_000 : now + 5 * 86_400_000),
          end: stamp(now + 6 * 86_400_000),
          serviceType: "5",
          system: "unified",
          maintType: "1",
          env: "1",
        },
      ]),
    "GET /api/v5/public/time": (_, { at }) => ok([{ ts: stamp(at) }]),
    "GET /api/v5/market/books?instId=BTC-USDT": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "sz"));
      const level = ([p, s]: Level) => [price(p, 1), size(s), "0", "2"];
      return ok([
        { asks: asks.map(level), bids: bids.map(level), ts: stamp(view.at), seqId: market(view).sequence(view.at) },
      ]);
    },
    "GET /api/v5/market/trades?instId=BTC-USDT": (request, view) =>
      ok(
        market(view)
          .trades(view.at, limit(request, "limit"))
          .map((t) => ({
            instId: "BTC-USDT",
            tradeId: String(t.id),
            px: price(t.price, 1),
            sz: size(t.size),
            side: t.side,
            ts: stamp(t.at),
          })),
      ),
    "GET /api/v5/public/instruments?instType=SPOT&instId=BTC-USDT": (_, { halted }) =>
      ok([
        {
          instType: "SPOT",
          instId: "BTC-USDT",
          baseCcy: "BTC",
          quoteCcy: "USDT",
          tickSz: "0.1",
          lotSz: "0.00000001",
          minSz: "0.00001",
          ruleType: "normal",
          state: halted ? "suspend" : "live",
        },
      ]),
  },
  () => json({ code: "404", msg: "Not Found", data: [] }, 404),
);
