import type { IncidentWords } from "#components/words/incident-en.ts";
import { feeds } from "#domain/publish/feed-ja.ts";

/** Strings of the pages of incidents in Japanese. */
export const incident: IncidentWords = {
  nav: "インシデント",
  list: {
    headline: (incidents, services) => {
      if (incidents === 0) return "継続中のインシデントはありません。";
      return services > 1
        ? `${services}サービスで${incidents}件のインシデントが続いています。`
        : `${incidents}件のインシデントが続いています。`;
    },
    stand:
      "インシデントは、サービスのコンポーネントが正常でなかった期間です。15分以内に始まったもの、または同じクラウドのイベントと確実に関連づけられるものは、1つにまとめて表示します。",
    filters: { state: "状態", layer: "層", cloud: "時期が重なるクラウド", service: "サービス" },
    any: "すべて",
    states: { open: "継続中", over: "終了" },
    layers: { access: "アクセス", chain: "チェーン" },
    choose: "表示",
    clear: "すべて表示",
    none: "条件に合うインシデントはありません。",
    empty: "記録されたインシデントはありません。",
    older: "以前のインシデント",
    listJson: "インシデント一覧のJSON",
    newest: "最新のインシデント",
    group: (incidents, services) => `${services}サービスのインシデント${incidents}件`,
    ongoing: "継続中",
    lasted: (duration) => `${duration}継続`,
    more: (n) => `ほか${n}件が同時期に発生`,
    retracted: "取り消し",
  },
  headline: {
    down: (name, since) => `${since}から${name}が停止しています。`,
    degraded: (name, since) => `${since}から${name}の品質が低下しています。`,
    wasDown: (name, lasted, on) => `${on}に${name}が${lasted}停止しました。`,
    wasDegraded: (name, lasted, on) => `${on}に${name}の品質が${lasted}低下しました。`,
    unseen: (name, since) => `${since}から${name}に異常がありました。終了時刻は不明です。`,
    retracted: (name, on) => `${on}の${name}のインシデントは取り消されました。`,
  },
  summary: {
    caption: "概要",
    severity: "最も悪い状態",
    lasted: "継続時間",
    seen: "確認した観測拠点",
    places: (seen, of) => (of <= 1 ? "1か所" : `${of}か所中${seen}か所`),
    confirmed: "確認済み",
    unconfirmed: "未確認",
  },
  times: {
    heading: "発生と終了の時刻",
    note: "チェックは一定の間隔で行うため、2つの測定の間に起きたことは分かりません。実際の発生と終了の時刻は、それぞれ前後の測定の間にあります。",
    lastGood: "発生前の最後の正常応答",
    firstBad: "最初に失敗したラウンド",
    detected: "判定し、記録を開始した時刻",
    lastBad: "最後に失敗したラウンド",
    firstGood: "最初に回復したラウンド",
    watchedTo: "監視を終えた時刻",
    unknown: "不明",
    ongoing: "継続中",
    after: (duration) => `最初の失敗から${duration}後`,
    between: (duration) => `その${duration}前`,
  },
  evidence: {
    heading: "判定の根拠",
    vantages: "確認した観測拠点",
    failures: "返ってきた結果",
    phase: "リクエストが到達した段階",
    phases: { dns: "名前解決", connection: "接続", application: "接続後の応答" },
    rules: "判定ルール",
    version: (version) => `バージョン${version}`,
    maintenance: "運営者が告知したメンテナンス中に始まったため、稼働にも停止にも数えません。",
    madeUp: "架空の履歴の一部です。実際に起きたことではありません。",
  },
  history: {
    heading: "経過",
    kinds: feeds.kinds,
    known: (at) => `${at}に判明`,
    by: (author) => `記入者：${author}`,
  },
  notes: { heading: "取り消し" },
  together: {
    heading: "同時期に始まったインシデント",
    alone: "前後15分以内に始まったものはほかにありません。",
    more: (n) => `ほか${n}件`,
  },
  coincides: {
    none: "読み取れる範囲では、時期が重なるクラウドのイベントは公表されていません。",
    heading: "クラウドのイベントなし",
    runnerUp: (place, score, word) => `次点：${place}（100点中${score}点、${word}）`,
  },
  said: {
    heading: "公表と観測",
    saw: "当サイトが確認した発生",
    said: (name) => `${name}の公表`,
    delay: "遅れ",
  },
  missing: {
    heading: "このIDのインシデントは記録にありません。",
    text: "アドレスが誤っている可能性があります。インシデントの記録は削除しません。誤りだった場合は、取り消しとして残します。",
    all: "すべてのインシデント",
  },
  json: "このインシデントのJSON",
};
