import type { Signal } from "#domain/check/spec.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import type { SentenceWords, Settling, Tense, Thing } from "#domain/publish/sentence-words.ts";
import type { Subject } from "#domain/publish/subject.ts";
import type { Finding } from "#domain/status/verdict.ts";

/** A finding with all that its clause depends on. */
export interface Scene {
  readonly subject: Pick<Subject, "layer" | "chainMoves">;
  readonly finding: Finding;
  readonly tense: Tense;
  readonly vantages: readonly string[];
  readonly usable: number;
  readonly words: SentenceWords;
}

const THINGS: Readonly<Partial<Record<Signal, Thing>>> = {
  chain_head: "block",
  consensus: "block",
  sync: "block",
  indexer: "block",
  market_data: "market",
  market_liveness: "market",
};

/** Signals by which a target speaks of itself as a server; the others speak of a market. */
const OF_ITSELF: readonly (Signal | undefined)[] = [
  "self_declared_status",
  "sequencer",
  "sync",
  "backend",
  "consensus",
];

/** Where nothing more was told, these statuses tell: content networks answer so when the servers behind them do not (methods 1.4). */
const ORIGIN_FAILS = { from: 520, to: 530 } as const;

/** A length in words; null where it is not known or none. */
export function lengthOf(seconds: number | undefined, words: SentenceWords): string | null {
  return seconds === undefined || !(seconds >= 1) ? null : words.quantities.span(seconds);
}

/** What fails and how, as one clause. */
export function failureClause(scene: Scene): string {
  const { finding, tense, words } = scene;
  const { failureType: type, httpStatus: status, networkPart } = finding;
  if (type === undefined) return words.failure.unnamed[tense];
  if (type === "payload.stale") return staleClause(scene);
  if (type === "payload.halted") return closedClause(scene);
  if (type !== "http.error" || status === undefined) return words.failures[type][tense];
  if (networkPart === "edge") return words.failure.edge(status, tense);
  const origin = networkPart === "unreached" || (status >= ORIGIN_FAILS.from && status <= ORIGIN_FAILS.to);
  return origin ? words.failure.origin(status, tense) : words.failure.status(status, tense);
}

export function closedClause({ finding, tense, words }: Scene): string {
  return words.says.closed(!OF_ITSELF.includes(finding.signal), foreignText(finding.mode), tense);
}

/** It answers, with something old: beside the other operators where they can be asked, else by its own age. */
export function staleClause({ subject, finding, tense, words }: Scene): string {
  const age = lengthOf(finding.ageS, words);
  const settling = settlingOf(finding);
  if (finding.lagS === undefined && (finding.ageS ?? 0) < 0) return words.stale.ahead[tense];
  if (settling) return words.stale.settling(settling, age, subject.chainMoves ?? false, tense);
  if (finding.lagS !== undefined) return words.stale.behind(lengthOf(finding.lagS, words), tense);
  const unsaid = subject.layer === "chain" ? "block" : "data";
  return words.stale.old(finding.signal === undefined ? unsaid : (THINGS[finding.signal] ?? "data"), age, tense);
}

/**
 * Which step of settlement a check looks at. An L1's own safe head waits for its validators, not for batches: what the
 * check proves tells them apart.
 */
export function settlingOf({ signal, check, proves }: Finding): Settling | null {
  if (signal !== "l1_settlement") return null;
  if (check === "finalized") return "final";
  if (check === "safe") return proves?.includes("batches") ? "batches" : "safe";
  return /prove[dn]/.test(proves ?? "") ? "proofs" : "batches";
}
