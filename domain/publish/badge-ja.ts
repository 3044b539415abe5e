import type { BadgeWords } from "#domain/publish/badge-words.ts";

const WINDOWS = { "24h": "24時間", "7d": "7日", "30d": "30日", "90d": "90日" } as const;
const LAYERS = { access: "アクセス", chain: "チェーン", cloud: "クラウド" } as const;
const numbers = new Intl.NumberFormat("ja");

export const ja: BadgeWords = {
  statuses: {
    operational: "正常",
    under_maintenance: "メンテナンス中",
    unknown: "不明",
    degraded_performance: "品質低下",
    partial_outage: "一部停止",
    major_outage: "停止",
  },
  noData: "データなし",
  closed: "サービス終了",
  notMonitored: "この環境では未監視",
  notJudged: "判定なし",
  unknownService: "該当するサービスなし",
  unknownBadge: "該当するバッジなし",
  all: "サービスとチェーン",
  affected: (status, count) => `${status}（影響${count}件）`,
  butUnknown: (status, count) => `${status}（不明${count}件）`,
  uptime: (name, window) => `${name}の稼働率（${WINDOWS[window]}）`,
  figure: ({ kind, shown, coverage }) => {
    if (kind === "no_data" || shown === null) return kind === "no_data" ? "データなし" : "データ不足";
    return kind === "whole_of_measured" ? `${shown}（カバレッジ${coverage}）` : shown;
  },
  ofLayer: (layer, figure) => `${LAYERS[layer]} ${figure}`,
  latency: (name, window) => `${name}の応答時間（${WINDOWS[window]}）`,
  median: (ms) => `中央値 ${numbers.format(ms)} ms`,
  list: (parts) => parts.join("、"),
  madeUp: (message) => `${message}（模擬環境）`,
};
