import { type Answer, json, routes, type StandIn, type View } from "#drill/world/answers/answer.ts";
import { hex } from "#drill/world/answers/evm.ts";
import type { Block } from "#drill/world/chain-model.ts";
import { pick } from "#drill/world/seed.ts";

function newest(slug: string, { at, model }: View, count: number): Block[] {
  const chain = model.chain(slug);
  const head = chain.head(at);
  return Array.from({ length: count }, (_, i) => chain.block(head - i));
}

/** A Blockscout instance: its index of one chain. */
export function blockscout(slug: string): StandIn {
  return routes({
    "GET /api/v2/main-page/blocks": (_, view) =>
      json(
        newest(slug, view, 4).map(({ number, hash, parentHash, timeMs }) => ({
          height: number,
          hash: `0x${hash}`,
          parent_hash: `0x${parentHash}`,
          timestamp: new Date(timeMs).toISOString().replace("Z", "000Z"),
          transactions_count: pick(200, "txs", slug, number),
          gas_used: String(2_000_000 + pick(20_000_000, "gas", slug, number)),
          type: "block",
        })),
      ),
    "GET /api/v2/stats": (_, view) =>
      json({
        total_blocks: String(newest(slug, view, 1)[0]?.number ?? 0),
        average_block_time: 2000,
        total_addresses: "1000000",
      }),
    "GET /api/health": (_, view) => {
      const [block] = newest(slug, view, 1);
      return json({ healthy: true, metadata: { blocks: { db: { latest_block_number: String(block?.number ?? 0) } } } });
    },
  });
}

const notOk = (result: string): Answer => json({ status: "0", message: "NOTOK", result });

/** Etherscan's API for every chain it knows, by chain id. Its proxy module answers as a node would. */
export function etherscan(key: string, chainSlugs: ReadonlyMap<string, string>): StandIn {
  return routes(
    {
      "GET /v2/api?module=proxy&action=eth_blockNumber": ({ url }, view) => {
        const slug = chainSlugs.get(url.searchParams.get("chainid") ?? "");
        if (!slug) return notOk("Missing or unsupported chainid parameter");
        if (url.searchParams.get("apikey") !== key) return notOk("Invalid API Key");
        return json({ jsonrpc: "2.0", id: 83, result: hex(newest(slug, view, 1)[0]?.number ?? 0) });
      },
    },
    () => notOk("Error! Missing Or invalid Action name"),
  );
}

export const zksyncExplorer = routes({
  "GET /api?module=block&action=eth_block_number": (_, view) =>
    json({ jsonrpc: "2.0", result: hex(newest("zksync", view, 1)[0]?.number ?? 0), id: 1 }),
  "GET /blocks": (_, view) =>
    json({
      items: newest("zksync", view, 3).map(({ number, hash, timeMs }) => ({
        number,
        hash: `0x${hash}`,
        timestamp: new Date(timeMs).toISOString(),
      })),
      meta: { totalItems: 10_000, itemCount: 3, currentPage: 1 },
    }),
});
