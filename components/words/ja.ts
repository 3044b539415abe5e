import type { Words } from "#components/words/words.ts";

const numbers = new Intl.NumberFormat("ja");
const dates = new Intl.DateTimeFormat("ja", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const shortDates = new Intl.DateTimeFormat("ja", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
const list = (names: readonly string[]) => names.join("、");
const checks = (n: number) => `チェック${numbers.format(n)}件`;
/** 「つ」 counts to nine only. */
const servicesOf = (n: number) => `${n}${n < 10 ? "つ" : ""}のサービス`;

export const ja: Words = {
  tagline: "止まったのはチェーンか、それともそこへの経路か。",
  nav: { main: "メインメニュー", now: "現在", otherLanguage: "English", skip: "本文へ移動" },
  title: "現在",
  headline: {
    blind: () => "記録用データベースが応答していないため、現在の状態を確認できません。",
    noData: () => "まだ判定できません。測定が行われていません。",
    nothingYet: () => "まだ判定できません。最初の測定を実施中です。",
    offline: (vantages) =>
      vantages === 1
        ? "この観測拠点がインターネットに接続できないため、各サービスの状態は判断できません。"
        : `${vantages}か所の観測拠点すべてがインターネットに接続できないため、各サービスの状態は判断できません。`,
    silent: (since) => `${since}を最後に観測拠点からの通信が途絶えており、現在の状態は不明です。`,
    mostlyUnknown: (judged, due, failing) => {
      if (judged === 0) return `現在は何も確認できていません。${checks(due)}のいずれにも有効な最新結果がありません。`;
      const failed = failing === 0 ? "" : `（うち${numbers.format(failing)}件が失敗）`;
      return `現在確認できているのは一部だけです。有効な最新結果があるのは${checks(due)}中${numbers.format(judged)}件です${failed}。`;
    },
    allAnswer: (n) => `確認できる範囲ではすべて応答しています（${checks(n)}、失敗なし）。`,
    someFail: (names, failing, of) =>
      `直近の測定で${names.length <= 4 ? list(names) : servicesOf(names.length)}が正常に応答しませんでした（${checks(of)}中${numbers.format(failing)}件が失敗）。`,
  },
  stand: {
    notJudged:
      "以下は、各チェックの最新の測定結果です。1回の失敗は判断材料の一つにすぎず、それだけで障害とはみなしません。",
    offline:
      "以下の対象にも問い合わせましたが、対照先からも応答がありませんでした。これらの結果は「中立」として除外し、どのサービスの障害にも数えません。",
    stale: (at) => `以下は、最後に確認できた${at}時点の状態です。`,
    degraded: (n) => (n === 0 ? "" : `${n}件は品質が低下しています（応答はあるものの、遅い、古い、または不完全）。`),
    uncounted: ({ neutral, unproven, expired, waiting }) => {
      const parts = [
        neutral > 0 ? `対象の状態を示さない結果${neutral}件` : "",
        unproven > 0 ? `まだ一度も応答のないもの${unproven}件` : "",
        expired > 0 ? `結果が古すぎるもの${expired}件` : "",
        waiting > 0 ? `測定待ち${waiting}件` : "",
      ].filter(Boolean);
      return parts.length === 0 ? "" : `集計から除外：${list(parts)}。`;
    },
  },
  world:
    "インターネットの観測ではありません。このマシン上の模擬環境を測定しており、表示される数値はすべて実在のサービスとは無関係です。",
  asOf: (moment) => `${moment}時点`,
  reporting: (reporting, all) => `観測拠点 ${all}か所中${reporting}か所が稼働`,
  coverage: (percent) => `直近1時間の測定率 ${percent}`,
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
  key: "凡例：マーク1つがチェック1件",
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
  stateNotes: {
    answers: "最新の測定で、正しく新しい応答があった",
    degraded: "応答はあるが、遅い、古い、または不完全",
    fails: "直近の測定で正しい応答がなかった",
    neutral: "対象の状態を示さない結果（観測側の不具合、レート制限、遮断など）",
    unproven: "失敗しているが、追加以来一度も応答がなく、こちらの設定の誤りかもしれない",
    expired: "最新の結果が、測定間隔の3倍より古い",
    waiting: "まだ結果がない",
    not_monitored: "サービス終了、キーが必要、またはプローブが未実装",
  },
  row: {
    failing: (failing, of) => `${of}件中${failing}件失敗`,
    closed: "サービス終了",
    notMonitored: "この環境では未監視",
    blockAgo: (age) => `最新ブロックは${age}前`,
    marks: (parts) => parts.join("、"),
  },
  check: {
    every: (interval) => `${interval}ごと`,
    never: "未測定",
    reasons: {
      key: "必要なキーがこの環境に設定されていません",
      probe: "プローブが未実装です",
      disabled: "過去の記録として保持しています",
      retired: "サービス終了",
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
    states: {
      reporting: "稼働中",
      starting: "起動中",
      offline: "インターネットに接続できません",
      silent: "通信途絶",
      stopped: "停止中",
    },
    place: "所在地",
    unknownPlace: "未設定",
    controls: "対照先",
    controlsAnswer: (ok, of) => `${of}件中${ok}件が応答`,
    noControls: "未確認",
    lastHour: "直近1時間の測定率",
    beat: "最終通信",
    done: "起動後の測定",
    doneOf: (done, skipped) => `実施${done}件、見送り${skipped}件`,
    lost: "保存できなかった測定",
    state: "状態",
    none: "稼働を通知したワーカーはまだありません。",
  },
  about: {
    heading: "この表の読み方",
    text: [
      "1行が1つのサービス、マーク1つが1件のチェックで、それぞれ最新の測定結果を表します。行を開くと、何を問い合わせ、何が返り、各段階に何ミリ秒かかったかを確認できます。",
      "「アクセス」はサービスに到達できるか、「チェーン」はブロックが生成されているかを示します。大規模な障害の日には、この2つの答えが食い違います。",
      "障害と判断する前に、別々のネットワークにある対照先へ問い合わせます。対照先も応答しなければ、原因はこちら側にあります。",
    ],
    states: "マークの意味",
  },
  notFound: {
    title: "ページが見つかりません",
    heading: "ページが見つかりません。",
    text: "アドレスが間違っているか、まだ公開されていないページです。",
    back: "現在の状況を見る",
  },
  foot: { machine: "同じ内容のJSON", alive: "このサーバーの稼働確認" },
  duration: (s) => {
    if (s < 1) return `${s.toFixed(1)}秒`;
    if (s < 90) return `${Math.round(s)}秒`;
    if (s < 5_400) return `${Math.round(s / 60)}分`;
    if (s < 172_800) return `${Math.round(s / 3_600)}時間`;
    return `${Math.round(s / 86_400)}日`;
  },
  ago: (duration) => `${duration}前`,
  list,
  sentenceGap: "",
  number: (value) => numbers.format(value),
  date: (at) => dates.format(at),
  shortDate: (at) => shortDates.format(at),
};
