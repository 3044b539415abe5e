import type { FailureType } from "#domain/failure/failure.ts";
import type { QuantityWords } from "#domain/publish/quantities.ts";
import type { FINDINGS, FindingKind } from "#domain/status/verdict.ts";

/** `now` for what goes on, `past` for what is over. */
export type Tense = "now" | "past";

/** One clause in both tenses. */
export type Spoken = Readonly<Record<Tense, string>>;

/** What is too old: the newest block, the market, or whatever else is served. */
export type Thing = "block" | "market" | "data";

/** Which step of settlement is late: batches on the parent chain, proofs there, finality, or the safe head. */
export type Settling = "batches" | "proofs" | "final" | "safe";

/** A finding that says why nobody knows. */
export type UnknownKind = {
  [K in FindingKind]: (typeof FINDINGS)[K] extends "unknown" ? K : never;
}[FindingKind];

/** When, and from where it was seen; null where that means nothing. */
export interface Circumstances {
  readonly when: string;
  readonly where: string | null;
}

/**
 * What the sentences of verdicts and incidents are made of in one language. Clauses have neither a capital nor a full stop;
 * durations, instants and numbers come in ready, each language puts them in its own order. Texts in quotation marks (`mode`)
 * are the target's own and already cut and cleaned.
 */
export interface SentenceWords {
  readonly quantities: QuantityWords;
  /** What a component is called: names of the catalog are English. */
  component(name: string): string;
  /** `component` is null when the service has only one. */
  subject(service: string, component: string | null): string;
  /** What incidents that began together are called. `more`: parts that are not named. */
  group(isOutage: boolean, names: readonly string[], more: number): string;
  /** `circumstances`: null where they mean nothing. */
  sentence(subject: string, clause: string, circumstances: Circumstances | null): string;
  retracted(subject: string, reason: string | null, clause: string, circumstances: Circumstances): string;

  /** Instants are minutes with their day (`quantities.minute`); of two on one day the second is `12:03`. All are UTC. */
  readonly when: {
    since(at: string): string;
    /** The onset lies somewhere between. */
    began(lastGood: string, firstBad: string): string;
    span(from: string, to: string, lasted: string): string;
    beganAndEnded(lastGood: string, firstBad: string, to: string, lastedAtLeast: string): string;
  };
  readonly where: {
    one(): string;
    some(n: number, of: number): string;
    all(n: number): string;
  };

  /** Each failure type as a clause of its own. */
  readonly failures: Readonly<Record<FailureType, Spoken>>;
  readonly failure: {
    /** Its type is not known. */
    readonly unnamed: Spoken;
    status(status: number, tense: Tense): string;
    /** The content network's edge answers that the servers behind it do not. */
    origin(status: number, tense: Tense): string;
    /** The content network itself fails. */
    edge(status: number, tense: Tense): string;
  };
  readonly stale: {
    /** Behind the other operators; null where the lag has no length in seconds. */
    behind(lag: string | null, tense: Tense): string;
    old(thing: Thing, age: string | null, tense: Tense): string;
    /** Its own time is later than ours. */
    readonly ahead: Spoken;
    tooOld(clause: string, tense: Tense): string;
    /** `moves`: new blocks are known to be made meanwhile. */
    settling(what: Settling, age: string | null, moves: boolean, tense: Tense): string;
  };
  readonly chain: {
    moves(operators: Operators | null, tense: Tense): string;
    /** Its newest block is old, and only a second look will tell. */
    waits(): string;
    /** The quorum has had no new block; longer ago than the critical limit when `halted`. */
    late(operators: Operators | null, age: string | null, halted: boolean, tense: Tense): string;
    /** Nobody has: `latest` is frozen for all operators. */
    frozen(age: string | null, halted: boolean, tense: Tense): string;
  };
  readonly says: {
    readonly answers: Spoken;
    /** It answers, and what it serves is old only because the chain is. */
    readonly chainStands: Spoken;
    closed(market: boolean, mode: string | null, tense: Tense): string;
    limited(mode: string | null, tense: Tense): string;
    /** `more`: places that fail as well and are not named; `others`: those that get answers, 0 when they cannot be told. */
    partial(places: readonly string[], more: number, others: number, how: string, tense: Tense): string;
    intermittent(failures: number | null, how: string, tense: Tense): string;
    /** `how` is of the past in either tense. */
    recovering(how: string, tense: Tense): string;
    slow(slowest: string | null, limit: string | null, tense: Tense): string;
    refused(status: number | null, tense: Tense): string;
    /** Of several resolvers that are asked for its name. */
    someResolvers(how: string, tense: Tense): string;
    someChecks(checks: Readonly<{ bad: number; of: number }> | null, how: string, tense: Tense): string;
    /** Of an open incident that was worse than it is now. */
    improved(clause: string): string;
    /** Of an incident that was closed because its component is judged no more. `at`: when it was judged last. */
    unwatched(clause: string, at: string): string;
  };
  readonly unknown: Readonly<Record<UnknownKind, string>>;
  /** Unknown for a reason of ours that `failures` has a clause for. */
  unknownBecause(clause: string): string;
  /** Why there is no verdict: it is closed for good, or nothing that is asked of it decides. */
  readonly unjudged: Readonly<Record<"closed" | "shown", string>>;
}

export interface Operators {
  readonly agree: number;
  readonly of: number;
}
