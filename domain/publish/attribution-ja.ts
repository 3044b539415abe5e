import type { CloudSeverity, OnsetQuality } from "#domain/attribution/event.ts";
import type { AttributionWord } from "#domain/attribution/posterior.ts";
import type { Change } from "#domain/attribution/reason.ts";
import type { AttributionWords, Share, Standing } from "#domain/publish/attribution-words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { plainPlaceText } from "#domain/publish/place.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";

const WORDS: Readonly<Record<AttributionWord, string>> = {
  confirmed: "確認済み",
  likely: "可能性が高い",
  possible: "可能性あり",
  not_attributed: "関連づけなし",
};

const QUALITY: Readonly<Record<OnsetQuality, string>> = {
  first_status_post: "最初の投稿時刻による",
  stated_onset: "事業者の説明による",
  third_party_measurement: "第三者の測定による",
  post_event_summary: "事後報告による",
};

const SEVERITIES: Readonly<Record<CloudSeverity, string>> = {
  informational: "お知らせ",
  degraded: "品質低下",
  disruption: "一部障害",
  outage: "停止",
};

const CHANGES: Readonly<Record<Change, string>> = {
  vendor_statement: "運営者が原因を公表すれば、確定します。",
  observed_address: "リージョンの公開アドレス範囲に含まれるアドレスを観測できれば、スコアの上限が上がります。",
  measured_onset: "最初の投稿よりも確かな開始時刻が分かれば、数値が変わります。",
  published_mitigation: "緩和策の実施時刻が公表されれば、復旧時刻と比較できます。",
  longer_record: "30日分の記録が揃えば、仮定の発生率を実測値に置き換えられます。",
};

const whole = (n: number) => quantities.number(Math.round(n));
const percent = ({ hit, of }: Share) => `${Math.round((100 * hit) / of)}%`;
const hits = (share: Share) => `${whole(share.of)}サービス中${whole(share.hit)}件`;

/** `0.08`, `2.1`, `14`, with what is counted: two digits that say something. */
function amount(value: number, unit: "件" | "回"): string {
  if (value === 0) return `0${unit}`;
  if (value < 0.01) return `0.01${unit}未満`;
  const shown = value < 1 ? value.toFixed(2) : value < 10 ? String(Math.round(value * 10) / 10) : whole(value);
  return `${shown}${unit}`;
}

/** So many minutes before or after an instant. */
function beside(instant: string, minutes: number): string {
  if (minutes === 0) return `${instant}と同じ分`;
  return `${instant}の${whole(Math.abs(minutes))}分${minutes < 0 ? "前" : "後"}`;
}

function evidence(standing: Standing, place: string): string {
  switch (standing.tier) {
    case "vendor_confirmed":
      return `この障害について、運営者自身が${place}を原因に挙げています。`;
    case "observed_region":
      return `${place}の公開アドレス範囲に含まれるアドレスから応答しています。`;
    case "declared_or_provider":
      return standing.seen
        ? "この事業者のアドレスから応答していますが、リージョンは不明です。"
        : `公表情報によると、${place}に依存しています。`;
    case "transitive":
      return `${place}への依存が分かっている${standing.supplier ?? "別のサービス"}を利用しています。`;
    case "unknown_origin":
      return standing.hiddenBy === null
        ? `${place}への依存を示す根拠はありません。`
        : `${providerName(standing.hiddenBy)}の背後にあり、オリジンの所在は不明です。`;
    case "contradicted":
      return "別の原因が分かっています。";
  }
}

export const ja: AttributionWords = {
  gap: "",
  place: (provider, region) => plainPlaceText({ provider, region }),

  claim: (basis, place, word, score) => {
    const scored = `（${WORDS[word]}、100点中${score}点）`;
    if (basis === "vendor") return `運営者が、この障害の原因に${place}を挙げています${scored}。`;
    return basis === "population" && word !== "not_attributed"
      ? `${place}のイベントと関連づけています${scored}。`
      : `${place}のイベントと時期が重なっています${scored}。`;
  },

  reasons: {
    timing: (minutes, place, quality) =>
      `${beside(`${place}のイベントの開始（${QUALITY[quality]}）`, minutes)}に始まりました。`,
    evidence,
    baseRate: (perMonth, assumed) =>
      assumed
        ? `記録が短く実際の頻度が分からないため、単独でも月に${amount(perMonth, "回")}は障害が始まると仮定しています。`
        : `単独でも月に${amount(perMonth, "回")}の頻度で障害が始まっています。`,
    recovery: (effect, minutes) => {
      if (minutes === null) return "比較できる復旧時刻と、公表された緩和策の実施時刻が揃っていません。";
      const told = `${beside("公表された緩和策の実施", minutes)}に復旧しており、`;
      if (effect === "for") return `${told}関連を裏づけます。`;
      return effect === "against" ? `${told}関連とは整合しません。` : `${told}関連の有無は判断できません。`;
    },
    severity: (severity, singleZone, share) =>
      `事業者はこのイベントを「${SEVERITIES[severity]}」${singleZone ? "（単一ゾーン）" : ""}としており、依存するサービスの約${share}%が影響を受けるとみなしています。`,
    confounder: (share) =>
      `この場所に依存していない${hits(share)}でも障害が始まっており、すべてに共通する別の原因も考えられます。`,
    capped: (cap, uncapped) => `計算上は${uncapped}点ですが、この根拠で認められる上限は${cap}点です。`,
    contradicted: (by, named) => {
      switch (by.kind) {
        case "certificate_expired":
          return "証明書の有効期限が切れていました。クラウドとは無関係に起こる障害です。";
        case "wrong_chain":
          return "本来とは別のチェーンを返していました。クラウドとは無関係に起こる障害です。";
        case "chain_halted":
          return "提供対象そのものが停止していました。クラウドとは無関係に起こる障害です。";
        case "other_cause":
          return "運営者は別の原因を挙げています。";
        case "maintenance":
          return "クラウドに異常が生じる前に、運営者がこの時間帯のメンテナンスを告知していました。";
        case "other_cloud_named":
          return `運営者は、代わりに${named}を原因に挙げています。`;
      }
    },
    provisional: () => "暫定：クラウド側の開始時刻として分かっているのは、最初の投稿時刻だけです。",
    uncalibrated: () => "未較正：30日分の記録が揃うまで、平常時の発生率には仮定の値を使います。",
    wouldChange: (change) => CHANGES[change],
  },

  event: {
    population: (share, place, at, quality, provisional) => {
      const window = provisional
        ? `${place}に関する最初の投稿（${at} UTC）の35分前から15分後までに`
        : `${place}のイベントの開始（${at} UTC、${QUALITY[quality]}）から前後15分以内に`;
      return `${window}、${hits(share)}で異常が始まりました。`;
    },
    expected: (count) => `偶然だけで見込まれるのは${amount(count, "件")}です。`,
    odds: ({ basis, oneIn, fewer }) => {
      const chance = oneIn === null ? "2回に1回以上" : `${whole(oneIn)}回に1回${fewer ? "未満" : "程度"}`;
      return basis === "permutation"
        ? `無作為に選んだ時点で同様になるのは、${chance}です。`
        : `仮定した発生率では、偶然だけでこうなるのは${chance}です。`;
    },
    contrast: (dependents, others, regional) => {
      const where = regional ? "このリージョン" : "この事業者";
      if (dependents === null) return `${where}を利用していると分かっているサービスはありません。`;
      const used = `異常が始まったのは、${where}の利用が分かっている${hits(dependents)}（${percent(dependents)}）`;
      return others === null ? `${used}です。` : `${used}、それ以外の${hits(others)}（${percent(others)}）です。`;
    },
    notFirst: () => "その多くはクラウドより先に異常が始まっており、クラウドが最初ではありませんでした。",
    growing: () => "対象の時間帯はまだ終わっておらず、件数が増える可能性があります。",
  },
};
