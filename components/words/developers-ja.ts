import type { DevelopersWords } from "#components/words/developers-en.ts";

export const developers: DevelopersWords = {
  nav: "開発者向け",
  at: (path) => (path === "/" ? "/ja" : `/ja${path}`),
  headline: "ここにある記録は、すべてデータとして利用できます。",
  description:
    "JSON API、Statuspage互換API、サーバー送信イベント、フィード、バッジ、Webhook、月次のエクスポート。キーもアカウントも不要です。",
  stand:
    "キーもアカウントも不要で、どのサイトのスクリプトからも読み取れます。分からないことは不明と示し、取り消しはすべての形式に反映します。一度付けた名前は変わりません。",
  noUrl:
    "この環境には公開アドレス（FAULTLINE_URL）が設定されていません。https://status.example.orgの部分を実際のアドレスに置き換えてください。",
  json: {
    heading: "JSONとして読む",
    text: "時刻はRFC 3339形式のUTC、長さは末尾が_seconds、測定ごとの所要時間は末尾が_msの項目です。If-None-Matchを付けると、変化がなければ304を返します。一覧にはnext_cursorとLinkヘッダーがあります。項目は増えることはあっても、名前が変わったりなくなったりすることはありません。",
    openapi: "プログラム向けの定義（OpenAPI 3.1）",
    about: {
      "/api/v1/services": "全サービスのコンポーネント、その判定、チェックと最新の結果。",
      "/api/v1/services/{slug}": "一つのサービス。内容は一覧と同じです。",
      "/api/v1/services/{slug}/said-against-saw":
        "一つのサービスのインシデントと、運営者による公表との対比。新しい順です。",
      "/api/v1/components": "全コンポーネントの一覧。",
      "/api/v1/checks": "全チェックの内容、観測拠点、拠点ごとの最新の結果。",
      "/api/v1/measurements": "一つのチェックの直近24時間の測定結果。新しい順です。",
      "/api/v1/timeline":
        "クラウド、アクセス、チェーンを一つの時間軸に並べたもの。いつの状態か、それがいつ判明したかを示します。",
      "/api/v1/incidents": "インシデントの一覧。継続中のものに続けて新しい順に並びます。",
      "/api/v1/incidents/{id}": "一つのインシデントとその経過。",
      "/api/v1/incident-groups":
        "同時期に始まったか、同じイベントと時期が重なるインシデントのグループ。継続中のものすべてに続けて新しい順に並びます。",
      "/api/v1/incident-groups/{id}": "一つのグループと、そのすべてのインシデント。",
      "/api/v1/clouds": "各クラウドの現在の公表内容と、そこをホスティング先とするサービス。",
      "/api/v1/cloud-events": "クラウドのイベント。始まりの新しい順です。",
      "/api/v1/cloud-events/{id}": "一つのイベントの全記録と、時期が重なるインシデント。",
      "/api/v1/hosting": "各コンポーネントのホスティング先と、そのすべての根拠。",
      "/api/v1/concentration": "アクセス層の集中の度合いと、ある事業者やリージョンが失われた場合に止まるもの。",
      "/api/v1/said-against-saw": "過去90日間の、運営者とクラウドによる公表と測定結果との対比。",
      "/api/v1/drills": "この環境で行った訓練の結果の概要。新しい順です。",
      "/api/v1/drills/{id}": "一つのシナリオの、最後の訓練の結果。",
      "/api/v1/replays": "リプレイできる過去の障害。新しい順です。",
      "/api/v1/replays/{id}": "一つのリプレイの全内容。行ごとの区間と、すべての記述およびその出典。",
    },
    needed: (name) => `${name}（必須）`,
    refused: "パラメーターの誤りは、黙って無視しません",
    refusedNote: "エラー応答（400、application/problem+json）が、誤りのあるパラメーターと指定できる値を示します。",
  },
  stream: {
    heading: "変化の受信",
    text: "サーバー送信イベントです。判定からおよそ1秒以内に届きます。Last-Event-IDを付けて再接続すると、逃した分を受け取れます。",
    example: "これ以降のすべての変化",
  },
  statuspage: {
    heading: "Statuspageのクライアント向け",
    text: "StatuspageのAPI v2です。これに対応したウィジェットやエクスポーター、アプリをそのまま使えます。不明を表す語がないため、不明のコンポーネントは一覧から除き、その数をdescriptionに示します。",
    example: "全体を一度に取得",
    widget: "公式ウィジェット",
  },
  feeds: {
    heading: "フィードとカレンダー",
    text: "historyではインシデントのグループごとに1件、updatesでは経過ごとに1件です。既読の項目の更新に気づかないリーダーにはupdatesが向いています。日本語版は/ja以下にあります。",
    scopes: {
      all: "全体",
      service: "一つのサービス",
      layer: "一つの層（access、chain、cloud）",
      cloud: "一つのクラウド",
    },
  },
  badges: {
    heading: "バッジと埋め込み枠",
    text: "バッジは、色が示す内容を必ず文字でも示します。不明は灰色です。",
    example: "Markdown形式",
    more: "バッジを作る",
  },
  webhooks: {
    heading: "Webhookによる通知",
    text: "Standard Webhooks 1.0.0で署名し、届くまで再送します。送信するのは、受信側が同意した場合だけです。Slack、Discord、PagerDutyのほか、StatuspageのWebhookを受け取れる受信側にも対応しています。",
    ask: "登録の申し込み",
    verify: "通知の検証（npmのstandardwebhooks）",
    more: "フォームから登録",
  },
  exports: {
    heading: "月次のエクスポート",
    text: "毎月のインシデントと、全チェックの日ごとの数値です。圧縮したCSVとNDJSONに、チェックサムとライセンスを添えています。",
    more: "一覧を見る",
  },
};
