import { json, limit, routes, type View } from "#drill/world/answers/answer.ts";

const market = ({ model }: View) => model.market("htx");

/** The spot API, still on Huobi's old host. */
export const htxSpot = routes(
  {
    "GET /v2/market-status": (_, { now, halted }) =>
      json({
        code: 200,
        message: "success",
        data: halted
          ? {
              marketStatus: 2,
              haltStartTime: Math.floor(now - 60_000),
              haltEndTime: Math.floor(now + 3_600_000),
              haltReason: 1,
              affectedSymbols: "all",
            }
          : { marketStatus: 1 },
      }),
    "GET /v1/common/timestamp": (_, { at }) => json({ status: "ok", data: Math.floor(at) }),
    "GET /market/depth?symbol=btcusdt&type=step0": (request, view) => {
      const { bids, asks } = market(view).book(view.at, limit(request, "depth"));
      const ts = Math.floor(view.at);
      return json({
        ch: "market.btcusdt.depth.step0",
        status: "ok",
        ts,
        tick: { bids, asks, ts: ts - 12, version: market(view).sequence(ts) },
      });
    },
    "GET /market/history/trade?symbol=btcusdt": (request, view) => {
      const data = market(view)
        .trades(view.at, limit(request, "size"))
        .map((t) => {
          const ts = Math.floor(t.at);
          const fill = { id: t.id * 10, ts, "trade-id": t.id, amount: t.size, price: t.price, direction: t.side };
          return { id: t.id, ts, data: [fill] };
        });
      return json({ ch: "market.btcusdt.trade.detail", status: "ok", ts: Math.floor(view.at), data });
    },
  },
  () =>
    json(
      { status: "error", "err-code": "base-not-found", "err-msg": "The requested path does not exist", data: null },
      404,
    ),
);

export const htxContracts = routes({
  "GET /heartbeat/": (_, { at, halted }) => {
    const beat = halted ? 0 : 1;
    const data = {
      heartbeat: beat,
      estimated_recovery_time: null,
      swap_heartbeat: beat,
      swap_estimated_recovery_time: null,
      linear_swap_heartbeat: beat,
      linear_swap_estimated_recovery_time: null,
    };
    return json({ status: "ok", data, ts: Math.floor(at) });
  },
});
