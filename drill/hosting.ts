/**
 * Where the drill's world pretends that each host stands.
 *
 * This is a MODEL for the drill, not a claim about anybody's infrastructure. It follows what operators have declared or
 * what was reported (the catalog's `hosting`, with its sources) where there is such a thing; every other line is made up
 * so that an outage of one region takes a plausible group of services with it. The product never reads this table: on
 * the internet it observes hosting by itself.
 */

/**
 * A modelled place, `provider/region`, with the second octet of its block: `aws/us-east-1` is 127.11.0.0/16. `own` is no
 * cloud at all; `press` is where status pages and feeds stand, apart from all that they write about.
 */
export const REGION_BLOCKS = {
  "aws/us-east-1": 11,
  "aws/us-west-2": 12,
  "aws/eu-west-1": 13,
  "aws/eu-central-1": 14,
  "aws/ap-northeast-1": 15,
  "aws/ap-southeast-1": 16,
  "aws/ap-northeast-2": 17,
  "gcp/us-central1": 31,
  "gcp/us-east4": 32,
  "gcp/europe-west1": 33,
  "azure/westeurope": 41,
  "cloudflare/edge": 51,
  "fastly/edge": 52,
  "hetzner/fsn1": 61,
  "ovh/gra": 62,
  "digitalocean/nyc3": 63,
  own: 91,
  press: 92,
} as const;

export type Region = keyof typeof REGION_BLOCKS;

export const REGIONS = Object.keys(REGION_BLOCKS) as Region[];

/** Hosts by suffix, per region. The longest suffix that fits a host wins; a host that no line names is `own`. */
const HOSTS: Partial<Record<Region, readonly string[]>> = {
  "aws/us-east-1": [
    "coinbase.com",
    "base.app",
    "base.org",
    "robinhood.com",
    "infura.io",
    "cx.metamask.io",
    "g.alchemy.com",
    "quiknode.pro",
    "quicknode-ethereum.world.invalid",
    "chainstack-ethereum.world.invalid",
    "gemini.com",
    "binance.us",
    "rpc.linea.build",
    "optimism.io",
    "op-node.world.invalid",
    "polygon.technology",
    "avax.network",
    "explorer.solana.com",
  ],
  "aws/us-west-2": ["phantom.com", "ankr.com", "filebase.io", "scroll.io"],
  "aws/eu-west-1": ["kraken.com", "bitfinex.com", "chainup.net", "arbitrum.io"],
  "aws/eu-central-1": ["zksync.io", "glif.io", "node.glif.io"],
  "aws/ap-northeast-1": [
    "binance.com",
    "binance.vision",
    "kucoin.com",
    "mexc.com",
    "gateio.ws",
    "coinstore.com",
    "bitget.com",
    "hyperliquid.xyz",
    "indexer.dydx.trade",
    "rabby.io",
    "debank.com",
    "bnbchain.org",
  ],
  "aws/ap-southeast-1": ["bybit.com", "huobi.pro", "hbdm.com", "crypto.com"],
  "aws/ap-northeast-2": ["upbit.com"],
  "gcp/us-central1": ["tenderly.co", "lava.build", "starknet-rpc.world.invalid", "1rpc.io"],
  "gcp/us-east4": ["blockscout.com"],
  "gcp/europe-west1": ["bitstamp.net", "4everland.io"],
  "azure/westeurope": ["oortech.com", "vanarchain.com"],
  "cloudflare/edge": ["okx.com", "cloudflare-eth.com", "llamarpc.com", "ipfs.io", "dweb.link", "pinata.cloud"],
  "fastly/edge": ["etherscan.io"],
  "hetzner/fsn1": ["polkachu.com", "kingnodes.com", "ecostake.com", "merkle.io", "blockpi.network", "orbitor.dev"],
  "ovh/gra": ["xrpscan.com", "honeycluster.io"],
  "digitalocean/nyc3": ["akash.network", "akashnet.net", "pocket.network"],
};

const RULES: readonly (readonly [suffix: string, region: Region])[] = REGIONS.flatMap((region) =>
  (HOSTS[region] ?? []).map((suffix) => [suffix, region] as const),
).sort(([a], [b]) => b.length - a.length);

/** The modelled region of a host. */
export function regionOf(host: string): Region {
  for (const [suffix, region] of RULES) if (host === suffix || host.endsWith(`.${suffix}`)) return region;
  return "own";
}
