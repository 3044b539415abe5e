import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2026-01-15");

/** Made up: an exchange fails by itself, and no cloud has anything. */
export const scenario: Scenario = {
  id: "exchange-alone",
  title: { en: "An exchange fails, and no cloud does", ja: "クラウドは正常なまま取引所だけが停止" },
  dossier: null,
  from: at("09:00"),
  to: at("10:10"),
  outages: [
    {
      components: ["gemini/api"],
      fault: "http.error",
      from: at("09:10"),
      to: at("09:40"),
      cause: null,
      assumption: null,
    },
  ],
  unaffected: [...BYSTANDERS, "binance-us/api", "coinbase/exchange"],
  disturbances: [],
  statements: [],
  cuts: [],
  departures: [],
};
