import type { HeadlineWords } from "#components/words/words.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";
import type { ChainsSaid, ServicesSaid } from "#domain/status/situation.ts";

const { number } = quantities;
/** Between clauses that are parted by 「、」, names are not. */
const list = (names: readonly string[]) => names.join(names.length === 2 ? "と" : "・");
/** More names than this make a list, not a sentence. */
const NAMED = 4;
/** 「つ」 counts to nine only. */
const servicesOf = (n: number) => `${n}${n < 10 ? "つ" : ""}のサービス`;

const COUNTED = { down: "停止", partly: "一部停止", degraded: "品質低下" } as const;
const SAID = { down: "が停止", partly: "が一部停止", degraded: "の品質が低下" } as const;
const KINDS = ["down", "partly", "degraded"] as const;

function servicesClause(services: ServicesSaid, since: string | null): string {
  const told = KINDS.filter((kind) => services[kind].length > 0);
  const all = told.flatMap((kind) => services[kind]);
  const [only] = told;
  if (only === undefined) return "";
  if (all.length > NAMED) {
    const counts = told.map((kind) => `${COUNTED[kind]}${services[kind].length}件`).join("、");
    return `${servicesOf(all.length)}に障害が出ています（${counts}）`;
  }
  const clauses = told.map((kind) => `${list(services[kind])}${SAID[kind]}`).join("、");
  return `${since === null ? "" : `${since}から`}${clauses}しています`;
}

function coincidingClause(services: ServicesSaid, since: string, place: string): string {
  const all = KINDS.flatMap((kind) => services[kind]);
  if (all.length === 0) return "";
  const who = all.length < NAMED ? list(all) : servicesOf(all.length);
  return `${since}から${who}に障害が出ており、${place}の障害と時期が重なっています`;
}

function chainTrouble({ halted, late }: ChainsSaid, since: string | null): string[] {
  const named = (names: readonly string[]) => (names.length > NAMED ? `${names.length}チェーン` : list(names));
  return [
    halted.length === 0 ? "" : `${since === null ? "" : `${since}から`}${named(halted)}がブロックを生成していません`,
    late.length === 0 ? "" : `${since === null ? "" : `${since}から`}${named(late)}のブロック生成が遅れています`,
  ].filter(Boolean);
}

function otherChains({ of, producing, halted, late }: ChainsSaid): string {
  const bad = halted.length + late.length;
  if (of === 0 || (producing === 0 && bad > 0)) return "";
  if (producing === 0) return "チェーンの状態は確認できていません";
  if (bad > 0) return `ほかの${producing}チェーンはブロックの生成を続けています`;
  if (producing === of) return `${of}チェーンはすべてブロックを生成しています`;
  return `確認できる${producing}チェーンはブロックを生成しています`;
}

export const headline: HeadlineWords = {
  blind: () => "記録用データベースが応答していないため、現在の状態を確認できません。",
  noData: () => "まだ判定できません。測定が行われていません。",
  nothingYet: () => "まだ判定できません。最初の測定を実施中です。",
  offline: (vantages) =>
    vantages === 1
      ? "この観測拠点がインターネットに接続できないため、各サービスの状態は判定できません。"
      : `${vantages}か所の観測拠点すべてがインターネットに接続できないため、各サービスの状態は判定できません。`,
  silent: (since) => `${since}を最後に観測拠点からの通信が途絶えており、現在の状態は不明です。`,
  unjudged: (since) => `${since}を最後に判定が行われておらず、現在の状態は不明です。`,
  mostlyUnknown: (known, of, failing) => {
    const all = `コンポーネント${number(of)}件`;
    if (known === 0) return `現在は何も確認できていません。${all}のいずれも判定できません。`;
    const failed = failing === 0 ? "" : `（うち${number(failing)}件に異常）`;
    return `現在確認できているのは一部だけです。判定できるのは${all}中${number(known)}件です${failed}。`;
  },
  allWell: (unknown, chains) => {
    const who = unknown === 0 ? "監視中のサービスはすべて" : "確認できる範囲のサービスはすべて";
    const rest = otherChains(chains);
    return rest === "" ? `${who}応答しています。` : `${who}応答しており、${rest}。`;
  },
  maintenance: ({ services, partly }, { at, isPast }, unknown, chains) => {
    const named = services.length > NAMED ? servicesOf(services.length) : list(services);
    const who = `${named}${partly ? "の一部" : ""}は`;
    const when = at === null || isPast ? "" : `${at}まで`;
    const overdue = at !== null && isPast ? `（告知された終了時刻は${at}）` : "";
    const others = unknown === 0 ? "ほかはすべて" : "ほかは確認できる範囲ですべて";
    const rest = otherChains(chains);
    const end = rest === "" ? "応答しています。" : `応答しており、${rest}。`;
    return `${who}${when}告知済みのメンテナンス中です${overdue}。${others}${end}`;
  },
  trouble: (services, chains, since, place = null) => {
    const alone =
      KINDS.reduce((sum, kind) => sum + services[kind].length, chains.halted.length + chains.late.length) === 1;
    const who =
      place === null ? servicesClause(services, alone ? since : null) : coincidingClause(services, since, place);
    const told = [...chainTrouble(chains, alone ? since : null), who];
    return [...told, otherChains(chains)]
      .filter(Boolean)
      .map((clause) => `${clause}。`)
      .join("");
  },
};
