import { ACTIVE, defineService, env, onAws, statuspage } from "#catalog/define.ts";
import { CRYPTONEWSHUB, REKT } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";
import { edge } from "#catalog/templates-web.ts";

const CREDITS = "https://docs.metamask.io/services/how-to/avoid-rate-limiting.md";

/** Infura's host of each chain. */
const HOSTS = {
  ethereum: "mainnet.infura.io",
  polygon: "polygon-mainnet.infura.io",
  optimism: "optimism-mainnet.infura.io",
  arbitrum: "arbitrum-mainnet.infura.io",
  base: "base-mainnet.infura.io",
  linea: "linea-mainnet.infura.io",
  scroll: "scroll-mainnet.infura.io",
} as const;

const keyed = {
  intervalS: 60,
  verified: "repo",
  verifiedBy:
    "host names in several third-party repositories, one of which reports 401 for Scroll; 402 and 429 from Infura's docs",
  docUrl: CREDITS,
  rateLimit: "Free: 3,000,000 credits a day (then 402, with event -33000) and 500 credits a second (then 429)",
  neutral: [
    { type: "neutral.quota", status: [402] },
    { type: "neutral.quota", body: '"code":\\s*402\\b|"(?:code|event)":\\s*-33000\\b' },
    { type: "neutral.quota", status: [401, 403], body: "invalid api key|unauthorized|project id" },
  ],
} as const;

export const service = defineService({
  slug: "infura",
  name: "Infura (MetaMask Developer)",
  kind: "rpc_provider",
  named: true,
  homepage: "https://www.infura.io",
  aliases: {
    "infura-ethereum-mainnet": "ethereum",
    "infura-polygon": "polygon",
    "infura-optimism": "optimism",
    "infura-arbitrum": "arbitrum",
    "infura-base": "base",
    "infura-linea": "linea",
    "infura-scroll": "scroll",
  },
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.infura.io", {
    verified: "docs",
    verifiedBy: "docs.metamask.io links to it; third-party repositories poll its JSON",
    note: "Components are per network; the headline alone misleads.",
  }),
  hosting: [
    onAws(
      "us-east-1",
      "Ethereum, Polygon, Optimism, Arbitrum, Linea, Base and Scroll endpoints failed on 2025-10-20",
      REKT,
      "article claim",
    ),
    onAws("us-east-1", "MetaMask's failures during the AWS incident traced to Infura", CRYPTONEWSHUB, "reported"),
  ],
  limits: Object.values(HOSTS).map((host) => ({
    host,
    requests: 6,
    perS: 1,
    source: `${CREDITS}: 500 credits a second; a block costs 80 (recalled)`,
  })),
  components: [
    ...Object.entries(HOSTS).map(([chain, host]) =>
      rpcNetwork(chain, { ...keyed, url: `https://${host}/v3/${env("INFURA_API_KEY")}` }),
    ),
    {
      slug: "edge",
      name: "Edge",
      layer: "access",
      checks: [
        edge({
          slug: "no-key",
          proves: "Name, TLS and the key check answer: without a valid key 401 is the healthy answer",
          url: "https://mainnet.infura.io/v3/invalid",
          body: { jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] },
          status: [401],
          verified: "recalled",
          note: "For those without a key. DNS, TLS and the key check only, nothing about blocks; the failure of 2025-10-20 began with DNS at AWS.",
        }),
      ],
    },
  ],
});
