import type { ChainSpec, Layer } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { EpochMs } from "#domain/time.ts";

/** A check as the judge knows it. */
export interface DocketCheck {
  /** `infura/polygon/head` */
  readonly id: string;
  readonly spec: CheckSpec;
  /** Who runs the endpoint, for quorums. */
  readonly operator: string;
  /** Vantages that run it. */
  readonly vantages: readonly string[];
  /** How long after its tick it is started: the same at every vantage. */
  readonly staggerMs: number;
}

export interface DocketComponent {
  /** `infura/polygon` */
  readonly key: string;
  readonly name: string;
  readonly service: string;
  readonly layer: Layer;
  readonly chain: string | null;
  readonly weight: number;
  readonly checks: readonly DocketCheck[];
}

export interface DocketService {
  readonly slug: string;
  readonly name: string;
  readonly components: readonly DocketComponent[];
}

/** Everything there is to judge: what is in the catalog and has not closed for good. */
export interface Docket {
  readonly services: readonly DocketService[];
  readonly chains: ReadonlyMap<string, ChainSpec>;
}

/** A vantage as it is now. */
export interface DocketVantage {
  readonly name: string;
  /** Its worker is at work: a round may wait for it. */
  readonly live: boolean;
  /** Its controls fail now. */
  readonly gated: boolean;
}

/** What makes a component one that may be judged by a quorum, however its checks are known. */
interface QuorumCandidate {
  readonly layer: Layer;
  readonly chain?: string | null;
  readonly checks: readonly { readonly spec: CheckSpec }[];
}

/** Whether block production itself is judged here, by the operators' quorum. */
export function isQuorumComponent({ layer, chain, checks }: QuorumCandidate): boolean {
  return layer === "chain" && chain != null && checks.some(({ spec }) => reportsHead(spec));
}

/** A head report that counts: aux checks are shown and never decide. */
export function reportsHead({ chain, tier }: CheckSpec): boolean {
  return chain !== undefined && (tier === "core" || tier === "optional");
}

/**
 * The chain that a check is a witness of; null for none. One that only compares hashes below the head is a witness too: the
 * height it tells is lower than its operator's newest, so it adds a hash and nothing else.
 */
export function witnessOf({ chain }: Pick<DocketComponent, "chain">, spec: CheckSpec): string | null {
  if (reportsHead(spec)) return spec.chain ?? null;
  return spec.agreement !== undefined && spec.tier === "core" ? chain : null;
}

/** Two attempts that run into their limits, the pause between them, the wait for the controls and the write. */
const LONGEST_RUN_MS = 45_000;

/** When a round is judged without those who have not reported. */
export function closesAt({ staggerMs }: DocketCheck, tick: EpochMs): EpochMs {
  return tick + staggerMs + LONGEST_RUN_MS;
}
