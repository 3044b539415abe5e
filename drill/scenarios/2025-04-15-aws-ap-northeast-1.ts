import type { Scenario } from "#domain/drill/scenario.ts";
import { BYSTANDERS } from "#drill/scenarios/bystanders.ts";
import { onDay } from "#drill/scenarios/on-day.ts";

const at = onDay("2025-04-15");
const cloud = { provider: "aws", region: "ap-northeast-1" };

export const scenario: Scenario = {
  id: "2025-04-15-aws-ap-northeast-1",
  title: { en: "AWS Tokyo, 15 April 2025", ja: "AWS東京リージョン（2025年4月15日）" },
  dossier: { id: "2025-04-15-aws-ap-northeast-1", cloud },
  from: at("07:30"),
  to: at("10:00"),
  outages: [
    {
      components: ["binance/api"],
      fault: "http.error",
      from: at("07:53"),
      to: at("08:16"),
      cause: cloud,
      assumption: {
        en: "Binance reopened withdrawals at 08:16, by a secondary source after 23 minutes. Which part of its API failed is not known: all of it does here.",
        ja: "Binanceは08:16に出金を再開した。停止は23分間だったと二次資料は述べる。APIのどの部分が失敗したかは不明のため、すべて失敗させた。",
      },
    },
    {
      components: ["bitget/api", "coinstore/api", "gate/api", "kucoin/api", "mexc/api"],
      fault: "http.error",
      from: at("07:45"),
      to: at("08:43"),
      cause: cloud,
      assumption: {
        en: "Reported without a time. From shortly after the power was lost until the end that AWS states.",
        ja: "報じられたが時刻は不明。電源喪失の直後から、AWSが述べる終了時刻までとした。",
      },
    },
    {
      components: ["debank/api", "rabby/api"],
      fault: "tcp.refused",
      from: at("07:45"),
      to: at("09:30"),
      cause: cloud,
      assumption: {
        en: "Down “for hours”, says the press, without a time: until the press counts eight services in trouble, at 09:30.",
        ja: "報道では「数時間」停止したとされるが時刻は不明。報道が8サービスの不調を数えた09:30までとした。",
      },
    },
  ],
  // The last two stand in Tokyo as well, in the world: one zone failed, and not everybody with it.
  unaffected: [...BYSTANDERS, "dydx/indexer", "hyperliquid/api"],
  disturbances: [],
  statements: [],
  cuts: [],
  departures: [
    {
      en: "AWS's posts name no zone here: the failure of one zone is attributed to its region.",
      ja: "ここではAWSの投稿はゾーンを名指さない。1つのゾーンの障害をリージョンの障害として扱う。",
    },
  ],
};
