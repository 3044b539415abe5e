import type { ChainSpec } from "#domain/check/service.ts";
import type { EpochMs } from "#domain/time.ts";
import { type Chain, HaltableChain, steadyChain } from "#drill/world/chain-model.ts";
import { type Market, marketOf } from "#drill/world/market-model.ts";

/** Chains that answers need and no check reports on. */
const UNLISTED: readonly Pick<ChainSpec, "slug" | "blockTimeS">[] = [{ slug: "heimdall", blockTimeS: 2 }];

/**
 * What is true in the world: one model behind all stand-ins, so that all operators agree. Everything is a function of an
 * instant; nothing is stored but halts.
 */
export interface WorldModel {
  chain(slug: string): Chain;
  market(venue: string, quote?: "USD" | "KRW"): Market;
  /** Stops a chain for everybody. */
  freezeChain(slug: string, at: EpochMs): void;
  resumeChain(slug: string, now: EpochMs, really: boolean): void;
}

export function createModel(chains: readonly ChainSpec[]): WorldModel {
  const known = new Map<string, HaltableChain>();
  for (const spec of [...UNLISTED, ...chains]) known.set(spec.slug, new HaltableChain(steadyChain(spec)));
  const markets = new Map<string, Market>();
  const chain = (slug: string): HaltableChain => {
    const found = known.get(slug);
    if (!found) throw new Error(`the world has no chain "${slug}": it is missing in catalog/chains.ts`);
    return found;
  };
  return {
    chain,
    market(venue, quote = "USD") {
      const key = `${venue} ${quote}`;
      const market = markets.get(key) ?? marketOf(venue, quote);
      markets.set(key, market);
      return market;
    },
    freezeChain: (slug, at) => chain(slug).freeze(at),
    resumeChain: (slug, now, really) => chain(slug).resume(now, really),
  };
}
