import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2026-01-15");

/** A quiet one, made up: we lose our own network, and may accuse nobody. */
export const scenario: Scenario = {
  id: "vantage-offline",
  title: { en: "Our own network is gone", ja: "自分たちのネットワークが切れる" },
  dossier: null,
  from: at("09:00"),
  to: at("10:00"),
  outages: [],
  unaffected: [...BYSTANDERS],
  disturbances: [{ target: "vantage:vantage-1", from: at("09:15"), to: at("09:35") }],
  statements: [],
  cuts: [],
  departures: [],
};
