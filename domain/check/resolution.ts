import type { Classified } from "#domain/failure/classify-error.ts";

/** What resolvers said of one name, put together. */

/** What one resolver said: addresses, or why it gave none. */
export interface ResolverAnswer {
  /** Its address; `default` for the vantage's own. */
  readonly resolver: string;
  readonly addresses: readonly string[];
  /** Of the record that expires first; null without an address. */
  readonly ttlS: number | null;
  /** null exactly when there are addresses. */
  readonly error: Classified | null;
  /** Milliseconds from the question to this. */
  readonly tookMs: number;
}

/** How long the name took: to the last resolver that gave addresses, or to the last of all when none did. */
export function tookMs(answers: readonly ResolverAnswer[]): number {
  const given = answers.filter(({ error }) => error === null);
  return Math.max(0, ...(given.length > 0 ? given : answers).map((answer) => answer.tookMs));
}

/** What a DNS check's assertions read as `$`. */
export interface Resolution {
  /** Every address that some resolver gave, sorted and distinct. */
  readonly addresses: readonly string[];
  /** Not the addresses that this vantage was given the last time; false the first time. */
  readonly changed: boolean;
  /** All resolvers that gave addresses gave the same. */
  readonly agree: boolean;
  readonly resolvers: readonly {
    readonly resolver: string;
    readonly addresses: readonly string[];
    readonly ttl: number | null;
    readonly error: string | null;
  }[];
}

/** Every address that was given, sorted and distinct: load balancers turn their lists round. */
export function addressesOf(answers: readonly ResolverAnswer[]): string[] {
  return [...new Set(answers.flatMap(({ addresses }) => addresses))].sort();
}

const keyOf = ({ addresses }: ResolverAnswer) => [...addresses].sort().join(" ");

/** Puts the answers together. Addresses that change or differ are recorded and are no failure by themselves. */
export function resolutionOf(answers: readonly ResolverAnswer[], changed: boolean): Resolution {
  const given = answers.filter(({ error }) => error === null);
  return {
    addresses: addressesOf(answers),
    changed,
    agree: new Set(given.map(keyOf)).size <= 1,
    resolvers: answers.map(({ resolver, addresses, ttlS, error }) => ({
      resolver,
      addresses,
      ttl: ttlS,
      error: error?.failureType ?? null,
    })),
  };
}

/** Codes of a resolver that answers for itself, not for the name: it refuses us, or cannot be reached. */
function isOwnTrouble({ failureType, rawCode }: Classified): boolean {
  return failureType === "dns.unreachable" || rawCode === "EREFUSED";
}

/**
 * What resolvers that gave no address say of the name, or null when that is nothing. When none gave one it has failed, by
 * what the first of them said of the name, if any did. While another gives addresses, one that denies the name or fails
 * over it degrades it for whoever asks there, and one that does not answer, or refuses, only has trouble of its own.
 */
export function resolutionFault(
  answers: readonly ResolverAnswer[],
): { readonly error: Classified; readonly outcome: "degraded" | "failed" | "neutral" } | null {
  const errors = answers.flatMap(({ error }) => error ?? []);
  const ofName = errors.find((error) => error.outcome === "failed" && !isOwnTrouble(error));
  if (errors.length < answers.length) return ofName === undefined ? null : { error: ofName, outcome: "degraded" };
  const failed = ofName ?? errors.find(({ outcome }) => outcome === "failed") ?? errors[0];
  return failed === undefined ? null : { error: failed, outcome: failed.outcome };
}
