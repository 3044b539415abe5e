import { instance } from "#components/words/about-ja.ts";
import { badges } from "#components/words/badges-ja.ts";
import { catalogText } from "#components/words/catalog-ja.ts";
import { clouds } from "#components/words/clouds-ja.ts";
import { concentration } from "#components/words/concentration-ja.ts";
import { developers } from "#components/words/developers-ja.ts";
import { headline } from "#components/words/headline-ja.ts";
import { incident } from "#components/words/incident-ja.ts";
import { live } from "#components/words/live-ja.ts";
import { methodology } from "#components/words/methodology-ja.ts";
import { now } from "#components/words/now-ja.ts";
import { replay } from "#components/words/replay-ja.ts";
import { scorecard } from "#components/words/scorecard-ja.ts";
import { service } from "#components/words/service-ja.ts";
import { strata } from "#components/words/strata-ja.ts";
import { subscribe } from "#components/words/subscribe-ja.ts";
import { times } from "#components/words/times-ja.ts";
import type { Words } from "#components/words/words.ts";
import { ja as attributions } from "#domain/publish/attribution-ja.ts";
import { feeds } from "#domain/publish/feed-ja.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";
import { ja as sentences } from "#domain/publish/sentences-ja.ts";

export const ja: Words = {
  ...quantities,
  sentences,
  attributions,
  feeds,
  tagline: "止まったのはチェーンか、それともそこへの経路か。",
  nav: { main: "メインメニュー", now: "現在", otherLanguage: "English", skip: "本文へ移動" },
  title: "現在の状況",
  headline,
  stand: {
    judged: "観測拠点の測定結果から判定しています。1回の失敗は判断材料の一つにすぎず、それだけで障害とはみなしません。",
    offline:
      "以下の対象に問い合わせましたが、対照先からも応答がありませんでした。そのため結果は「中立」とし、どのサービスの障害にも数えません。",
    unjudged: "測定結果が届いていても判定が行われていないため、すべての状態を「不明」としています。",
    stale: (at) => `以下は、最後に確認できた${at}時点の状態です。`,
    unknown: (services) =>
      services === 0 ? "" : `現在判定できないサービスが${services}件あり、正常にも異常にも数えていません。`,
    maintained: (services) =>
      services.length === 0
        ? ""
        : `${services.length > 4 ? `${services.length}件のサービス` : services.join("、")}は告知済みのメンテナンス中です。`,
  },
  world:
    "インターネットの観測ではありません。このマシン上の模擬環境を測定しており、表示される数値はすべて実在のサービスとは無関係です。",
  worldInShort: "模擬環境の測定値（実在のサービスとは無関係）",
  drill: (what, speed) => `訓練：${what}の障害を${speed}倍の速さで再現しています。`,
  asOf: (moment) => `${moment}時点`,
  reporting: (reporting, all) => `観測拠点${all}か所中${reporting}か所が稼働`,
  coverage: (percent) => `直近1時間のカバレッジ ${percent}`,
  layers: {
    access: { name: "アクセス", asks: "利用者が到達できるか" },
    chain: { name: "チェーン", asks: "ブロックが生成されているか" },
  },
  kinds: {
    exchanges: "取引所・ブローカー",
    rpc: "RPCプロバイダー",
    endpoints: "L1・L2のエンドポイント",
    wallets: "ウォレット・エクスプローラー",
    decentralised: "分散型ストレージ・計算基盤",
    oracles: "オラクル",
  },
  tally: { of: (troubled, all) => `${all}件中${troubled}件` },
  statuses: {
    operational: "正常",
    under_maintenance: "メンテナンス中",
    unknown: "不明",
    degraded_performance: "品質低下",
    partial_outage: "一部停止",
    major_outage: "停止",
  },
  statusNotes: {
    operational: "現在、正しく応答していることを確認できている",
    under_maintenance: "運営者が告知したメンテナンス（その間の測定結果も併記）",
    unknown: "判定できない（正常とも障害ともみなさない）",
    degraded_performance: "応答はあるが、遅い、古い、不完全、または不安定",
    partial_outage: "一部のコンポーネントが停止している",
    major_outage: "観測拠点の過半数で、複数回続けて正しい応答がない",
  },
  states: {
    answers: "応答あり",
    degraded: "品質低下",
    fails: "失敗",
    neutral: "中立",
    unproven: "未実証",
    expired: "期限切れ",
    waiting: "未測定",
    not_monitored: "この環境では未監視",
  },
  row: {
    closed: "サービス終了",
    notMonitored: "この環境では未監視",
    notJudged: "参考表示（判定なし）",
    unknown: {
      waiting: "未判定",
      no_vantage: "最新の結果なし",
      vantage_down: "観測側の通信断",
      rate_limited: "レート制限",
      blocked: "アクセス遮断",
      quota: "割り当て超過",
      misconfigured: "観測側の設定不備",
      unreachable: "経由先が応答せず",
      unproven: "未実証",
      no_operator: "到達できる運営者なし",
      one_operator: "運営者が1者のみ",
      operators_disagree: "運営者間で不一致",
      edge_only: "エッジのみ確認",
      not_monitored: "この環境では未監視",
      retracted: "判定を取り消し",
    },
  },
  maintenance: {
    until: (until, isPast) => (until === null ? "終了時刻の告知なし" : `${until}${isPast ? "終了予定" : "まで"}`),
    asAnnounced: "運営者の告知",
    measured: (status) => `測定では${status}`,
    included: (shown) => `告知済みのメンテナンスも停止とみなすと${shown}`,
  },
  component: {
    since: (since, duration) => `${since}から${duration}継続`,
    uptime: "稼働率",
    windows: { "24h": "24時間", "7d": "7日", "30d": "30日", "90d": "90日" },
    uptimeOf: (shown, coverage) => `${shown}（カバレッジ${coverage}）`,
    noUptime: { no_data: "データなし", too_little: "データ不足" },
  },
  incidents: {
    severities: { minor: "品質低下", major: "一部停止", critical: "停止" },
    confirmed: (places) => `${places}か所で確認`,
    unconfirmed: "1か所でのみ確認",
    announced: "告知済みのメンテナンス中に発生",
    madeUp: "架空の記録",
  },
  check: {
    every: (interval) => `${interval}ごと`,
    never: "未測定",
    reasons: {
      key: "必要なキーがこの環境に設定されていません",
      probe: "対応するプローブを持つ観測拠点がありません",
      disabled: "過去の記録として保持しています",
      retired: "サービス終了",
      opted_out: "先方の要請により監視していません",
    },
    vital: "最重要",
    aux: "参考（判定には使いません）",
    to: (address) => `接続先 ${address}`,
    head: (number) => `先頭 ${number}`,
    headAge: (age) => `${age}前に生成`,
    dataAge: (age) => `${age}前のデータ`,
    tradeAge: (age) => `直近の約定は${age}前`,
    clock: (offset) => `時計のずれ ${offset}秒`,
    phases: { dns: "名前解決", connect: "接続", tls: "TLS", wait: "待機", download: "受信" },
    documented: "ドキュメント",
  },
  vantages: {
    heading: "観測拠点",
    judged: (at, ago, lateness) => `${at}（${ago}）に判定しました。最新の測定が揃ってから${lateness}後です。`,
    neverJudged: "まだ判定は行われていません。",
    states: {
      reporting: "稼働中",
      refused: "時計のずれにより受け付けていません",
      starting: "起動中",
      offline: "インターネット接続なし",
      silent: "通信途絶",
      stopped: "停止中",
    },
    place: "所在地",
    unknownPlace: "未設定",
    controls: "対照先",
    controlsAnswer: (ok, of) => `${of}件中${ok}件が応答`,
    noControls: "未確認",
    lastHour: "直近1時間のカバレッジ",
    beat: "最終通信",
    done: "起動後の測定",
    doneOf: (done, skipped) => `実施${done}件、見送り${skipped}件`,
    lost: "保存できなかった測定",
    clock: "データベースとの時計の差",
    clockUnknown: "未測定",
    clockOff: (skew, error, side) =>
      `${side === 0 ? "0ミリ秒" : `${skew}ミリ秒${side > 0 ? "進み" : "遅れ"}`}（±${error}ミリ秒）`,
    state: "状態",
    none: "稼働を通知したワーカーはまだありません。",
  },
  notFound: {
    title: "ページが見つかりません",
    heading: "ページが見つかりません。",
    text: "URLが間違っているか、まだ公開されていないページです。",
    back: "現在の状況を見る",
  },
  badges,
  subscribe,
  developers,
  clouds,
  concentration,
  instance,
  live,
  now,
  replay,
  scorecard,
  strata,
  times,
  methodology,
  incident,
  service,
  foot: {
    probed: (places) =>
      places.length === 0
        ? "この環境からはまだ何も測定していません。"
        : `${places.length}か所の観測拠点（${places.join("、")}）から測定しています。観測側の障害は、どのサービスの障害にも数えません。`,
    elsewhere: "いずれも、ここで判定しているクラウドには依存していません。",
    ownHosting: "当サイト自身のホスティング先と死角",
    drawn: "塗りつぶしは当サイトの測定、輪郭だけのものは第三者の公表、斜線は不明です。",
    follow: "購読",
    feeds: "フィードとカレンダーの一覧",
    machine: "JSON形式",
    alive: "このサーバーの稼働状態",
  },
  catalogText,
  sentenceGap: "",
  comma: "、",
  colon: "：",
  bracketed: (text) => `（${text}）`,
};
