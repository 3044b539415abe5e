import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { chainlinkRound } from "#catalog/templates.ts";

export const service = defineService({
  slug: "chainlink-sequencer-feeds",
  name: "Chainlink feeds",
  kind: "oracle",
  homepage: "https://docs.chain.link/data-feeds/l2-sequencer-feeds",
  aliases: { chainlink: "chainlink-sequencer-feeds" },
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  dependsOn: ["ethereum"],
  note: "The flags of the L2 sequencers stand with OP Mainnet, Arbitrum One and Base.",
  components: [
    {
      slug: "api",
      name: "Price feeds",
      layer: "access",
      chain: "ethereum",
      checks: [
        chainlinkRound({
          slug: "eth-usd",
          proves: "The ETH/USD feed on Ethereum was updated within its heartbeat: the oracle network is alive",
          signal: "oracle",
          intervalS: 300,
          url: "https://ethereum-rpc.publicnode.com",
          operator: "publicnode",
          feed: "0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419",
          assertions: [{ op: "abi_word_gt", path: "$.result", index: 1, value: 0 }],
          freshness: {
            fact: "data_age_s",
            path: "$.result",
            unit: "abi_word_epoch_s",
            index: 3,
            warnS: 3900,
            critS: 7200,
          },
          verified: "recalled",
          note: "Heartbeat 3600 s, deviation 0.5% (recalled).",
        }),
      ],
    },
  ],
});
