import type { Scenario } from "#domain/drill/scenario.ts";
import { scenario as infura } from "#drill/scenarios/2020-11-11-infura.ts";
import { scenario as tokyo2021 } from "#drill/scenarios/2021-02-19-aws-ap-northeast-1.ts";
import { scenario as virginia2023 } from "#drill/scenarios/2023-06-13-aws-us-east-1.ts";
import { scenario as tokyo2025 } from "#drill/scenarios/2025-04-15-aws-ap-northeast-1.ts";
import { scenario as virginia2025 } from "#drill/scenarios/2025-10-20-aws-us-east-1.ts";
import { scenario as chainHalt } from "#drill/scenarios/chain-halt.ts";
import { scenario as ethCall } from "#drill/scenarios/eth-call.ts";
import { scenario as exchangeAlone } from "#drill/scenarios/exchange-alone.ts";
import { scenario as vantageOffline } from "#drill/scenarios/vantage-offline.ts";

/** Every scenario, those of record first. */
export const scenarios: readonly Scenario[] = [
  virginia2025,
  tokyo2025,
  virginia2023,
  tokyo2021,
  infura,
  exchangeAlone,
  vantageOffline,
  chainHalt,
  ethCall,
];
