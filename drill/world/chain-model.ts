import type { ChainSpec } from "#domain/check/service.ts";
import type { EpochMs } from "#domain/time.ts";
import { arrivalOf, arrivedBy } from "#drill/world/bitcoin-arrivals.ts";
import { hex64 } from "#drill/world/seed.ts";

/** One block of a modelled chain. `hash` and `parentHash` are 64 hex digits without a prefix. */
export interface Block {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly timeMs: EpochMs;
}

/** A chain as every operator sees it: what has been produced by an instant. */
export interface Chain {
  head(at: EpochMs): number;
  block(number: number): Block;
}

/** Heights at the anchor: plausible, made up, and only there to look like the real thing. */
const HEIGHTS: Record<string, number> = {
  ethereum: 24_136_000,
  polygon: 81_400_000,
  optimism: 145_600_000,
  arbitrum: 417_000_000,
  base: 40_000_000,
  linea: 26_900_000,
  scroll: 26_200_000,
  zksync: 67_000_000,
  bsc: 73_500_000,
  avalanche: 74_800_000,
  vanar: 14_200_000,
  oort: 16_700_000,
  hyperliquid: 22_500_000,
  starknet: 4_700_000,
  solana: 390_000_000,
  "xrp-ledger": 101_200_000,
  filecoin: 5_640_000,
  arweave: 1_830_000,
  akash: 24_900_000,
  dydx: 68_300_000,
  icp: 7_900_000,
  heimdall: 34_100_000,
};
const ANCHOR: EpochMs = Date.UTC(2026, 0, 1);
const BITCOIN_BASE = 930_300 - arrivedBy(ANCHOR);

function blockAt(slug: string, number: number, timeMs: EpochMs): Block {
  const bitcoin = slug === "bitcoin";
  // A Bitcoin hash is a small number: it begins with zeros.
  const hash = (n: number): string =>
    bitcoin ? hex64(slug, n).slice(0, 45).padStart(64, "0") : hex64("block", slug, n);
  return { number, hash: hash(number), parentHash: hash(number - 1), timeMs };
}

/** A chain that never stops: heights and times are functions of each other. */
export function steadyChain({ slug, blockTimeS }: Pick<ChainSpec, "slug" | "blockTimeS">): Chain {
  if (slug === "bitcoin")
    return {
      head: (at) => BITCOIN_BASE + arrivedBy(at),
      block: (number) => blockAt(slug, number, arrivalOf(number - BITCOIN_BASE)),
    };
  const first = HEIGHTS[slug] ?? 1_000_000 + (Number.parseInt(hex64("height", slug).slice(0, 6), 16) % 9_000_000);
  const blockMs = blockTimeS * 1000;
  return {
    head: (at) => first + Math.floor((at - ANCHOR) / blockMs),
    block: (number) => blockAt(slug, number, Math.ceil(ANCHOR + (number - first) * blockMs)),
  };
}

interface Halt {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A chain that can be stopped. After a halt it goes on from where it stood: no block appears for the time it slept. */
export class HaltableChain implements Chain {
  readonly #steady: Chain;
  readonly #halts: Halt[] = [];
  #frozenAt: EpochMs | null = null;

  constructor(steady: Chain) {
    this.#steady = steady;
  }

  /** Stops production at an instant, which may lie in the past: then the newest blocks are gone until `resume`. */
  freeze(at: EpochMs): void {
    this.#frozenAt = at;
  }

  /** Production goes on. When it `really` slept, the time since the freeze is left out of the chain's history. */
  resume(now: EpochMs, really: boolean): void {
    if (this.#frozenAt !== null && really && now > this.#frozenAt) this.#halts.push({ from: this.#frozenAt, to: now });
    this.#frozenAt = null;
  }

  head(at: EpochMs): number {
    return this.#steady.head(this.#producing(this.#frozenAt === null ? at : Math.min(at, this.#frozenAt)));
  }

  block(number: number): Block {
    const block = this.#steady.block(number);
    let timeMs = block.timeMs;
    for (const { from, to } of this.#halts) if (timeMs > from) timeMs += to - from;
    return { ...block, timeMs };
  }

  /** Time spent producing, as the steady chain counts it: wall time without the halts before it. */
  #producing(at: EpochMs): EpochMs {
    let slept = 0;
    for (const { from, to } of this.#halts) if (at > from) slept += Math.min(at, to) - from;
    return at - slept;
  }
}
