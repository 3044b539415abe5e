import { startCount } from "#components/words/headline-en.ts";
import { quantities } from "#domain/publish/quantities-en.ts";
import type { BadParts, ChainsBehind, OwnChain, PartsSaid, ServiceSituation } from "#domain/status/service-now.ts";

type Judged = Extract<ServiceSituation, { kind: "judged" }>;
/** An instant as a moment. */
type At = (instant: number) => string;

const count = (n: number) => startCount(n).toLowerCase();
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
/** More names than this are only counted. */
const NAMED = 2;

/** Who, since when, and last the chains, which are the control group. */
export function judged(name: string, { parts, chain, behind }: Judged, at: At): string {
  const trouble = chainTrouble(name, chain, at);
  const clauses = [
    trouble,
    parts === null ? null : partsClause(trouble === null ? name : "it", parts, at),
    trouble === null ? chainCalm(name, chain, parts !== null) : null,
    ...behindClauses(behind),
  ];
  return `${capital(clauses.filter(Boolean).join("; "))}.`;
}

function chainTrouble(name: string, chain: OwnChain | null, at: At): string | null {
  if (chain?.maintained) return `${name}’s chain is under announced maintenance`;
  if (chain?.verdict === "down") return `${name} has produced no block since ${at(chain.since)}`;
  return chain?.verdict === "degraded" ? `${name} has been late with new blocks since ${at(chain.since)}` : null;
}

function chainCalm(name: string, chain: OwnChain | null, hasParts: boolean): string | null {
  if (chain === null) return null;
  if (chain.verdict === "unknown") return "whether the chain itself produces blocks cannot be judged right now";
  return hasParts ? "the chain itself keeps producing blocks" : `${name} keeps producing blocks`;
}

function partsClause(subject: string, parts: PartsSaid, at: At): string {
  const { down, degraded, maintained, answering, unknown, of } = parts;
  const worse = down ?? degraded;
  if (worse === null && maintained !== null) {
    const until = maintained.until === null ? "" : ` until ${at(maintained.until)}`;
    const answers = answering === 0 ? "" : `; it answers ${where(parts, answering)}`;
    return `${subject} is under announced maintenance${reach(parts, maintained, "all of")}${until}${answers}`;
  }
  if (worse === null) {
    if (unknown > 0)
      return `${subject} answers ${where(parts, answering)}; ${count(unknown)} cannot be judged right now`;
    return of === 1 ? `${subject} answers` : `${subject} answers ${everywhere(parts)}`;
  }
  const verb = down === null ? "been degraded" : down.silent ? "not answered" : "been down";
  const also =
    down !== null && degraded !== null
      ? ` and is degraded ${parts.networks ? "on" : "in"} ${count(degraded.names.length)} more`
      : "";
  return `${subject} has ${verb}${reach(parts, worse)} since ${at(worse.since)}${also}`;
}

const nouns = ({ networks }: PartsSaid) => (networks ? "networks" : "parts");
const where = (parts: PartsSaid, n: number) =>
  `${parts.networks ? "on" : "in"} ${count(n)} of ${count(parts.of)} ${nouns(parts)}`;
const everywhere = (parts: PartsSaid) => `${parts.networks ? "on" : "in"} all ${count(parts.of)} ${nouns(parts)}`;

/** How much of the service it is; nothing for a service of one part. */
function reach(parts: PartsSaid, { names }: Pick<BadParts, "names">, whole = "any of"): string {
  if (parts.of === 1) return "";
  if (names.length === parts.of)
    return ` ${parts.networks ? "on" : "in"} ${whole} its ${count(parts.of)} ${nouns(parts)}`;
  if (parts.networks && names.length === 1) return ` on ${names[0]}, one of ${count(parts.of)} networks,`;
  const named = names.length <= NAMED && !parts.networks ? ` (${quantities.list(names)})` : "";
  return ` ${where(parts, names.length)}${named}`;
}

function behindClauses(behind: ChainsBehind | null): string[] {
  if (behind === null) return [];
  const { of, producing, halted, late } = behind;
  const bad = halted.length + late.length;
  const told = [
    halted.length === 0
      ? ""
      : `${quantities.list(halted)} ${halted.length === 1 ? "itself produces" : "themselves produce"} no blocks`,
    late.length === 0
      ? ""
      : `${quantities.list(late)} ${late.length === 1 ? "itself is" : "themselves are"} late with new blocks`,
  ].filter(Boolean);
  return [...told, otherChains(of, producing, bad)].filter(Boolean);
}

function otherChains(of: number, producing: number, bad: number): string {
  if (producing === 0) return bad === of ? "" : `no ${bad > 0 ? "other " : ""}chain behind it can be judged right now`;
  const one = producing === 1;
  const keep = one ? "keeps producing blocks" : "keep producing blocks";
  if (bad > 0) return `${count(producing)} other ${one ? "chain" : "chains"} behind it ${keep}`;
  if (producing === of) return one ? `the chain behind it ${keep}` : `all ${count(of)} chains behind it ${keep}`;
  return `the ${one ? "one chain" : `${count(producing)} chains`} behind it that we can see ${keep}`;
}
