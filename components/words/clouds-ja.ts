import type { CloudsWords } from "#components/words/clouds-en.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";

const { list } = quantities;
/** Two names are joined in speech, more are listed. */
const spoken = (names: readonly string[]) => (names.length === 2 ? names.join("と") : list(names));

export const clouds: CloudsWords = {
  nav: "クラウド",
  at: (path) => `/ja${path}`,
  headline: {
    open: (events, providers) => `${spoken(providers)}が、継続中のイベントを${events}件公表しています。`,
    none: (readable, of) =>
      readable === of
        ? `フィードを取得している${of}社のクラウドは、いずれも継続中のイベントを公表していません。`
        : `取得できている${readable}社のクラウドは、いずれも継続中のイベントを公表していません（ほか${of - readable}社は取得できていません）。`,
    blind: "現在はどのクラウドのフィードも取得できず、各社が何を公表しているか分かりません。",
  },
  stand:
    "クラウドの状態は、測定したものではなく各社自身の公表内容です。フィードに何も載っていないことは正常の証明にはならず、取得できないフィードからは何も分かりません。",
  columns: { provider: "事業者", says: "現在の公表内容", stands: "依存するサービス" },
  kinds: { cloud: "クラウド", edge: "エッジ" },
  feed: {
    openEvents: (n) => `継続中のイベント${n}件`,
    nothing: "継続中のイベントなし",
    unreadable: (since) => `${since}から取得できず`,
    partly: (broken, of) => `フィード${of}件中${broken}件が取得不可`,
    waiting: "未取得",
    none: "取得対象のフィードなし",
    readAt: (at) => `${at}に取得`,
    neverRead: "取得実績なし",
    entries: (n) => `${n}項目`,
    broken: (n) => `不正な項目${n}件`,
    reason: "理由",
    heading: "取得しているフィード",
    address: "フィード",
    state: "状態",
    last: "最後に取得できた時刻",
    ranges: (rows, at) => `公開アドレス範囲${rows}件（${at}に最新であることを確認）。`,
    rangesNone: "読み取り可能な形でアドレス範囲を公開していないため、この事業者のアドレスかどうかを判別できません。",
    rangesWaiting: "アドレス範囲はまだ取得していません。",
    rangesUnreadable: (since) =>
      `${since}からアドレス範囲を取得できていません。最後に取得できた範囲を使い続けています。`,
    rangesRefused: (since) =>
      `新しいアドレス範囲ファイルは欠落が多すぎるため、${since}から採用を見送り、その前の版を使い続けています。`,
  },
  stands: {
    services: (n) => `${n}件`,
    none: "把握しているものはありません",
    bases: {
      observed: (n) => `観測${n}`,
      edge: (n) => `エッジ経由${n}`,
      declared: (n) => `公表${n}`,
      transitive: (n) => `間接${n}`,
      vendor: (n) => `運営者の説明${n}`,
    },
  },
  basis: {
    observed: "観測",
    edge: "エッジを観測",
    declared: "公表情報",
    transitive: "間接依存",
    vendor: "運営者の説明",
  },
  basisNotes: {
    observed: "チェックの接続先アドレスが、事業者がこの場所のものとして公開している範囲に含まれている",
    edge: "接続先はCDNの入口であり、その背後にあるオリジンは見えない",
    declared: "運営者、公的書類、報道のいずれかがそう述べている（出典あり）",
    transitive: "そこで動いている別のサービスを利用している",
    vendor: "ある障害について、運営者自身がこの事業者を原因に挙げた",
  },
  evidence: {
    seen: (place, from, to) => `${place}（${from}から${to}まで観測）`,
    vantages: (names) => `観測拠点：${list(names)}`,
    ranges: (shown, more) => `範囲：${shown}${more === 0 ? "" : `ほか${more}件`}`,
    via: (supplier) => `${supplier}を経由`,
    source: "出典",
    anyRegion: "リージョン不明",
  },
  events: {
    open: "継続中",
    past: "過去のイベント",
    latest: "最近のイベント",
    none: "ありません。",
    noneOpen: "取得できているフィードには、継続中のイベントはありません。",
    title: "イベント",
    onset: {
      first_status_post: "開始（最初の投稿時刻による）",
      stated_start: "開始（事業者の説明による）",
      third_party_measurement: "開始（第三者の測定による）",
      post_event_summary: "開始（事後報告による）",
    },
    published: "最初の公表",
    seen: "当サイトでの初回確認",
    ended: "終了（事業者の説明による）",
    vanished: "一覧から消えた時刻",
    vanishedNote: "終了したとみられるが、終了の告知はない",
    ongoing: "継続中",
    stale: "2週間更新がないため、状態の表示にも関連づけにも使っていません",
    later: (duration) => `${duration}後`,
    severities: {
      informational: "お知らせ",
      degraded: "品質低下",
      disruption: "一部障害",
      outage: "停止",
    },
    said: "公表",
    ourReading: "フィードに重大度がないため、当サイトの解釈",
    maintenance: "計画作業",
    everywhere: "全リージョン",
    unstated: "対象範囲の記載なし",
    services: (shown, more) => (more === 0 ? list(shown) : `${list(shown)}ほか${more}件`),
    more: (n) => `ほか${n}件`,
    updates: (n) => `投稿${n}件`,
    versions: (n) => `記録の版数：${n}`,
    left: (n) => `ほか${n}件は記録を参照`,
    record: "記録",
    ownPage: "事業者のページ",
  },
  provider: {
    headline: {
      open: (name, events) => `${name}は継続中のイベントを${events}件公表しています。`,
      none: (name) => `${name}は継続中のイベントを公表していません。`,
      unreadable: (name, since) => `${since}から${name}のフィードを取得できず、何が公表されているか分かりません。`,
      waiting: (name) => `${name}のフィードはまだ取得していません。`,
      silent: (name) => `${name}には、取得対象のフィードがありません。`,
    },
    stand: (services, of) =>
      services === 0
        ? `対象の${of}サービスのうち、依存を確認できたものはありません。`
        : `対象の${of}サービスのうち、何らかの根拠で依存が分かっているものは${services}件です。`,
    services: "依存するサービス",
    servicesNone:
      "把握しているものはありません。観測と公表情報の範囲での結果であり、実際に存在しないという意味ではありません。",
    regions: "リージョン",
    regionsNote: "依存の根拠または継続中のイベントがあるリージョンです。それ以外は下にまとめています。",
    regionsNone:
      "リージョンはありません。エッジは世界各地の数百拠点から応答し、そのいずれもオリジンの所在地ではありません。",
    otherRegions: (n) => `ほかのリージョン${n}件`,
    controller: "支配する法人",
    controllerIs: (name, country) => `${name}（${country}）`,
    statusPage: "ステータスページ",
    verified: {
      docs: "公式文書で確認",
      repo: "第三者の資料で確認",
      partial: "一部は未確認",
      recalled: "未確認（記憶に基づく）",
    },
    region: "リージョン",
    place: "所在地",
    now: "継続中",
    standsHere: "依存するサービス",
    wholeProvider: "リージョン不明",
  },
  region: {
    headline: {
      lose: (place, expected, of) =>
        `${place}が停止した場合、${of}サービスのうち約${expected}件が同時に停止すると見込まれます。`,
      hardly: (place) => `${place}だけに依存しているサービスは、ほとんど確認されていません。`,
      none: (place) => `${place}に依存するアクセス層のサービスは把握していません。`,
    },
    stand: (name, metro, country) => {
      const where = [country, metro].filter(Boolean).join("・");
      return where === "" ? `${name}。` : `${name}（${where}付近）。`;
    },
    range: (low, high) => `試行の90%は${low}件から${high}件の間に収まります。`,
    services: "ここに依存するサービス",
    events: "このリージョンに関する事業者の公表",
  },
  attributed: {
    provider: "この事業者のイベントと時期が重なるインシデント",
    region: "このリージョンのイベントと時期が重なるインシデント",
    none: "記録にありません。",
    open: (span) => `${span}継続中`,
    over: (span) => `${span}で終了`,
    provisional: "暫定",
    uncalibrated: "未較正",
    more: (n) => `ほか過去${n}件`,
    placeless: (events) =>
      `記録にあるイベントのうち${events}件は対象範囲の記載がなく、インシデントとの関連づけには使っていません。`,
  },
  table: {
    service: "サービス",
    chance: "同時停止の確率",
    evidence: "根拠",
    never: "ほぼなし",
  },
  missing: {
    provider: (name) => `「${name}」というクラウドは登録されていません。`,
    region: (name, provider) => `${provider}に「${name}」というリージョンは登録されていません。`,
    providers: "登録されている事業者：",
    regions: "登録されているリージョン：",
  },
  json: "このページのJSON",
};
