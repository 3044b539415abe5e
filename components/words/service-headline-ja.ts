import { componentNameJa } from "#domain/publish/component-names-ja.ts";
import { quantities } from "#domain/publish/quantities-ja.ts";
import type { BadParts, ChainsBehind, OwnChain, PartsSaid, ServiceSituation } from "#domain/status/service-now.ts";

type Judged = Extract<ServiceSituation, { kind: "judged" }>;
/** An instant as a moment. */
type At = (instant: number) => string;

/** More names than this are only counted. */
const NAMED = 2;
/** 「つ」 counts to nine only. */
const things = (n: number) => `${n}${n < 10 ? "つ" : ""}`;

/** Who, since when, and last the chains, which are the control group. */
export function judged(name: string, { parts, chain, behind }: Judged, at: At): string {
  const trouble = chainTrouble(name, chain, at);
  const clauses = [
    trouble,
    parts === null ? null : partsClause(trouble === null ? `${name}は` : "エンドポイントなどは", parts, at),
    trouble === null ? chainCalm(name, chain, parts !== null) : null,
    ...behindClauses(behind),
  ];
  return clauses
    .filter(Boolean)
    .map((clause) => `${clause}。`)
    .join("");
}

function chainTrouble(name: string, chain: OwnChain | null, at: At): string | null {
  if (chain?.maintained) return `${name}のチェーンは告知済みのメンテナンス中です`;
  if (chain?.verdict === "down") return `${name}は${at(chain.since)}からブロックを生成していません`;
  return chain?.verdict === "degraded" ? `${name}は${at(chain.since)}からブロックの生成が遅れています` : null;
}

function chainCalm(name: string, chain: OwnChain | null, hasParts: boolean): string | null {
  if (chain === null) return null;
  if (chain.verdict === "unknown") return "チェーン自体がブロックを生成しているかどうかは、現在判定できません";
  return `${hasParts ? "チェーン自体" : name}はブロックの生成を続けています`;
}

function partsClause(subject: string, parts: PartsSaid, at: At): string {
  const { down, degraded, maintained, answering, unknown, of } = parts;
  const worse = down ?? degraded;
  if (worse === null && maintained !== null) {
    const until = maintained.until === null ? "" : `${at(maintained.until)}まで`;
    const place = reach(parts, maintained);
    const who = place === "" ? until : `${place}が${until}`;
    const answers = answering === 0 ? "" : `。${part(parts, answering)}は応答しています`;
    return `${subject}${who}告知済みのメンテナンス中です${answers}`;
  }
  if (worse === null) {
    if (unknown > 0)
      return `${subject}${part(parts, answering)}で応答しています。残り${amount(parts, unknown)}は現在判定できません`;
    return of === 1 ? `${subject}応答しています` : `${subject}${all(parts)}で応答しています`;
  }
  const since = `${subject}${at(worse.since)}から`;
  const place = reach(parts, worse);
  if (down === null) return `${since}${place === "" ? "" : `${place}で`}品質が低下しています`;
  const bad = down.silent ? "応答して" : "停止して";
  if (degraded === null)
    return `${since}${place === "" ? "" : `${place}${down.silent ? "で" : "が"}`}${bad}${down.silent ? "いません" : "います"}`;
  const first = down.silent ? `${place}で応答しておらず` : `${place}が停止しており`;
  return `${since}${first}、ほか${amount(parts, degraded.names.length)}でも品質が低下しています`;
}

const amount = ({ networks }: PartsSaid, n: number) => (networks ? things(n) : `${n}件`);
const all = ({ networks, of }: PartsSaid) => (networks ? `${of}ネットワークすべて` : `コンポーネント${of}件すべて`);
const part = ({ networks, of }: PartsSaid, n: number) =>
  networks ? `${of}ネットワーク中${things(n)}` : `コンポーネント${of}件中${n}件`;

/** How much of the service it is; nothing for a service of one part. */
function reach(parts: PartsSaid, { names }: Pick<BadParts, "names">): string {
  if (parts.of === 1) return "";
  if (names.length === parts.of) return all(parts);
  const named = names.length <= (parts.networks ? 1 : NAMED) ? `（${names.map(componentNameJa).join("、")}）` : "";
  return `${part(parts, names.length)}${named}`;
}

function behindClauses(behind: ChainsBehind | null): string[] {
  if (behind === null) return [];
  const { of, producing, halted, late } = behind;
  const bad = halted.length + late.length;
  const told = [
    halted.length === 0 ? "" : `${quantities.list(halted)}は、チェーン自体がブロックを生成していません`,
    late.length === 0 ? "" : `${quantities.list(late)}は、チェーン自体のブロック生成が遅れています`,
  ].filter(Boolean);
  return [...told, otherChains(of, producing, bad)].filter(Boolean);
}

function otherChains(of: number, producing: number, bad: number): string {
  if (producing === 0) return bad === of ? "" : `背後の${bad > 0 ? "ほかの" : ""}チェーンの状態は確認できていません`;
  const keep = "ブロックの生成を続けています";
  if (bad > 0) return `背後のほかの${producing}チェーンは${keep}`;
  if (producing === of) return of === 1 ? `背後のチェーンは${keep}` : `背後の${of}チェーンはすべて${keep}`;
  return `背後の${of}チェーンのうち、確認できる${producing}チェーンは${keep}`;
}
