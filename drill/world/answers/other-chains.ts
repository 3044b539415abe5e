import {
  type Handler,
  json,
  routes,
  rpcError,
  rpcResult,
  type StandIn,
  segment,
  text,
  type View,
} from "#drill/world/answers/answer.ts";
import type { Block } from "#drill/world/chain-model.ts";
import { hex64, pick } from "#drill/world/seed.ts";

const seconds = (ms: number): number => Math.floor(ms / 1000);

function headOf(slug: string, { at, model }: View): Block {
  const chain = model.chain(slug);
  return chain.block(chain.head(at));
}

/** Starknet: `l1_accepted` is behind by the hours that proving takes. */
export const starknetRpc: Handler = ({ rpc }, view) => {
  if (!rpc) return null;
  const chain = view.model.chain("starknet");
  const behind = rpc.params[0] === "l1_accepted" ? 3 * 3_600_000 : 0;
  const { number, hash, parentHash, timeMs } = chain.block(chain.head(view.at - behind));
  switch (rpc.method) {
    case "starknet_blockNumber":
      return rpcResult(rpc, number);
    case "starknet_chainId":
      return rpcResult(rpc, "0x534e5f4d41494e");
    case "starknet_syncing":
      return rpcResult(rpc, false);
    case "starknet_specVersion":
      return rpcResult(rpc, "0.9.0");
    case "starknet_getBlockWithTxHashes":
      return rpcResult(rpc, {
        status: behind ? "ACCEPTED_ON_L1" : "ACCEPTED_ON_L2",
        block_hash: `0x0${hash.slice(1)}`,
        parent_hash: `0x0${parentHash.slice(1)}`,
        block_number: number,
        new_root: `0x0${hex64("root", number).slice(1)}`,
        timestamp: seconds(timeMs),
        sequencer_address: `0x0${hex64("sequencer").slice(1)}`,
        starknet_version: "0.14.0",
        transactions: [`0x0${hex64("starknet tx", number).slice(1)}`],
      });
    default:
      return null;
  }
};

/** Lotus. Filecoin also speaks Ethereum's dialect: that is the chain's EVM stand-in. */
export const filecoinRpc: Handler = ({ rpc }, view) => {
  if (!rpc?.method.startsWith("Filecoin.")) return null;
  const { number, hash, timeMs } = headOf("filecoin", view);
  const cid = (kind: string) => ({ "/": `bafy2bzace${hex64(kind, number).slice(0, 52)}` });
  switch (rpc.method) {
    case "Filecoin.ChainHead":
      return rpcResult(rpc, {
        Cids: [cid("block")],
        Blocks: [
          {
            Miner: "f01234567",
            Height: number,
            Timestamp: seconds(timeMs),
            ParentStateRoot: cid("state"),
            Ticket: { VRFProof: hash },
          },
        ],
        Height: number,
      });
    case "Filecoin.Version":
      return rpcResult(rpc, { Version: "1.33.0+mainnet", APIVersion: 131_840, BlockDelay: 30 });
    default:
      return rpcError(rpc, -32601, `method '${rpc.method}' not found`);
  }
};

/** A CometBFT node's RPC: akash, dydx and every other chain built on it. */
export function cometRpc(slug: string, network: string): StandIn {
  return routes({
    "GET /status": (request, view) => {
      const { number, hash, timeMs } = headOf(slug, view);
      return json({
        jsonrpc: "2.0",
        id: -1,
        result: {
          node_info: {
            id: hex64("node", request.host).slice(0, 40),
            network,
            version: "0.38.17",
            moniker: request.host,
          },
          sync_info: {
            latest_block_hash: hash.toUpperCase(),
            latest_app_hash: hex64("app", slug, number).toUpperCase(),
            latest_block_height: String(number),
            latest_block_time: new Date(timeMs).toISOString(),
            catching_up: view.halted,
          },
          validator_info: { address: hex64("validator", request.host).slice(0, 40).toUpperCase(), voting_power: "0" },
        },
      });
    },
    "GET /health": () => json({ jsonrpc: "2.0", id: -1, result: {} }),
  });
}

/** Polygon's consensus layer, through its Cosmos REST gateway. */
export const heimdall = routes({
  "GET /cosmos/base/tendermint/v1beta1/blocks/latest": (_, view) => {
    const { number, hash, timeMs } = headOf("heimdall", view);
    return json({
      block_id: { hash: Buffer.from(hash, "hex").toString("base64") },
      block: {
        header: { chain_id: "heimdallv2-137", height: String(number), time: new Date(timeMs).toISOString() },
        data: { txs: [] },
      },
    });
  },
});

export const akashConsole = routes({
  "GET /v1/blockchain-status": (_, view) => json({ isReachable: true, latestHeight: headOf("akash", view).number }),
  "GET /v1/status": (_, view) => json({ version: "3.1.0", time: new Date(view.now).toISOString() }),
});

const base64Url = (hash: string): string => Buffer.from(hash + hash.slice(0, 32), "hex").toString("base64url");

/** An Arweave node or gateway. */
export const arweave = routes(
  {
    "GET /info": (_, view) => {
      const { number, hash } = headOf("arweave", view);
      return json({
        network: "arweave.N.1",
        version: 5,
        release: 87,
        height: number,
        current: base64Url(hash),
        blocks: number + 1,
        peers: 310,
        queue_length: 0,
        node_state_latency: 2,
      });
    },
    "GET /height": (_, view) => text(String(headOf("arweave", view).number)),
    "GET /block/current": (_, view) => json(arweaveBlock(headOf("arweave", view))),
    "GET /block/height/*": (request, view) => {
      const height = Number(segment(request, 2));
      if (!Number.isInteger(height) || height > headOf("arweave", view).number) return text("Block not found.", 404);
      return json(arweaveBlock(view.model.chain("arweave").block(height)));
    },
  },
  () => text("Not Found", 404),
);

function arweaveBlock({ number, hash, parentHash, timeMs }: Block): unknown {
  return {
    nonce: hex64("nonce", number).slice(0, 43),
    previous_block: base64Url(parentHash),
    timestamp: seconds(timeMs),
    indep_hash: base64Url(hash),
    height: number,
    txs: [],
    weave_size: String(190_000_000_000_000 + number * 90_000_000),
    block_size: String(pick(2_000_000_000, "size", number)),
  };
}

export const icpDashboard = routes({
  "GET /api/v3/metrics/block-rate": (_, view) =>
    json({ block_rate: [[seconds(view.at), String(30 + pick(900, "icp", seconds(view.at)) / 100)]] }),
});

/** A boundary node answers its status in CBOR: a map with the root key and the health of the replica. */
export const icpBoundary = routes({
  "GET /api/v2/status": () => ({
    status: 200,
    type: "application/cbor",
    body: `\u0019replica_health_status healthy root_key ${hex64("icp root key")}${hex64("icp root key 2")}`,
  }),
});
