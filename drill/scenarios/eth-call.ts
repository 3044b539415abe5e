import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2026-01-15");

/** Made up: a node tells its height, and fails whatever has to be computed. */
export const scenario: Scenario = {
  id: "eth-call",
  title: {
    en: "eth_call fails while eth_blockNumber works",
    ja: "eth_blockNumberは応答し、eth_callだけが失敗する",
  },
  dossier: null,
  from: at("09:00"),
  to: at("11:00"),
  outages: [
    {
      components: ["chainlink-sequencer-feeds/api"],
      fault: "payload.rpc_error",
      from: at("09:15"),
      to: at("10:20"),
      cause: null,
      assumption: null,
    },
  ],
  // Among them the operator whose node it is.
  unaffected: [...BYSTANDERS],
  disturbances: [],
  statements: [],
  cuts: [],
  departures: [],
};
