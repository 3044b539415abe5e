import type { FeedWords } from "#domain/publish/feed-words.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";

const { list } = quantities;
const of = (what: string, whose: string | null) => `Faultline：${whose === null ? what : `${whose}の${what}`}`;

export const feeds: FeedWords = {
  stepped: (month, day, time) => [`${month + 1}月`, day, "日 ", time],
  layers: { access: "アクセス層", chain: "チェーン層", cloud: "クラウド" },
  titles: {
    history: (whose) => of("インシデントとメンテナンス", whose),
    updates: (whose) => of("すべての更新", whose),
    maintenance: (whose) => of("メンテナンスの予定", whose),
  },
  descriptions: {
    history:
      "同時期に始まったインシデントを1項目にまとめ、公表されたメンテナンスも1件ごとに掲載します。項目の内容は、判明した事実に応じて変わります。",
    updates: "インシデントと、公表されたメンテナンスの経過を1件ごとに掲載します。",
  },
  unreal: (what, title) => `【${{ world: "模擬環境", drill: "訓練", made_up: "架空の履歴" }[what]}】${title}`,
  takenBack: (title) => `【取り消し】${title}`,
  kinds: {
    opened: "発生",
    reopened: "再発",
    worsened: "悪化",
    improved: "改善",
    confirmed: "確認",
    changed: "変化",
    resolved: "終了",
    joined: "グループに統合",
    noted: "注記",
    retracted: "取り消し",
  },
  step: (kind, name) => `${kind}：${name}`,
  note: (name, author, text) => `${name}：「${text}」${author === null ? "" : `（記入者：${author}）`}`,
  joined: (name) => `${name}：以後は、同じクラウドのイベントに関連するインシデントとまとめてお知らせします。`,
  madeUp: "架空の履歴の一部で、実際には起きていません。",
  unconfirmed: "確認した観測拠点は1か所だけです。",
  announced: "運営者が公表したメンテナンス中に始まったため、稼働にも停止にも数えません。",
  others: (incidents) => `同じグループには、ほかに${incidents}件のインシデントがあります。`,
  earlier: (steps) => `これより前の経過${steps}件は、インシデントのページにあります。`,
  maintenance: (service, parts) => `メンテナンス：${service}${parts === null ? "" : `（${list(parts)}）`}`,
  window: (from, until) =>
    until === null
      ? `予定は${from} UTCからです。終了時刻は公表されていません。`
      : `予定は${from}から${until} UTCまでです。`,
  calledOff: "中止になりました。",
  vanished: "公表元のページから消えており、その後の発表はありません。",
  vendorsWord: (service) => `${service}が自らのステータスページで公表した内容です。当サイトの測定結果ではありません。`,
  cloudsWord: (provider) => `${provider}が自ら公表した内容です。当サイトの測定結果ではありません。`,
  says: (name, text) => `${name}：「${text}」`,
  silent: (name) => `${name}が本文のない更新を公表しました。`,
  cloudEvent: (place, title) => (title === null ? place : `${place}：「${title}」`),
  source: "公表元",
};
