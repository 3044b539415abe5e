import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";
import { page } from "#catalog/templates-web.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import { openTestWorld, type TestWorld } from "#drill/testing/world.ts";

const url = (path: string) => `https://api.newcomer.example${path}`;

/** An exchange that somebody has just added, and for which nobody has written a stand-in. */
const newcomer: ServiceSpec = {
  slug: "newcomer",
  name: "Newcomer",
  kind: "exchange",
  homepage: "https://newcomer.example",
  lifecycle: { state: "active" },
  statusPage: { url: null, kind: "none", apiUrl: null, verified: "recalled" },
  hosting: [],
  components: [
    {
      slug: "api",
      name: "API",
      layer: "access",
      checks: [
        serverTime({ verified: "docs", url: url("/time"), path: "$.data.now", unit: "epoch_ms" }),
        orderBook({
          verified: "docs",
          url: url("/book?pair=BTCUSD"),
          bids: "$.result.*.bids",
          asks: "$.result.*.asks",
          also: [
            { op: "len_eq", path: "$.error", value: 0 },
            { op: "changes_within_s", path: "$.result.sequence", value: 30 },
          ],
          age: { path: "$.result.*.bids[0][2]", unit: "epoch_s", warnS: 15, critS: 60 },
        }),
        latestTrade({
          verified: "docs",
          url: url("/trades"),
          path: "$[-1].at",
          unit: "iso8601",
          warnS: 60,
          critS: 300,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
        }),
        tradingMode({
          verified: "docs",
          url: url("/market"),
          mode: "$.state",
          assertions: [
            { op: "in", path: "$.state", value: ["open"] },
            { op: "eq", path: "$.halted", value: false },
          ],
        }),
        page({ verified: "docs", url: "https://newcomer.example/" }),
        {
          slug: "stream",
          proves: "Trades are pushed",
          signal: "market_liveness",
          tier: "aux",
          intervalS: 60,
          request: { probe: "websocket", url: "wss://push.newcomer.example/feed", send: { subscribe: "trades" } },
          assertions: [{ op: "eq", path: "$.channel", value: "trades" }],
          freshness: { fact: "last_trade_age_s", path: "$.data[0].at", unit: "epoch_ms", warnS: 60, critS: 300 },
          verified: "docs",
        },
      ],
    },
  ],
};

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld({ catalog: { ...ownCatalog, services: [newcomer] } });
});
afterAll(() => test.stop());

describe("a service without a stand-in", () => {
  it("gets answers made from its checks' own rules, which the product takes, and they are told apart", async () => {
    for (const { id } of test.checks) expect(await test.seen(id), id).toBe("ok");
    expect(test.world.status().unanswered).toEqual([]);
    expect(test.world.status().madeUp).toContain("GET api.newcomer.example/book");
    expect(test.world.status().madeUp).toContain("WS push.newcomer.example/feed");
  });

  it("can fail like any other", async () => {
    for (const [check, fault] of [
      ["time", "payload.stale"],
      ["book", "payload.schema"],
      ["trades", "payload.stale"],
      ["book", "tcp.refused"],
      ["stream", "payload.stale"],
      ["stream", "ws.closed"],
      ["stream", "ws.silent"],
    ] as const) {
      expect(await test.world.fail(`newcomer/api/${check}`, fault)).not.toHaveProperty("refusal");
      expect(await test.seen(`newcomer/api/${check}`)).toBe(fault);
      await test.world.heal();
    }
  });
});
