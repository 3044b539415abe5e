import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2026-01-15");

/** Made up: a chain makes no blocks while every cloud and every way to it is well. */
export const scenario: Scenario = {
  id: "chain-halt",
  title: { en: "A chain halts while the clouds are well", ja: "クラウドは正常なままチェーンが停止" },
  dossier: null,
  from: at("09:00"),
  to: at("10:30"),
  outages: [
    {
      components: ["polygon-pos/chain"],
      target: "chain:polygon",
      fault: "halted",
      from: at("09:15"),
      to: at("10:00"),
      cause: null,
      assumption: null,
    },
  ],
  unaffected: [...BYSTANDERS, "drpc/polygon", "infura/polygon", "publicnode/polygon"],
  disturbances: [],
  statements: [],
  cuts: [],
  departures: [],
};
