import { json, routes } from "#drill/world/answers/answer.ts";
import { hex } from "#drill/world/answers/evm.ts";

const CURRENCIES = ["btc", "eth", "usd", "eur", "jpy", "gbp", "krw", "cny", "aud", "cad", "chf", "inr", "brl"];

export const metamaskPrices = routes({
  "GET /v1/supportedVsCurrencies": () => json(CURRENCIES),
});

export const metamaskTokens = routes({
  "GET /v3/chains/*/assets": () =>
    json({
      data: [{ assetId: "eip155:1/slip44:60", name: "Ether", symbol: "ETH", decimals: 18 }],
      count: 1,
      totalCount: 4210,
      pageInfo: { hasNextPage: true, endCursor: "MQ==" },
    }),
});

const RABBY_CHAINS = [
  ["eth", 1, "Ethereum"],
  ["base", 8453, "Base"],
  ["arb", 42_161, "Arbitrum"],
  ["matic", 137, "Polygon"],
] as const;

export const rabby = routes({
  "GET /v1/chain/list": () =>
    json(
      RABBY_CHAINS.map(([id, community_id, name]) => ({
        id,
        community_id,
        name,
        native_token_id: id,
        is_disabled: false,
      })),
    ),
  "GET /v1/wallet/gas_market": ({ url }, { model, at }) => {
    const id = url.searchParams.get("chain_id");
    if (!RABBY_CHAINS.some(([known]) => known === id)) return null;
    const base = 1_000_000_000 + (model.chain("ethereum").head(at) % 97) * 10_000_000;
    return json(
      ["slow", "normal", "fast"].map((level, i) => ({
        level,
        front_tx_count: 0,
        price: base * (1 + i / 5),
        estimated_seconds: [60, 30, 12][i],
        base_fee: base,
      })),
    );
  },
});

/** DeBank's paid API without a key. */
export const debankPro = routes({
  "GET /v1/chain/list": ({ headers }) =>
    headers.accesskey === undefined
      ? json({ message: "Unauthorized: no AccessKey in the header" }, 401)
      : json(RABBY_CHAINS.map(([id, community_id, name]) => ({ id, community_id, name, hex: hex(community_id) }))),
});
