import type { BadgesWords } from "#components/words/badges-en.ts";

export const badges: BadgesWords = {
  nav: "バッジ",
  at: (path) => (path === "/" ? "/ja" : `/ja${path}`),
  headline: "現在の状態を、普段見ている場所に表示できます。",
  description:
    "READMEやWiki、ステータスページに置けるバッジと埋め込み枠です。各サービスの現在の状態、稼働率、応答時間を日本語または英語で表示します。",
  stand:
    "バッジは、色が示す内容を必ず文字でも示します。不明は灰色で、緑になることはありません。観測できないときはその旨を表示し、URLの指定で実際より良く見せることはできません。",
  form: {
    heading: "バッジを作る",
    of: "対象",
    all: "全体",
    kind: "内容",
    kinds: {
      status: "現在の状態",
      "uptime/24h": "稼働率（24時間）",
      "uptime/7d": "稼働率（7日）",
      "uptime/30d": "稼働率（30日）",
      "uptime/90d": "稼働率（90日）",
      "latency/24h": "応答時間の中央値（24時間）",
      "latency/7d": "応答時間の中央値（7日）",
    },
    style: "スタイル",
    label: "ラベル",
    labelNote: "64文字まで（空欄なら既定のラベル）",
    labelColor: "ラベルの色",
    color: "正常時の色",
    colorNote: "0b57d0のような16進数（正常以外の状態では色を変更できません）",
    lang: "言語",
    languages: { en: "English", ja: "日本語" },
    theme: "表示先の背景",
    themes: { light: "明るい", dark: "暗い", auto: "閲覧者のブラウザーに合わせる" },
    cacheSeconds: "キャッシュしてよい秒数",
    cacheNote: "60〜86,400の範囲",
    go: "作成",
    back: "最初からやり直す",
  },
  preview: {
    heading: "現在の表示",
    light: "このページの背景",
    dark: "反対の背景",
    missing: (slug) => `${slug}というサービスはないため、バッジにもそう表示されます。`,
  },
  snippets: {
    heading: "コピーして使う",
    alt: (name) => `${name}：Faultlineによる状態表示`,
    forms: { markdown: "Markdown形式", html: "HTML形式", asciidoc: "AsciiDoc形式", rst: "reStructuredText形式" },
    endpoint: "shields.io向けのデータ",
    endpointNote: "shields.ioのエンドポイントバッジが読み取る形式です。shields.ioのロゴを使いたい場合に利用できます。",
    noUrl:
      "この環境には公開アドレス（FAULTLINE_URL）が設定されていません。https://status.example.orgの部分を実際のアドレスに置き換えてください。",
    ownOnly:
      "この環境には公開アドレス（FAULTLINE_URL）が設定されていません。以下のコードは、このコンピューターの中でのみ使えます。",
  },
  frames: {
    heading: "埋め込み枠",
    note: "スクリプト、Cookie、フォームのない小さなページで、どのサイトにも埋め込めます。2分ごとに更新され、更新できないときはその旨を表示します。",
    service: (name) => `${name}（障害の内容を含む）`,
    strata: "全体：クラウド、アクセス、チェーンの24時間",
    title: (name) => `${name}：Faultlineによる状態表示`,
    look: "表示を確認",
  },
  embed: {
    old: "5分間更新されていないため、現在の状態ではありません。",
    source: "Faultlineの記録",
    unknown: "該当するサービスはありません。",
    more: (count) => `さらに${count}件`,
  },
};
