import type { ConcentrationWords } from "#components/words/concentration-en.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";

const { list } = quantities;

export const concentration: ConcentrationWords = {
  nav: "集中度",
  headline: (place, expected, of) =>
    `${place}が停止した場合、${of}サービスのうち約${expected}件が同時に停止すると見込まれます。`,
  unknown: "アクセス層がどこに依存しているかは、まだ分かっていません。",
  stand: (services, known, unknown) =>
    `集計の対象は、設置場所のある${services}サービスです。このうち${known}件は、観測したアドレスまたは公表情報からホスティング先が分かっていますが、残る${unknown}件は不明です。不明分が判明すると変わり得る指標には、計算できる範囲で値の幅を併記しています。`,
  dates: (from, to, vantages) => `アドレスの観測期間：${from}〜${to}（${list(vantages)}）、算出：`,
  noDates: "事業者に対応づけられたアドレスはまだありません。算出：",
  figures: {
    heading: "どれだけ少数に集中しているか",
    name: "指標",
    value: "値",
    bounds: "不明分が判明した場合の範囲",
    meaning: "意味",
    rows: {
      effective: {
        name: "実効事業者数",
        text: "同じ規模の事業者が何社あれば、現在と同じ集中度になるか。",
      },
      effectiveRegions: {
        name: "実効リージョン数",
        text: "リージョンが分かっているサービスについて、同じ計算をリージョン単位で行ったもの。",
      },
      hhi: {
        name: "HHI",
        text: "各事業者のシェアの2乗の合計。1社がすべてを担うと1になる。サービスの重みはすべて同じ。",
      },
      s: {
        name: "S",
        text: "すべてのサービスが別々の事業者を使う状態からの隔たり。0なら隔たりなし（arXiv 2406.19569）。",
      },
      entropy: {
        name: "エントロピー",
        text: "あるサービスの事業者を当てるのに必要な「はい・いいえ」の質問の数。括弧内は理論上の最大値に対する割合。",
      },
      nakamotoThird: {
        name: "ナカモト係数（3分の1）",
        text: "合計でサービスの3分の1超を担う、最少の事業者数。",
      },
      nakamotoHalf: { name: "ナカモト係数（2分の1）", text: "同じく、半数超の場合。" },
      accessThird: {
        name: "アクセス・ナカモト係数（3分の1）",
        text: "同時に停止するとサービスの3分の1超に到達できなくなる、最少の事業者数。間接依存とエッジも含む。",
      },
      accessHalf: { name: "アクセス・ナカモト係数（2分の1）", text: "同じく、半数超の場合。" },
    },
    between: (low, high) => (low === high ? low : `${low}〜${high}`),
    orMore: (low) => `${low}以上`,
    bits: (bits, share) => (share === null ? `${bits}ビット` : `${bits}ビット（${share}）`),
    namely: list,
    never: "全社が停止しても達しない",
    atMost: (k) => `${k}以下`,
    none: "–",
  },
  whatIf: {
    heading: "もし停止したら",
    note: "事業者またはリージョンを選ぶと、同時に停止するサービスとその根拠、影響を受けないサービス、別の場所で同じ機能を提供する代替先を表示します。",
    label: "取り除く対象",
    go: "表示",
    whole: (provider) => `${provider}（全リージョン）`,
    back: "元に戻す",
    told: (place, dark, partly) => {
      const gone = dark === 0 ? "停止するサービスはありません" : `${dark}サービスが停止します`;
      const part = partly === 0 ? "" : `${dark === 0 ? "。" : "。さらに"}${partly}サービスが機能の一部を失います`;
      return `${place}を取り除くと、${gone}${part}。`;
    },
    remains: (remaining, of, unplaced) =>
      `${of}サービスのうち${remaining}件は、分かっている範囲で影響を受けません${unplaced === 0 ? "。" : `（うち${unplaced}件は、別の場所にあるかどうか分かっていません）。`}`,
    chains:
      "チェーンは集計に含めていません。ブロックは多数の運用者が生成しており、停止するかどうかは推定せず、測定で判断します。",
    none: (place) =>
      `監視対象のうち、${place}に設置されていると分かっているものはありません。これは現時点で分かっている範囲の結果で、当サイトがまだ観測していない場所である可能性もあります。`,
    dark: "停止する",
    partly: "一部を失う",
    evidence: "根拠",
    others: "別の場所にある代替先",
    loses: (parts) => `停止：${list(parts)}`,
    keeps: (parts) => `継続：${list(parts)}`,
    supplied: "供給元を通じた依存のみ",
    ways: (chain) => `${chain}への別の経路`,
    kind: "同じ種類のサービス",
    decentralised: "分散型",
    more: (n) => `ほか${n}件`,
    nobody: "別の場所にあると分かっているものはありません",
    unplaced: (n) => `このほか、別の場所にあるかどうか不明なものが${n}件`,
    json: "この結果のJSON",
  },
  providers: {
    heading: "事業者別",
    note: (draws) =>
      `「担当数」では、ホスティング先が複数あるサービスを均等に割り振って数えます。「同時停止の見込み」は、各根拠が確からしさに応じて成り立つとした${draws}回の試行の平均で、その隣は5%点と95%点です。`,
    provider: "事業者",
    carries: "担当数",
    would: "同時停止の見込み",
    range: "5〜95%",
    uses: "利用サービス数",
    edges: (behind, of) =>
      `${of}サービス中${behind}件は、エッジの背後にあることを観測しています。背後のオリジンは見えず、エッジ自体も故障し得る箇所の一つです。`,
  },
  dark: {
    heading: "あるリージョンが停止したら",
    note: "どのサービスが、どの程度の確率で、何を根拠に同時に停止すると見込まれるかを示します。2つのリージョンで観測されたサービスは、どちらか一方でも動き続けるとみなします。",
    expected: (mean, low, high, of) => `${of}サービス中${mean}件の見込み（試行の90%は${low}〜${high}件）`,
    none: "サービスが依存しているリージョンは把握していません。",
  },
  jurisdiction: {
    heading: "法的手続きの対象となり得る範囲",
    note: (of) =>
      `サーバーの所在地ではなく、経路上の各事業者を支配する主体の国で分類しています。対象は${of}サービスです。`,
    country: "国",
    any: "経路上に該当事業者が1社以上ある",
    all: "該当事業者を避ける経路がない",
    unknown: "判別できない",
    free: "経路が判明しており該当なし",
    wording:
      "左端の割合は「事業者に対するその国の法的手続きの影響を受け得る」ことを示すもので、誰かがデータを閲覧しているという意味ではありません。",
    caveats: [
      "実際には法的手続きが必要であり、事業者に求められるのは、その事業者が保有するものの提出に限られます。",
      "チェーン上の記録はもともと公開されています。対象となるのは、アカウント情報、ログ、カストディアンの鍵など、事業者が保有するものです。",
      "ほかの国にも同種の法律があり、国際礼譲に基づく申立てや国家間の協定による制限もあります。",
      "ネームサーバーと認証局は、集計対象の経路に含めていません。法的助言ではありません。",
    ],
  },
  decentralised: {
    heading: "分散型ストレージ・計算基盤と、その他のサービス",
    note: "クラウド障害のたびに代替として挙げられるサービスです。ネットワーク自体は多数の運営者が支えていますが、多くの利用者が通るゲートウェイ、コンソール、公開APIはどこかに設置されています。ここで比べるのはその部分です。",
    figure: "",
    group: "分散型",
    rest: "その他",
    services: "設置場所のあるサービス",
    known: "うちホスティング先が判明",
    effective: "実効事業者数",
    hidden: "エッジの背後にあることを観測",
    worstProvider: "1事業者の停止による最大の影響",
    worstRegion: "1リージョンの停止による最大の影響",
    uptime: "稼働率（90日）",
    incidents: (days) => `過去${days}日のインシデント`,
    incidentsOf: (all, attributed) =>
      all === 0 ? "なし" : `${all}件（うちクラウドのイベントと時期が重なるもの${attributed}件）`,
    fall: (place, share) => `${place}、${share}`,
    uptimeOf: (shown, coverage) => `${shown}（カバレッジ${coverage}）`,
    noUptime: { no_data: "データなし", too_little: "データ不足" },
    member: "サービス",
    stands: "依存先",
    held: "稼働実績（90日）",
    doors: (places) => `ネットワークの確認は${list(places)}の運営者を経由`,
    networkOnly: "特定の設置場所なし（ネットワークのみ監視）",
    unplaced: "不明",
    closed: "サービス終了",
  },
  context: {
    heading: "第三者が公表した数値（時点つき）",
    note: "この問題でよく引用される公表値です。参考として併記しており、当サイトの指標には含めていません。",
    countedBy: "集計者",
    measures: "対象",
    others: "その他",
    bound: (share) => `${share}超`,
    also: (share, other) => `${share}または${other}`,
    count: (n) => n,
    said: "よくある説明",
    correct: "正しくは",
    sources: "出典",
    verified: "確認の程度",
  },
  json: "このページのJSON",
};
