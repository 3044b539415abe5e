import { totalWeight, weightDown } from "#domain/hosting/blast-radius.ts";
import { type DependencyGraph, indicesOf, propagate, wire } from "#domain/hosting/graph.ts";

/**
 * The access Nakamoto coefficient ANC(theta), methods 4: the smallest set of providers whose joint failure makes more
 * than theta of the services unreachable.
 */
export interface AccessNakamoto {
  readonly k: number;
  /** One such set, in the candidates' order; where several are as small, the first in that order. */
  readonly providers: readonly string[];
  /** Share of the services that it takes down. */
  readonly share: number;
  /** `upper_bound`: the search was cut short; a smaller set may exist, though none of fewer than `atLeast`. */
  readonly quality: "exact" | "upper_bound";
  readonly atLeast: number;
}

/** Questions to the graph that an exact search may ask before it settles for a bound. */
const BUDGET = 20_000;

/**
 * ANC(theta) by trying all sets of one, of two, and so on; branches that cannot reach theta even with everything that is
 * left are not followed. When the budget is spent, a greedy answer stands in as an upper bound.
 * @param candidates Names of the nodes that may fail. Throws a RangeError for one that is not in the graph.
 * @returns null when even the loss of all of them leaves enough services up, or there is no service.
 */
export function accessNakamoto(
  graph: DependencyGraph,
  candidates: readonly string[],
  theta: number,
  budget: number = BUDGET,
): AccessNakamoto | null {
  const shareWithout = shareAsker(graph);
  const all = candidates.map((_, index) => index);
  const named = (set: readonly number[]) => set.map((index) => candidates[index] ?? "");
  const share = (set: readonly number[]) => shareWithout(named(set));
  const enough = (set: readonly number[]) => share(set) > theta + 1e-12;
  if (!enough(all)) return null;

  const search = new Search(all, enough, budget);
  for (let k = 1; k <= all.length; k += 1) {
    const found = search.setOf(k);
    if (found === "spent") {
      const set = greedy(all, share, enough);
      // No smaller set was left untried, so a greedy set of this size is as small as any.
      const quality = set.length === k ? "exact" : "upper_bound";
      return { k: set.length, providers: named(set), share: share(set), quality, atLeast: k };
    }
    if (found !== null) return { k, providers: named(found), share: share(found), quality: "exact", atLeast: k };
  }
  return null;
}

/** Answers which share of the services is down without the named nodes. 0 where there are none. */
function shareAsker(graph: DependencyGraph): (names: readonly string[]) => number {
  const wiring = wire(graph);
  const total = totalWeight(wiring);
  return (names) => {
    const down = propagate(wiring, indicesOf(wiring, names));
    return total > 0 ? weightDown(wiring, down) / total : 0;
  };
}

/** Looks for sets of one size after another, within one budget of questions. */
class Search {
  readonly #all: readonly number[];
  readonly #enough: (set: readonly number[]) => boolean;
  #left: number;

  constructor(all: readonly number[], enough: (set: readonly number[]) => boolean, budget: number) {
    this.#all = all;
    this.#enough = enough;
    this.#left = budget;
  }

  /** The first set of that size that is enough, null when there is none, "spent" when the budget did not last. */
  setOf(size: number): readonly number[] | null | "spent" {
    return this.#extend([], 0, size);
  }

  #ask(set: readonly number[]): boolean | "spent" {
    if (this.#left <= 0) return "spent";
    this.#left -= 1;
    return this.#enough(set);
  }

  #extend(chosen: readonly number[], from: number, slots: number): readonly number[] | null | "spent" {
    if (slots === 0) {
      const enough = this.#ask(chosen);
      return enough === "spent" ? "spent" : enough ? chosen : null;
    }
    for (let next = from; next <= this.#all.length - slots; next += 1) {
      // What falls only grows with what is lost, so all that is left bounds every set that could still be made of it.
      const hope = this.#ask([...chosen, ...this.#all.slice(next)]);
      if (hope === "spent") return "spent";
      if (!hope) return null;
      const found = this.#extend([...chosen, next], next + 1, slots - 1);
      if (found !== null) return found;
    }
    return null;
  }
}

/** Adds whatever takes most down, until it is enough, and then leaves out what proved needless. */
function greedy(
  all: readonly number[],
  share: (set: readonly number[]) => number,
  enough: (set: readonly number[]) => boolean,
): number[] {
  let set: number[] = [];
  while (!enough(set)) {
    let best: { readonly index: number; readonly share: number } | null = null;
    for (const index of all) {
      if (set.includes(index)) continue;
      const reached = share([...set, index]);
      if (best === null || reached > best.share) best = { index, share: reached };
    }
    if (best === null) break;
    set.push(best.index);
  }
  for (const index of [...set]) {
    const without = set.filter((other) => other !== index);
    if (enough(without)) set = without;
  }
  return set.sort((a, b) => a - b);
}
