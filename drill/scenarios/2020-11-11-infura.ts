import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2020-11-11");

export const scenario: Scenario = {
  id: "2020-11-11-infura",
  title: { en: "Infura, 11 November 2020", ja: "Infura（2020年11月11日）" },
  dossier: { id: "2020-11-11-infura", cloud: null },
  from: at("07:00"),
  to: at("10:30"),
  outages: [
    {
      components: ["infura/ethereum"],
      fault: "payload.stale",
      from: at("07:15"),
      to: at("09:55"),
      cause: null,
      assumption: {
        en: "The post-mortem gives the beginning by the minute. The end is 09:55, when the fixed client is rolled out; the last part of the recovery is not in the copy that could be read.",
        ja: "発生時刻は事後報告に分単位で示されている。終わりは修正版クライアントの展開が始まった09:55とした。復旧の最後の部分は、読めた写しには含まれていない。",
      },
    },
  ],
  unaffected: [...BYSTANDERS, "infura/polygon", "infura/optimism"],
  disturbances: [],
  statements: [],
  cuts: [],
  departures: [
    {
      en: "Networks that Infura serves today stand for what of it went on; exchanges that halted withdrawals cannot be seen from outside.",
      ja: "影響を受けなかった部分は、現在Infuraが提供しているネットワークで代用した。取引所の出金停止は外部から観測できない。",
    },
  ],
};
