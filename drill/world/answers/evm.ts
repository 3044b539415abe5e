import type { ChainSpec } from "#domain/check/service.ts";
import type { EpochMs } from "#domain/time.ts";
import { type Answer, type Handler, rpcError, rpcResult, type View } from "#drill/world/answers/answer.ts";
import type { Block, Chain } from "#drill/world/chain-model.ts";
import type { RpcCall } from "#drill/world/request.ts";
import { hex64, pick } from "#drill/world/seed.ts";

/** How far `safe` and `finalized` are behind the head, in seconds. Chains that settle slowly have their own line. */
const BEHIND: Record<string, { readonly safe: number; readonly finalized: number }> = {
  ethereum: { safe: 384, finalized: 768 },
  polygon: { safe: 4, finalized: 10 },
  bsc: { safe: 1, finalized: 3 },
  avalanche: { safe: 1, finalized: 2 },
  linea: { safe: 900, finalized: 3600 },
  scroll: { safe: 900, finalized: 3600 },
};
const BEHIND_USUALLY = { safe: 180, finalized: 900 };

export const hex = (value: number): string => `0x${Math.max(0, Math.floor(value)).toString(16)}`;
const seconds = (ms: EpochMs): number => Math.floor(ms / 1000);

/** The full shape of a block without its transactions. */
export function blockJson(slug: string, block: Block): Record<string, unknown> {
  const { number, hash, parentHash, timeMs } = block;
  const gasUsed = 2_000_000 + pick(20_000_000, "gas", slug, number);
  return {
    baseFeePerGas: hex(1_000_000 + pick(90_000_000, "fee", slug, number)),
    difficulty: "0x0",
    extraData: "0x",
    gasLimit: "0x3938700",
    gasUsed: hex(gasUsed),
    hash: `0x${hash}`,
    logsBloom: `0x${"0".repeat(512)}`,
    miner: `0x${hex64("miner", slug, number % 97).slice(0, 40)}`,
    mixHash: `0x${hex64("mix", slug, number)}`,
    nonce: "0x0000000000000000",
    number: hex(number),
    parentHash: `0x${parentHash}`,
    receiptsRoot: `0x${hex64("receipts", slug, number)}`,
    sha3Uncles: "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
    size: hex(900 + pick(90_000, "size", slug, number)),
    stateRoot: `0x${hex64("state", slug, number)}`,
    timestamp: hex(seconds(timeMs)),
    transactions: Array.from({ length: pick(6, "txs", slug, number) }, (_, i) => `0x${hex64("tx", slug, number, i)}`),
    transactionsRoot: `0x${hex64("transactions", slug, number)}`,
    uncles: [],
    withdrawals: [],
  };
}

/** The height that a block tag or hex number means, or null for neither. */
function heightOf(tag: unknown, slug: string, chain: Chain, at: EpochMs): number | null {
  const behind = BEHIND[slug] ?? BEHIND_USUALLY;
  const head = chain.head(at);
  if (tag === "latest" || tag === "pending") return tag === "latest" ? head : head + 1;
  if (tag === "safe") return Math.min(head, chain.head(at - behind.safe * 1000));
  if (tag === "finalized") return Math.min(head, chain.head(at - behind.finalized * 1000));
  if (tag === "earliest") return 0;
  return typeof tag === "string" && /^0x[0-9a-f]{1,13}$/i.test(tag) ? Number.parseInt(tag, 16) : null;
}

function getBlock(call: RpcCall, slug: string, chain: Chain, at: EpochMs): Answer {
  const tag = call.params[0];
  const height = heightOf(tag, slug, chain, at);
  if (height === null) return rpcError(call, -32602, "invalid argument 0: hex string or block tag expected");
  const head = chain.head(at);
  if (tag === "pending") return rpcResult(call, { ...blockJson(slug, chain.block(head + 1)), hash: null, miner: null });
  return rpcResult(call, height > head ? null : blockJson(slug, chain.block(height)));
}

const word = (value: number): string => Math.floor(value).toString(16).padStart(64, "0");
const LATEST_ROUND_DATA = "0xfeaf968c";
/** Chainlink's ETH/USD proxy on Ethereum: every other feed asked for here is a sequencer's uptime flag. */
const ETH_USD = "0x5f4ec3df9cbd43714fe2740f5e3616155c5b8419";

/** latestRoundData(): round, answer, startedAt, updatedAt, answeredInRound, each in a word of 32 bytes. */
function roundData(to: string, { at, now, halted, model }: View): string {
  if (to === ETH_USD) {
    const updated = seconds(at - (at % 1_200_000));
    return [9200 + updated / 1200, model.market("chainlink").mid(at) * 3_400_000, updated, updated, 9200]
      .map(word)
      .join("");
  }
  const since = halted ? seconds(now - 60_000) : seconds(at) - 20 * 86_400;
  return [42, halted ? 1 : 0, since, since, 42].map(word).join("");
}

function ethCall(call: RpcCall, view: View): Answer {
  const request = call.params[0];
  if (typeof request !== "object" || request === null) return rpcError(call, -32602, "missing value for argument 0");
  const { to, data, input } = request as Record<string, unknown>;
  if (typeof to !== "string" || (data ?? input) !== LATEST_ROUND_DATA) return rpcResult(call, "0x");
  return rpcResult(call, `0x${roundData(to.toLowerCase(), view)}`);
}

/** What an op-node says of its heads. */
function syncStatus(slug: string, chain: Chain, view: View): unknown {
  const reference = (number: number) => {
    const block = chain.block(number);
    return { hash: `0x${block.hash}`, number, parentHash: `0x${block.parentHash}`, timestamp: seconds(block.timeMs) };
  };
  const at = (tag: string) => reference(heightOf(tag, slug, chain, view.at) ?? 0);
  const l1 = view.model.chain("ethereum");
  const origin = l1.block(l1.head(view.at));
  const current = { hash: `0x${origin.hash}`, number: origin.number, timestamp: seconds(origin.timeMs) };
  return {
    current_l1: current,
    head_l1: current,
    unsafe_l2: at("latest"),
    safe_l2: at("safe"),
    finalized_l2: at("finalized"),
  };
}

/** Real operators hear of a block at slightly different moments. */
function asHeardBy(host: string, at: EpochMs): EpochMs {
  return at - pick(350, "propagation", host);
}

/** Answers Ethereum JSON-RPC for one chain. */
export function evmRpc(spec: ChainSpec): Handler {
  const { slug, chainId } = spec;
  return ({ rpc, host }, view) => {
    if (!rpc) return null;
    const chain = view.model.chain(slug);
    const at = asHeardBy(host, view.at);
    switch (rpc.method) {
      case "eth_getBlockByNumber":
        return getBlock(rpc, slug, chain, at);
      case "eth_blockNumber":
        return rpcResult(rpc, hex(chain.head(at)));
      case "eth_chainId":
        return rpcResult(rpc, hex(chainId ?? 0));
      case "net_version":
        return rpcResult(rpc, String(chainId ?? 0));
      case "eth_syncing":
        return rpcResult(rpc, false);
      case "eth_gasPrice":
        return rpcResult(rpc, hex(1_500_000_000));
      case "web3_clientVersion":
        return rpcResult(rpc, "World/v1.0.0/loopback");
      case "eth_call":
        return ethCall(rpc, view);
      case "zks_L1BatchNumber":
        return rpcResult(rpc, hex(chain.head(at) / 120));
      case "optimism_syncStatus":
        return rpcResult(rpc, syncStatus(slug, chain, view));
      default:
        return null;
    }
  };
}
