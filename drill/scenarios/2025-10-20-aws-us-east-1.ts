import type { ModelledOutage, Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2025-10-20");
const cloud = { provider: "aws", region: "us-east-1" };

const COINBASE = ["coinbase/advanced", "coinbase/exchange", "coinbase/retail"];
const INFURA = [
  "infura/arbitrum",
  "infura/base",
  "infura/ethereum",
  "infura/linea",
  "infura/optimism",
  "infura/polygon",
  "infura/scroll",
];

const first: readonly ModelledOutage[] = [
  {
    components: COINBASE,
    fault: "http.error",
    from: at("07:00"),
    to: at("09:27"),
    cause: cloud,
    assumption: {
      en: "Press dates the beginning to about 8:00 UK time. No source gives the end of the first wave: 09:27, when AWS says that most requests should succeed.",
      ja: "発生は報道で英国時間8時ごろ。第1波の終わりを示す資料はないため、AWSが「ほとんどのリクエストは成功するはず」とした09:27とした。",
    },
  },
  {
    components: ["robinhood/api"],
    fault: "tcp.reset",
    from: at("07:00"),
    to: at("09:27"),
    cause: cloud,
    assumption: {
      en: "Press has Robinhood fail together with Coinbase, and well again in the afternoon. No minutes of its own are known.",
      ja: "報道ではCoinbaseと同時に停止し、午後には復旧していたとされる。Robinhood自身の分単位の時刻は知られていない。",
    },
  },
  {
    components: INFURA,
    fault: "http.error",
    from: at("07:11"),
    to: at("10:03"),
    cause: cloud,
    assumption: {
      en: "Press has Infura's status page turn red at about 07:11. Its recovery is in no source: 10:03, when AWS says that most services have recovered.",
      ja: "Infuraのステータスページは07:11ごろ赤くなったと報じられた。復旧時刻の資料はないため、AWSが「ほとんどのサービスが復旧した」とした10:03とした。",
    },
  },
  {
    components: ["alchemy/ethereum", "base-app/rpc", "metamask/api"],
    fault: "http.error",
    from: at("07:15"),
    to: at("10:03"),
    cause: cloud,
    assumption: {
      en: "Known to have been impaired that day, without a time. Put beside Infura, on which MetaMask depends.",
      ja: "この日に影響を受けたことだけが分かり、時刻は不明。MetaMaskが依存するInfuraに合わせた。",
    },
  },
];

const second: readonly ModelledOutage[] = [
  {
    components: COINBASE,
    fault: "http.error",
    from: at("14:14"),
    to: at("16:13"),
    cause: cloud,
    assumption: {
      en: "Press has customers locked out again in the US afternoon. The window is that of AWS's second peak: 14:14, when it is confirmed, to 16:13, when connectivity recovers.",
      ja: "米国の午後にも利用できなかったと報じられた。窓はAWSの第2のピーク（確認された14:14から、接続が回復した16:13まで）とした。",
    },
  },
  {
    components: ["infura/ethereum", "infura/linea", "infura/polygon"],
    fault: "http.error",
    from: at("14:14"),
    to: at("16:13"),
    cause: cloud,
    assumption: {
      en: "Infura speaks of a recurring issue tied to a rolling AWS outage, without times. The second peak, for three of its networks.",
      ja: "InfuraはAWSの断続的な障害に伴う再発とだけ述べ、時刻は示していない。第2のピークで3つのネットワークを停止させた。",
    },
  },
  {
    components: ["base-app/rpc", "metamask/api"],
    fault: "http.error",
    from: at("14:20"),
    to: at("16:13"),
    cause: cloud,
    assumption: {
      en: "Late-day reports have MetaMask still show zero balances and Base still struggle. Put beside Infura, some minutes later.",
      ja: "MetaMaskの残高ゼロ表示とBaseの不調は夜になっても続いたと報じられた。Infuraに合わせ、数分遅らせた。",
    },
  },
];

export const scenario: Scenario = {
  id: "2025-10-20-aws-us-east-1",
  title: { en: "AWS us-east-1, 20 October 2025", ja: "AWS us-east-1（2025年10月20日）" },
  dossier: { id: "2025-10-20-aws-us-east-1", cloud },
  from: at("06:40"),
  to: at("16:30"),
  outages: [...first, ...second],
  // The last three stand in us-east-1 as well, in the world, and no source says that they failed.
  unaffected: [...BYSTANDERS, "binance-us/api", "gemini/api", "op-mainnet/public-rpc"],
  disturbances: [],
  statements: [],
  cuts: [{ from: at("10:20"), to: at("13:50") }],
  departures: [
    {
      en: "Ends at 16:30: AWS recovers until 21:20, and posts that all is well at 22:01.",
      ja: "16:30で終わる。実際にはAWSの復旧は21:20まで続き、正常に戻ったとの投稿は22:01だった。",
    },
    {
      en: "Between 10:03 and 14:14 the services are well; press speaks of a lull, and of trouble that went on for some. 10:20 to 13:50 is skipped.",
      ja: "10:03から14:14まで各サービスは正常とした。報道では小康状態とされる一方、一部では不調が続いたという。10:20から13:50は省略する。",
    },
  ],
};
