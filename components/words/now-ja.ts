import type { NowWords } from "#components/words/now-en.ts";

const list = (names: readonly string[]) => names.join("、");
const more = (names: readonly string[]) =>
  names.length <= 3 ? list(names) : `${names[0]}ほか${names.length - 1}サービス`;

export const now: NowWords = {
  at: (path) => (path === "/" ? "/ja" : `/ja${path}`),
  title: (failing) => `障害${failing}件`,
  stand: {
    seen: (at) => `当サイトは${at}に最初の障害を観測しました。`,
    said: (who, at, later) => `${who}の公表は${later}後の${at}でした。`,
    saidBefore: (who, at) => `${who}はそれより前の${at}に公表していました。`,
    acknowledged: (said, not) => {
      if (said.length === 0)
        return not.length === 1 ? `${not[0]}はまだ公表していません。` : "いずれの運営者もまだ公表していません。";
      return not.length === 0
        ? `${more(said)}は公表済みです。`
        : `${more(said)}は公表済みですが、${more(not)}はまだ公表していません。`;
    },
    way: "止まったのはチェーンへの経路であり、チェーンではありません。",
    places: (lost, left, of) =>
      `${list(lost)}の通信が途絶えているため、${of}か所中${left}か所の観測拠点で判定しています。`,
  },
  tally: { caption: "層ごとの現在の障害件数", of: (all) => `／${all}` },
  log: {
    heading: "記録された順に",
    none: "直近1週間の記録はありません。",
    measured: "測定",
    said: "公表",
    notSaid: "公表なし",
    quoted: (who) => [`${who}：「`, "」"],
    several: (service, n, of) =>
      n === of
        ? `${service}の監視中の${of}件すべてで、同時期に障害が始まりました。`
        : `${service}の監視中の${of}件中${n}件で、同時期に障害が始まりました。`,
    recovered: (name, lasted) => `${name}が${lasted}ぶりに復旧しました。`,
    silent: (names) =>
      `${names.length <= 4 ? list(names) : `${list(names.slice(0, 3))}ほか${names.length - 3}サービス`}のステータスページに記載はありません。`,
    readAt: (at) => `${at}に確認`,
    post: (n) => (n === 1 ? "第1報" : `第${n}報`),
    maintenance: "告知済みのメンテナンス",
    after: (duration) => `当サイトの観測から${duration}後`,
    before: (duration) => `当サイトの観測の${duration}前`,
    onset: (from, to) => `開始は${from}〜${to}の間`,
    places: (n, of) => `観測拠点${of}か所中${n}か所`,
    page: "運営者のステータスページ",
    feed: "事業者の障害情報フィード",
    madeUp: "架空の記録",
    all: "すべてのインシデント",
  },
  why: {
    heading: "「時期が重なる」とする理由",
    caption: "その場所に依存するサービスと、それ以外のサービスの比較",
    services: "サービス",
    hit: "障害あり",
    share: "割合",
    dependents: (place) => `${place}の利用が判明`,
    others: "それ以外",
    of: (hit, of) => `${of}件中${hit}件`,
    provisional: (who) => `${who}が事後報告を公表するまでの暫定値です。`,
    scored: "算定の方法",
  },
  unseen: {
    heading: "確認できていないもの",
    nothing: "監視対象はすべて確認できています。",
    unwatched: "監視対象がまだないため、何も確認できていません。",
    unknown: (parts) => `${parts.join("。")}。いずれも「不明」とし、正常にも障害にも数えません。`,
    each: (names, why) => `${list(names)}：${why}`,
    more: (n) => `ほか${n}件`,
    lost: (names) =>
      `${list(names)}はインターネットに接続できません。その測定結果は、どのサービスの障害にも数えません。`,
    silent: (names) => `${list(names)}からの通信が途絶えています。`,
    refused: (names) => `${list(names)}の時計がずれているため、その測定結果は保存していません。`,
    feeds: (names) => `${list(names)}の公表内容を読み取れません。`,
    notMonitored: (n) =>
      `カタログ中の${n}件は、サービス終了、キー未設定、または参考表示のため、この環境では判定していません。`,
    vantages: "観測拠点",
  },
  before: {
    heading: "過去の同様の障害",
    outage: (place, lasted, n) => `${place}、${lasted}、${n}サービス`,
  },
};
