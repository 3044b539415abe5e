import type { Words } from "#components/words/words.ts";

const numbers = new Intl.NumberFormat("ja");
const dates = new Intl.DateTimeFormat("ja", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const list = (names: readonly string[]) => names.join("、");

export const ja: Words = {
  tagline: "止まったのはチェーンか、それともそこへの経路か。",
  nav: { main: "メイン", now: "現在", otherLanguage: "English", skip: "記録へ移動" },
  title: "現在",
  headline: {
    blind: () => "現在の状態を確認できません。こちらの記録用データベースが応答していません。",
    noData: () => "まだ判定できません。測定が行われていません。",
    nothingYet: () => "まだ判定できません。最初の測定を行っています。",
    offline: (vantages) =>
      vantages === 1
        ? "この観測拠点はインターネットに接続できません。ほかのサービスについては何も言えません。"
        : `${vantages}か所の観測拠点がいずれもインターネットに接続できません。ほかのサービスについては何も言えません。`,
    silent: (since) => `${since} UTCを最後に測定がなく、現在の状態は不明です。`,
    allAnswer: (checks) => `確認できる範囲ではすべて応答しています（チェック${numbers.format(checks)}件、失敗なし）。`,
    someFail: (names, failing, of) =>
      names.length <= 4
        ? `直近の測定で${list(names)}が正常に応答しませんでした（チェック${numbers.format(of)}件中${failing}件が失敗）。`
        : `直近の測定で${names.length}のサービスが正常に応答しませんでした（チェック${numbers.format(of)}件中${failing}件が失敗）。`,
  },
  stand: {
    notJudged: "以下は個々の最新の測定結果です。1回の失敗は証拠であって、障害とはみなしません。",
    offline:
      "下記の対象にも問い合わせましたが、こちらの対照先からも応答がありませんでした。これらの結果は中立として除外し、どのサービスの障害としても数えません。",
    stale: (at) => `以下は${at} UTC時点の最後の記録です。`,
    uncounted: (neutral, unproven, waiting) => {
      const parts = [
        neutral > 0 ? `対象について何も示さない応答${neutral}件` : "",
        unproven > 0 ? `まだ一度も応答を得ていないもの${unproven}件` : "",
        waiting > 0 ? `測定待ち${waiting}件` : "",
      ].filter(Boolean);
      return parts.length === 0 ? "" : `集計に含めないもの：${list(parts)}。`;
    },
  },
  world:
    "これはインターネットの観測ではありません。このマシン内に作られた模擬環境を測定しています。表示される数値は実在のサービスとは無関係です。",
  asOf: "時点：",
  reporting: (reporting, all) => `観測拠点 ${all}か所中${reporting}か所が稼働`,
  coverage: (percent) => `直近1時間の測定率 ${percent}`,
  layers: {
    access: { name: "アクセス", asks: "利用者から届くか" },
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
  key: "凡例：印1つがチェック1件",
  states: {
    answers: "応答あり",
    degraded: "低下",
    fails: "失敗",
    neutral: "中立",
    unproven: "未実証",
    expired: "期限切れ",
    waiting: "未測定",
    not_monitored: "監視対象外",
  },
  stateNotes: {
    answers: "最新の応答が正しく、かつ新しい",
    degraded: "応答はあるが、遅い、古い、または不完全",
    fails: "直近の測定で正しい応答がない",
    neutral: "対象について何も示さない（こちらの不具合、レート制限、遮断など）",
    unproven: "失敗しているが、追加以来一度も応答がない（こちらの設定の誤りかもしれない）",
    expired: "最新の結果が測定間隔の3倍より古い",
    waiting: "まだ結果がない",
    not_monitored: "キーが必要、またはプローブが未実装",
  },
  row: {
    answering: (answering, of) => `${of}件中${answering}件`,
    failing: (failing, of) => `${of}件中${failing}件が失敗`,
    closed: "閉鎖済み",
    notMonitored: "監視対象外",
    blockAgo: (age) => `${age}前にブロック`,
    marks: (parts) => parts.join("、"),
    details: "チェック",
  },
  check: {
    check: "チェック",
    proves: "応答が示すこと",
    result: "直近の結果",
    time: "名前解決・接続・TLS・待機・受信",
    total: "合計",
    measured: "測定時刻（UTC）",
    every: (interval) => `${interval}ごと`,
    never: "未測定",
    reasons: {
      key: "必要なキーがこの環境に設定されていません",
      probe: "プローブが未実装です",
      disabled: "履歴として保存",
      retired: "閉鎖済み",
    },
    vital: "必須",
    aux: "参考表示のみ",
    from: (address) => `${address}から`,
    head: (number) => `先頭 ${number}`,
    headAge: (age) => `${age}前のもの`,
    tradeAge: (age) => `直近の約定 ${age}前`,
    clock: (offset) => `時計のずれ ${offset}`,
    phases: { dns: "名前解決", connect: "接続", tls: "TLS", wait: "待機", download: "受信" },
    documented: "仕様書",
  },
  vantages: {
    heading: "観測拠点",
    states: {
      reporting: "稼働中",
      starting: "起動中",
      offline: "インターネットに接続できません",
      silent: "応答なし",
      stopped: "停止",
    },
    place: "所在",
    unknownPlace: "未設定",
    controls: "対照先",
    controlsAnswer: (ok, of) => `${of}件中${ok}件が応答`,
    noControls: "未確認",
    lastHour: "直近1時間の測定率",
    beat: "最終確認（UTC）",
    done: "起動後の測定",
    doneOf: (done, skipped) => `${done}件実施、${skipped}件見送り`,
    lost: "保存できなかった測定",
    vantage: "拠点",
    state: "状態",
    none: "稼働を通知したワーカーはまだありません。",
  },
  about: {
    heading: "この表の読み方",
    text: [
      "1行が1つのサービス、印1つが1件のチェックで、最新の測定結果を表します。行を開くと、何を問い合わせ、何が返り、各段階に何ミリ秒かかったかを確認できます。",
      "「アクセス」はサービスに届くかどうか、「チェーン」はブロックが生成されているかどうかです。大きな障害の日には、この2つの答えが食い違います。",
      "どこかの障害とみなす前に、別のネットワークにある対照先へ問い合わせます。対照先も応答しなければ、原因はこちら側にあります。",
    ],
  },
  notFound: {
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
  number: (value) => numbers.format(value),
  date: (at) => dates.format(at),
};
