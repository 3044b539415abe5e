import type { ScorecardWords } from "#components/words/scorecard-en.ts";

export const scorecard: ScorecardWords = {
  nav: "訓練",
  listHeading: "訓練",
  listStand: "このマシン上で再現した障害です。当サイトなら何を観測したかを示します。",
  passed: "合格",
  failed: "不合格",
  headline: ({ modelled, seen, late, missed, invented, right, wrong, none }) => {
    const made = invented === 0 ? "誤検知はありませんでした" : `誤検知は${invented}件でした`;
    if (modelled === 0) return `障害は設定しておらず、${made}。`;
    const inTime = late === 0 ? "" : `（うち遅延${late}件）`;
    const named =
      wrong + none === 0
        ? `${missed === 0 ? "" : "検知した障害の"}原因はすべて正しく特定しました`
        : `原因は正しいもの${right}件、誤り${wrong}件、特定なし${none}件でした`;
    return `設定した障害${modelled}件中${seen}件${inTime}を検知し、${made}。${seen === 0 ? "" : `${named}。`}`;
  },
  stand: (speed, vantages, took, from, to) =>
    `訓練：実際と同じ処理系を、このマシン上の模擬環境に対して動かしました。当日の${from}〜${to} UTCを${speed}倍速、観測拠点${vantages}か所で再現し、所要時間は${took}でした。実在のサービスに関する内容ではありません。`,
  outages: "設定した障害と検知の結果",
  columns: {
    component: "コンポーネント",
    fault: "障害の種類",
    began: "発生",
    seen: "検知",
    after: "遅れ",
    said: "クラウドの公表",
    cause: "特定した原因",
  },
  missed: "見逃し",
  late: "遅延",
  cause: (attribution, named) => {
    if (attribution === "unseen") return "–";
    if (named === null) return attribution === "right" ? "なし（正しい）" : "特定なし";
    return attribution === "right" ? named : `${named}（誤り）`;
  },
  before: (place, score) => `次点は${place}（${score}）`,
  invented: "誤検知",
  clouds: "クラウドの公表",
  cloud: (place, began, posted, read) =>
    `${place}：発生${began}、公表${posted}、${read === null ? "取得なし" : `取得${read}`}（UTC）`,
  samplesHeading: "測定",
  samples: (recorded, coverage, neutral, told) =>
    `記録${recorded}件。うち${neutral}件は中立で、どのサービスの障害とも見なしません。予定のうち${coverage}で何かが分かりました。配信用に書き出したイベントは${told}件です。`,
  failures: "合格しない理由、または信頼できない理由",
  assumptions: "仮定",
  departures: "当日と異なる点",
  replay: "当日のリプレイ",
  json: "結果のJSON",
  missing: {
    heading: "この訓練の記録はありません。",
    text: "この環境で行った訓練の結果は、リプレイの一覧に並んでいます。",
  },
};
