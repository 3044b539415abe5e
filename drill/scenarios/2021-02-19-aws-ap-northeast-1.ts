import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2021-02-19");
const cloud = { provider: "aws", region: "ap-northeast-1" };

export const scenario: Scenario = {
  id: "2021-02-19-aws-ap-northeast-1",
  title: { en: "AWS Tokyo, 19 February 2021", ja: "AWS東京リージョン（2021年2月19日）" },
  dossier: { id: "2021-02-19-aws-ap-northeast-1", cloud },
  from: at("13:50"),
  to: at("16:30"),
  outages: [
    {
      components: ["binance/api", "kucoin/api"],
      fault: "http.error",
      from: at("14:10"),
      to: at("16:00"),
      cause: cloud,
      assumption: {
        en: "Both reported trouble of their users, without any time. From shortly after AWS's second post, for not quite two hours.",
        ja: "両社とも利用者への影響を報告したが、時刻は一切示されていない。AWSの2番目の投稿の直後から2時間弱とした。",
      },
    },
  ],
  unaffected: [...BYSTANDERS, "bitget/api", "gate/api"],
  disturbances: [],
  statements: [],
  cuts: [],
  departures: [
    {
      en: "Huobi, now HTX, and BitMax reported trouble too: the world has HTX in Singapore, and BitMax is not in the catalog.",
      ja: "Huobi（現HTX）とBitMaxも影響を報告した。模擬環境ではHTXはシンガポールにあり、BitMaxはカタログにない。",
    },
    {
      en: "Ends at 16:30: AWS recovers from 18:30 on.",
      ja: "16:30で終わる。実際のAWSの復旧は18:30以降だった。",
    },
  ],
};
