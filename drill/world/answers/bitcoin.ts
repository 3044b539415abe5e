import {
  type Answer,
  type Handler,
  json,
  routes,
  rpcError,
  rpcResult,
  segment,
  text,
  type View,
} from "#drill/world/answers/answer.ts";
import type { Block, Chain } from "#drill/world/chain-model.ts";
import { hex64, pick } from "#drill/world/seed.ts";

const seconds = (ms: number): number => Math.floor(ms / 1000);

function chainAt(view: View): { chain: Chain; tip: Block } {
  const chain = view.model.chain("bitcoin");
  return { chain, tip: chain.block(chain.head(view.at)) };
}

/** The newest blocks, newest first. */
function newest(view: View, count: number): Block[] {
  const { chain, tip } = chainAt(view);
  return Array.from({ length: count }, (_, i) => chain.block(tip.number - i));
}

/** A block as Esplora shows it; mempool.space adds `extras`. */
function esploraBlock({ number, hash, parentHash, timeMs }: Block): Record<string, unknown> {
  return {
    id: hash,
    height: number,
    version: 0x20000000,
    timestamp: seconds(timeMs),
    tx_count: 1800 + pick(3000, "txs", "bitcoin", number),
    size: 1_200_000 + pick(600_000, "size", "bitcoin", number),
    weight: 3_990_000 + pick(3000, "weight", "bitcoin", number),
    merkle_root: hex64("merkle", number),
    previousblockhash: parentHash,
    mediantime: seconds(timeMs) - 3000,
    nonce: pick(4_000_000_000, "nonce", number),
    bits: 386_000_000,
    difficulty: 148_000_000_000_000,
  };
}

function esploraApi(prefix: string): Record<string, Handler> {
  return {
    [`GET ${prefix}/blocks/tip/height`]: (_, view) => text(String(chainAt(view).tip.number)),
    [`GET ${prefix}/blocks/tip/hash`]: (_, view) => text(chainAt(view).tip.hash),
    [`GET ${prefix}/blocks`]: (_, view) => json(newest(view, 10).map(esploraBlock)),
    [`GET ${prefix}/block-height/*`]: (request, view) => {
      const { chain, tip } = chainAt(view);
      const height = Number(segment(request, prefix.split("/").length));
      if (!Number.isInteger(height) || height < 0 || height > tip.number) return text("Block not found", 404);
      return text(chain.block(height).hash);
    },
  };
}

const noSuchPath = (): Answer => text("endpoint does not exist", 404);

export const blockstream = routes(esploraApi("/api"), noSuchPath);

export const mempoolSpace = routes(
  {
    "GET /api/v1/blocks": (_, view) =>
      json(
        newest(view, 15).map((block) => ({
          ...esploraBlock(block),
          extras: { reward: 312_500_000 + pick(9_000_000, "fees", block.number), pool: { id: 1, name: "World Pool" } },
        })),
      ),
    "GET /api/v1/difficulty-adjustment": (_, view) => {
      const done = chainAt(view).tip.number % 2016;
      return json({ progressPercent: (done / 2016) * 100, remainingBlocks: 2016 - done, timeAvg: 600_000 });
    },
    ...esploraApi("/api"),
  },
  noSuchPath,
);

export const blockchainInfo = routes({
  "GET /latestblock": (_, view) => {
    const { tip } = chainAt(view);
    return json({
      hash: tip.hash,
      time: seconds(tip.timeMs),
      block_index: tip.number,
      height: tip.number,
      txIndexes: [],
    });
  },
  "GET /q/getblockcount": (_, view) => text(String(chainAt(view).tip.number)),
  "GET /q/latesthash": (_, view) => text(chainAt(view).tip.hash),
});

export const blockcypher = routes({
  "GET /v1/btc/main": (_, view) => {
    const { tip } = chainAt(view);
    return json({
      name: "BTC.main",
      height: tip.number,
      hash: tip.hash,
      time: new Date(tip.timeMs).toISOString(),
      latest_url: `https://api.blockcypher.com/v1/btc/main/blocks/${tip.hash}`,
      previous_hash: tip.parentHash,
      peer_count: 242,
      unconfirmed_count: 6100,
      high_fee_per_kb: 9100,
      medium_fee_per_kb: 4100,
      low_fee_per_kb: 2100,
    });
  },
});

/** Answers Bitcoin Core's JSON-RPC. */
export const bitcoinRpc: Handler = ({ rpc }, view) => {
  if (!rpc) return null;
  const { chain, tip } = chainAt(view);
  switch (rpc.method) {
    case "getblockcount":
      return rpcResult(rpc, tip.number);
    case "getbestblockhash":
      return rpcResult(rpc, tip.hash);
    case "getblockhash": {
      const height = rpc.params[0];
      if (typeof height !== "number" || height < 0 || height > tip.number)
        return rpcError(rpc, -8, "Block height out of range", 500);
      return rpcResult(rpc, chain.block(height).hash);
    }
    case "getblockheader":
    case "getblock": {
      const block = newest(view, 30).find(({ hash }) => hash === rpc.params[0]);
      if (!block) return rpcError(rpc, -5, "Block not found", 500);
      const { number, hash, parentHash, timeMs } = block;
      return rpcResult(rpc, {
        hash,
        confirmations: tip.number - number + 1,
        height: number,
        time: seconds(timeMs),
        previousblockhash: parentHash,
      });
    }
    case "getblockchaininfo":
      return rpcResult(rpc, {
        chain: "main",
        blocks: tip.number,
        headers: tip.number,
        bestblockhash: tip.hash,
        time: seconds(tip.timeMs),
        mediantime: seconds(tip.timeMs) - 3000,
        verificationprogress: 0.99999,
        initialblockdownload: false,
        pruned: false,
        warnings: [],
      });
    default:
      return null;
  }
};
