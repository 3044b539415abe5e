import { componentNameJa } from "#domain/publish/component-names-ja.ts";
import { failures } from "#domain/publish/failures-ja.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";
import { spoken, tell } from "#domain/publish/sentence-tense.ts";
import type { Circumstances, Operators, SentenceWords, Settling, Thing } from "#domain/publish/sentence-words.ts";

/** Quotation marks that foreign text cannot end: it has none of these (foreign-text.ts). */
const quoted = (mode: string | null) => (mode === null ? "" : `（"${mode}"）`);

const ANSWERS = "応答は{ある|あった}ものの、";

const OLD: Readonly<Record<Thing, (age: string | null) => string>> = {
  block: (age) =>
    age === null ? "新しいブロックが{ありません|ありませんでした}" : `最新ブロックが${age}前のもの{です|でした}`,
  market: (age) => `${age === null ? "" : `最新のデータが${age}前のままで、`}市場に動きが{ありません|ありませんでした}`,
  data: (age) =>
    age === null ? "現在のデータでは{ありません|ありませんでした}" : `最新のデータが${age}前のもの{です|でした}`,
};

/** What is late, and how old its newest block is. */
const late = (what: string, newest: string, age: string | null) =>
  age === null ? `${what}が遅れて{います|いました}` : `${what}が遅れており、${newest}は${age}前のもの{です|でした}`;

const SETTLING: Readonly<Record<Settling, (age: string | null) => string>> = {
  batches: (age) =>
    age === null
      ? "親チェーンへのバッチの送信が遅れて{います|いました}"
      : `バッチが${age}間、親チェーンに届いて{いません|いませんでした}`,
  proofs: (age) => late("証明の提出", "親チェーンで証明済みの最新ブロック", age),
  final: (age) => late("ファイナライズ", "ファイナライズ済みの最新ブロック", age),
  safe: (age) => late("セーフヘッドの更新", "最新のセーフブロック", age),
};

const whoLacks = (operators: Operators | null) =>
  operators === null ? "独立した運営者の間で" : `独立した運営者${operators.of}者中${operators.agree}者で`;

const unknownBecause = (clause: string) => `判定できません（${clause}）`;

/** The clause says since when, for that is how Japanese begins; from where it was seen is a sentence of its own. */
function told(clause: string, { when, where }: Circumstances): string {
  return `${when}、${clause}。${where === null ? "" : `${where}。`}`;
}

export const ja: SentenceWords = {
  quantities,
  component: componentNameJa,
  subject: (service, component) => {
    if (component === null) return service;
    const [name, part] = [service.replace(/ \([^()]*\)$/, ""), componentNameJa(component)];
    return part === component ? `${name} ${part}` : `${name}の${part}`;
  },
  group: (isOutage, names, more) =>
    `${isOutage ? "障害" : "品質低下"}：${quantities.list(names)}${more === 0 ? "" : `、ほか${more}件`}`,
  sentence: (subject, clause, circumstances) =>
    `${subject}：${circumstances === null ? `${clause}。` : told(clause, circumstances)}`,
  retracted: (subject, reason, clause, circumstances) =>
    `${subject}：このインシデントは取り消されました${reason === null ? "" : `（理由：${reason}）`}。取り消し前の内容：${told(clause, circumstances)}`,
  when: {
    since: (at) => `${at} UTCから`,
    began: (lastGood, firstBad) => `${lastGood}〜${firstBad} UTCのいずれかの時点から`,
    span: (from, to, lasted) => `${from}から${to} UTCまで（${lasted}）`,
    beganAndEnded: (lastGood, firstBad, to, lasted) =>
      `${lastGood}〜${firstBad} UTCのいずれかの時点から${to} UTCまで（${lasted}以上）`,
  },
  where: {
    one: () => "確認した観測拠点は1か所だけです",
    some: (n, of) => `観測拠点${of}か所中${n}か所で確認しました`,
    all: (n) => `観測拠点${n}か所すべてで確認しました`,
  },
  failures,
  failure: {
    unnamed: spoken("正しい応答が{ありません|ありませんでした}"),
    status: (status, tense) => tell(`HTTP ${status}を返して{います|いました}`, tense),
    origin: (status, tense) =>
      tell(`エッジがHTTP ${status}を返し、背後のサーバーが応答して{いません|いませんでした}`, tense),
    edge: (status, tense) => tell(`エッジ自体の障害により、HTTP ${status}が返されて{います|いました}`, tense),
  },
  stale: {
    behind: (lag, tense) => tell(`${ANSWERS}最新ブロックがほかの運営者より${lag ?? ""}遅れて{います|いました}`, tense),
    old: (thing, age, tense) => tell(`${ANSWERS}${OLD[thing](age)}`, tense),
    ahead: spoken(`${ANSWERS}最新のデータの日時が未来になって{います|いました}`),
    tooOld: (clause, tense) => `${clause}。${tell("この古さでは利用でき{ません|ませんでした}", tense)}`,
    settling: (what, age, moves, tense) =>
      tell(`${moves ? "新しいブロックは生成されて{いる|いた}ものの、" : ""}${SETTLING[what](age)}`, tense),
  },
  chain: {
    moves: (operators, tense) =>
      tell(
        `新しいブロックが生成されて{います|いました}${operators === null ? "" : `（独立した運営者${operators.of}者中${operators.agree}者で確認）`}`,
        tense,
      ),
    waits: () => "まだ判定できません（最新ブロックが古いため、再確認を待っています）",
    late: (operators, age, halted, tense) => {
      const lacks =
        age === null
          ? "{途絶えています|途絶えていました}"
          : `なく、最後のブロックから${age}が経過して{います|いました}`;
      const rest = halted ? "。大半の運営者から見て、チェーンは停止して{います|いました}" : "";
      return tell(`${whoLacks(operators)}新しいブロックが${lacks}${rest}`, tense);
    },
    frozen: (age, halted, tense) => {
      const passed = halted ? "{|少なくとも}" : "{現時点で|}";
      const how = age === null ? "" : `（最後のブロックから${passed}${age}）`;
      return tell(`どの運営者にも新しいブロックがなく、ブロック生成が停止して{います|いました}${how}`, tense);
    },
  },
  says: {
    answers: spoken("応答して{います|いました}"),
    chainStands: spoken(
      "応答して{います|いました}が、チェーン自体が停止して{いる|いた}ため、データは古いまま{です|でした}",
    ),
    closed: (market, mode, tense) =>
      tell(`${market ? "取引" : "サービス"}停止中であると自ら表示して{います|いました}`, tense) + quoted(mode),
    limited: (mode, tense) =>
      tell(`${ANSWERS}一部の注文しか受け付けないと自ら表示して{います|いました}`, tense) + quoted(mode),
    partial: (names, more, others, how, tense) => {
      const places = `観測拠点${quantities.list(names)}${more > 0 ? `ほか${more}か所` : ""}`;
      if (others <= 0) return `${how}。${tell(`失敗して{いる|いた}のは${places}です`, tense)}`;
      return `${how}。${tell(`失敗して{いる|いた}のは${places}だけで、ほかの${others}か所では応答が{あります|ありました}`, tense)}`;
    },
    intermittent: (failures, how, tense) =>
      `${how}。${tell(failures === null ? "失敗は断続的{です|でした}" : `失敗は断続的で、20ラウンドの間に${failures}回{です|でした}`, tense)}`,
    recovering: (how, tense) => `${tell("応答が回復し、経過を観察して{います|いました}", tense)}。それまでは、${how}`,
    slow: (slowest, limit, tense) =>
      tell(
        `${ANSWERS}遅延して{います|いました}${slowest === null ? "" : `。20回に1回は${slowest}以上かかって{います|いました}${limit === null ? "" : `（基準値${limit}）`}`}`,
        tense,
      ),
    refused: (status, tense) =>
      tell(
        `リクエストが拒否されて{います|いました}（${status === null ? "" : `HTTP ${status}、`}ボット対策の可能性あり）`,
        tense,
      ),
    someResolvers: (how, tense) => `${how}。${tell("影響は一部のリゾルバーに限られ{ます|ました}", tense)}`,
    someChecks: (checks, how, tense) =>
      `${how}。${tell(checks === null ? "影響は一部のチェックに限られ{ます|ました}" : `影響はチェック${checks.of}件中${checks.bad}件に限られ{ます|ました}`, tense)}`,
    improved: (clause) => `${clause}。その後改善しましたが、まだ正常ではありません`,
    unwatched: (clause, at) => `${clause}。${at} UTC以降は監視していないため、その後の経過は不明です`,
  },
  unknown: {
    waiting: "まだ判定できません（最初の測定結果を待っています）",
    no_vantage: unknownBecause("どの観測拠点にも最新の結果がありません"),
    vantage_down: unknownBecause("観測拠点側のネットワークが切断されています"),
    rate_limited: unknownBecause("観測側のリクエストがレート制限されています"),
    blocked: unknownBecause("国による制限またはボット対策により、観測拠点からアクセスできません"),
    quota: unknownBecause("観測側に割り当てられたリクエスト数を使い切っています"),
    misconfigured: unknownBecause("観測側のリクエストまたはキーに誤りがあります"),
    unreachable: unknownBecause("経由するエンドポイントが応答せず、その先の状態を確認できません"),
    unproven: "追加以来、一度も応答がありません。観測側のアドレス設定が誤っている可能性があります",
    no_operator: unknownBecause("独立した運営者のいずれにも到達できません"),
    one_operator: unknownBecause("到達できる独立した運営者が1者だけで、裏づけがとれません"),
    operators_disagree: unknownBecause("独立した運営者が互いに異なるブロックを返しています"),
    edge_only: "エッジは応答していますが、その背後は確認していません",
    not_monitored: "この環境では監視していません",
    retracted: unknownBecause("これまでの判定は取り消され、その後に正常な応答を確認していません"),
  },
  unknownBecause,
  unjudged: {
    closed: "サービスは終了しています",
    shown: "測定結果は参考として表示するだけで、判定には使いません",
  },
};
