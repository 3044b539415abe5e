import { foreignText } from "#domain/publish/foreign-text.ts";
import {
  closedClause,
  failureClause,
  lengthOf,
  type Scene,
  settlingOf,
  staleClause,
} from "#domain/publish/sentence-failures.ts";
import { FINDINGS, type Finding, type FindingKind } from "#domain/status/verdict.ts";

/** More vantages than this are counted, not named. */
const NAMED = 3;

type Clauses = Readonly<Record<FindingKind, (scene: Scene) => string>>;

const CLAUSES: Clauses = {
  answers: ({ finding, tense, words }) =>
    finding.operators ? words.chain.moves(finding.operators, tense) : words.says.answers[tense],
  chain_stands: ({ tense, words }) => words.says.chainStands[tense],
  failing: failureClause,
  halted: closedClause,
  chain_halted: (scene) => chainClause(scene, true),
  chain_stale: (scene) => chainClause(scene, false),
  partial: partialClause,
  intermittent: (scene) =>
    scene.words.says.intermittent(scene.finding.failures ?? null, failureClause(scene), scene.tense),
  recovering: (scene) => scene.words.says.recovering(failureClause({ ...scene, tense: "past" }), scene.tense),
  stale: staleClause,
  far_stale: (scene) =>
    settlingOf(scene.finding) ? staleClause(scene) : scene.words.stale.tooOld(staleClause(scene), scene.tense),
  slow: ({ finding: { p95Ms, limitMs }, tense, words }) =>
    words.says.slow(msLength(p95Ms, words), msLength(limitMs, words), tense),
  limited: limitedClause,
  refused: ({ finding, tense, words }) => words.says.refused(finding.httpStatus ?? null, tense),
  some_resolvers: (scene) => scene.words.says.someResolvers(failureClause(scene), scene.tense),
  some_checks: (scene) => scene.words.says.someChecks(scene.finding.checks ?? null, failureClause(scene), scene.tense),
  wrong_chain: ({ tense, words }) => words.failures["payload.wrong_chain"][tense],
  waiting: ({ finding, words }) => (finding.operators ? words.chain.waits() : words.unknown.waiting),
  no_vantage: ({ finding: { failureType: type }, words }) =>
    type?.startsWith("neutral.") ? words.unknownBecause(words.failures[type].now) : words.unknown.no_vantage,
  vantage_down: ({ words }) => words.unknown.vantage_down,
  rate_limited: ({ words }) => words.unknown.rate_limited,
  blocked: ({ words }) => words.unknown.blocked,
  quota: ({ words }) => words.unknown.quota,
  misconfigured: ({ words }) => words.unknown.misconfigured,
  unreachable: ({ words }) => words.unknown.unreachable,
  unproven: ({ words }) => words.unknown.unproven,
  no_operator: ({ words }) => words.unknown.no_operator,
  one_operator: ({ words }) => words.unknown.one_operator,
  operators_disagree: ({ words }) => words.unknown.operators_disagree,
  edge_only: ({ words }) => words.unknown.edge_only,
  not_monitored: ({ words }) => words.unknown.not_monitored,
  retracted: ({ words }) => words.unknown.retracted,
};

/** What a finding says, as one clause: no capital, no full stop. */
export function findingClause(scene: Scene): string {
  return CLAUSES[scene.finding.kind](scene);
}

/** Whether it is said since when a finding holds: of what has not begun to be known there is nothing to say. */
export function hasSince({ kind }: Finding): boolean {
  return !["waiting", "unproven", "edge_only", "not_monitored"].includes(kind);
}

/** Whether its places are said apart: a partial failure names them, and of what is not known nobody has seen anything. */
export function hasPlaces({ kind }: Finding): boolean {
  return kind !== "partial" && FINDINGS[kind] !== "unknown";
}

function chainClause({ finding, tense, words }: Scene, halted: boolean): string {
  const age = lengthOf(finding.ageS, words);
  const { operators } = finding;
  const all = operators !== undefined && operators.of > 1 && operators.agree === operators.of;
  return all ? words.chain.frozen(age, halted, tense) : words.chain.late(operators ?? null, age, halted, tense);
}

function partialClause(scene: Scene): string {
  const { vantages, usable, tense, words } = scene;
  const how = failureClause(scene);
  if (vantages.length === 0) return how;
  const names = vantages.slice(0, NAMED).map((name) => foreignText(name, 30) ?? "?");
  const others = usable - vantages.length;
  return words.says.partial(names, vantages.length - names.length, others, how, tense);
}

/** A check that is down caps a component only in part: then its market is closed, not merely limited. */
function limitedClause(scene: Scene): string {
  const { finding, tense, words } = scene;
  return finding.checks ? closedClause(scene) : words.says.limited(foreignText(finding.mode), tense);
}

const msLength = (ms: number | undefined, words: Scene["words"]) =>
  ms === undefined ? null : words.quantities.span(ms / 1_000);
