import { json, pushed, routes, rpcError, type StandIn } from "#drill/world/answers/answer.ts";
import { blockchainInfo, blockcypher, blockstream, mempoolSpace } from "#drill/world/answers/bitcoin.ts";
import { blockscout, etherscan, zksyncExplorer } from "#drill/world/answers/explorers.ts";
import { ipfsGateway } from "#drill/world/answers/gateways.ts";
import {
  akashConsole,
  arweave,
  cometRpc,
  heimdall,
  icpBoundary,
  icpDashboard,
} from "#drill/world/answers/other-chains.ts";
import { debankPro, metamaskPrices, metamaskTokens, rabby } from "#drill/world/answers/wallets.ts";
import { xrpscan } from "#drill/world/answers/xrp-ledger.ts";

const akash = cometRpc("akash", "akashnet-2");

/** A sequencer's own endpoint takes transactions and refuses to read. */
const refusingSequencer = routes({
  "GET /health": (_, { halted }) => json({ healthy: !halted }),
  "POST /": ({ rpc }) =>
    rpc ? json({ error: { code: -32601, message: "rpc method is not whitelisted" } }, 403) : null,
});
const arbitrumSequencer = routes({
  "POST /rpc": ({ rpc }) =>
    rpc ? rpcError(rpc, -32601, `the method ${rpc.method} does not exist/is not available`) : null,
});

/** Arbitrum One's first block after its migration to Nitro: its feed counts from there. */
const NITRO_GENESIS = 22_207_817;
/** How many of the last messages who connects is given at once. */
const FEED_CACHE = 5;

/** The sequencer's feed: a message for each block, under the number that it has in the feed. */
const arbitrumFeed = routes({
  "WS /feed": (_, { at, model }) => {
    const chain = model.chain("arbitrum");
    const head = chain.head(at);
    const message = (number: number) => ({
      sequenceNumber: number - NITRO_GENESIS,
      message: {
        message: {
          header: {
            kind: 3,
            sender: "0xa4b000000000000000000073657175656e636572",
            blockNumber: model.chain("ethereum").head(at),
            timestamp: Math.floor(chain.block(number).timeMs / 1000),
            requestId: null,
            baseFeeL1: null,
          },
          l2Msg: "",
        },
        delayedMessagesRead: 2_100_000,
      },
      signature: null,
    });
    const numbers = Array.from({ length: FEED_CACHE }, (_unused, i) => head - FEED_CACHE + 1 + i);
    return pushed({ version: 1, messages: numbers.map(message) });
  },
});

/** An Avalanche node's health: every subsystem's own word. */
const avalancheNode = routes({
  "GET /ext/health": (_, { at, halted }) =>
    json(
      {
        checks: {
          C: { message: { engine: { consensus: {} } }, timestamp: new Date(at).toISOString(), duration: 8_000_000 },
        },
        healthy: !halted,
      },
      halted ? 503 : 200,
    ),
});

/** Stand-ins of everything that answers over plain HTTP and is no exchange, by host. */
export function web(
  env: Readonly<Record<string, string>>,
  chainIds: ReadonlyMap<string, string>,
): Readonly<Record<string, StandIn>> {
  return {
    "mempool.space": mempoolSpace,
    "blockstream.info": blockstream,
    "blockchain.info": blockchainInfo,
    "api.blockcypher.com": blockcypher,
    "api.xrpscan.com": xrpscan,
    "heimdall-api.polygon.technology": heimdall,
    "mainnet-sequencer.optimism.io": refusingSequencer,
    "mainnet-sequencer.base.org": refusingSequencer,
    "arb1-sequencer.arbitrum.io": arbitrumSequencer,
    "arb1-feed.arbitrum.io": arbitrumFeed,
    "api.avax.network": avalancheNode,
    "eth.blockscout.com": blockscout("ethereum"),
    "base.blockscout.com": blockscout("base"),
    "arbitrum.blockscout.com": blockscout("arbitrum"),
    "optimism.blockscout.com": blockscout("optimism"),
    "explorer.optimism.io": blockscout("optimism"),
    "scroll.blockscout.com": blockscout("scroll"),
    "zksync.blockscout.com": blockscout("zksync"),
    "api.etherscan.io": etherscan(env.ETHERSCAN_API_KEY ?? "", chainIds),
    "block-explorer-api.mainnet.zksync.io": zksyncExplorer,
    "price.api.cx.metamask.io": metamaskPrices,
    "tokens.api.cx.metamask.io": metamaskTokens,
    "api.rabby.io": rabby,
    "pro-openapi.debank.com": debankPro,
    "ipfs.io": ipfsGateway,
    "dweb.link": ipfsGateway,
    "ipfs.filebase.io": ipfsGateway,
    "gateway.pinata.cloud": ipfsGateway,
    "4everland.io": ipfsGateway,
    "ipfs.orbitor.dev": ipfsGateway,
    "arweave.net": arweave,
    "ar-io.net": arweave,
    "rpc.akashnet.net": akash,
    "akash-rpc.polkachu.com": akash,
    "rpc-akash.ecostake.com": akash,
    "console-api.akash.network": akashConsole,
    "dydx-ops-rpc.kingnodes.com": cometRpc("dydx", "dydx-mainnet-1"),
    "icp-api.io": icpBoundary,
    "ic-api.internetcomputer.org": icpDashboard,
  };
}
