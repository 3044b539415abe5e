import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";
import { nanos, price, size } from "#drill/world/answers/exchanges/spelling.ts";
import type { Level } from "#drill/world/market-model.ts";

const market = ({ model }: View) => model.market("crypto-com");
const ok = (method: string, result: unknown) => json({ id: -1, method, code: 0, result });

export const cryptoCom = routes(
  {
    "GET /exchange/v1/public/get-book?instrument_name=BTC_USDT": (request, view) => {
      const depth = limit(request, "depth");
      const { bids, asks } = market(view).book(view.at, depth);
      const level = ([p, s]: Level) => [price(p), size(s, 5), "2"];
      const t = Math.floor(view.at);
      const data = [{ bids: bids.map(level), asks: asks.map(level), t, tt: t - 3, u: market(view).sequence(t) }];
      return ok("public/get-book", { depth, data, instrument_name: "BTC_USDT" });
    },
    "GET /exchange/v1/public/get-trades?instrument_name=BTC_USDT": (request, view) =>
      ok("public/get-trades", {
        data: market(view)
          .trades(view.at, limit(request, "count"))
          .map((t) => ({
            d: String(t.id),
            t: Math.floor(t.at),
            tn: nanos(t.at),
            q: size(t.size, 5),
            p: price(t.price),
            s: t.side.toUpperCase(),
            i: "BTC_USDT",
            m: String(t.id),
          })),
      }),
    "GET /exchange/v1/public/get-announcements": (_, view) =>
      ok("public/get-announcements", {
        data: [
          {
            id: "w1",
            category: "system",
            title: "A notice of the world",
            content: "Nothing is happening.",
            announced_at: Math.floor(view.at) - 86_400_000,
            impacted_params: { spot_trading_impacted: "NO_IMPACT" },
          },
        ],
      }),
  },
  () => json({ id: -1, code: 40_003, message: "Invalid or missing parameter" }, 400),
);
