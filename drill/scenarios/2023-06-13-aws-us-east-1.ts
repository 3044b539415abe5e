import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2023-06-13");

/** A quiet one: a cloud has an event, and nothing of crypto fails. */
export const scenario: Scenario = {
  id: "2023-06-13-aws-us-east-1",
  title: {
    en: "AWS us-east-1 without an effect, 13 June 2023",
    ja: "影響のなかったAWS us-east-1の障害（2023年6月13日）",
  },
  dossier: { id: "2023-06-13-aws-us-east-1", cloud: { provider: "aws", region: "us-east-1" } },
  from: at("18:40"),
  to: at("20:40"),
  outages: [],
  unaffected: [...BYSTANDERS, "binance-us/api", "coinbase/exchange", "gemini/api", "infura/ethereum", "robinhood/api"],
  disturbances: [],
  statements: [],
  cuts: [],
  departures: [
    {
      en: "Ends at 20:40, before Lambda recovers.",
      ja: "Lambdaが復旧する前の20:40で終わる。",
    },
  ],
};
