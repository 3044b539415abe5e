import { type AlarmTable, place } from "./alarm.ts";
import { type Channel, inputsOf } from "./channel.ts";

/** A Markov chain over (channel, alarm) at one vantage, and in which of its states the vantage calls the check bad. */
export interface VantageChain {
  readonly move: readonly (readonly number[])[];
  readonly bad: readonly boolean[];
}

/** Probabilities of one vantage in two successive rounds: `goodBad` is good in the first and bad in the second. */
export interface TwoRounds {
  readonly goodGood: number;
  readonly goodBad: number;
  readonly badGood: number;
  readonly badBad: number;
}

/** The product of channel and table; `usable` vantages see the round, so a gate is exact for one vantage only. */
export function vantageChain(table: AlarmTable, channel: Channel, usable: number): VantageChain {
  const size = table.states.length;
  const total = channel.loss.length * size;
  const move = Array.from({ length: total }, () => new Array<number>(total).fill(0));
  for (const [way, targets] of channel.move.entries()) {
    for (const [to, chance] of targets.entries()) {
      for (const [input, share] of inputsOf(channel, to)) {
        for (let state = 0; state < size; state += 1) {
          const after = to * size + (table.next[place(state, input, usable)] as number);
          const row = move[way * size + state] as number[];
          row[after] = (row[after] as number) + chance * share;
        }
      }
    }
  }
  return { move, bad: Array.from({ length: total }, (_, state) => table.bad[state % size] === 1) };
}

/**
 * Where the chain is in the long run, by the elimination of Grassmann, Taksar and Heyman: without a subtraction, so that a
 * state of probability 1e-20 is as exact as one of 1. State 0 must be one that the chain returns to.
 */
export function stationary(move: VantageChain["move"]): number[] {
  const p = move.map((row) => Float64Array.from(row));
  for (let last = p.length - 1; last > 0; last -= 1) {
    const from = p[last] as Float64Array;
    const out = from.subarray(0, last).reduce((sum, chance) => sum + chance, 0);
    for (let i = 0; i < last; i += 1) {
      const row = p[i] as Float64Array;
      const into = (row[last] as number) / out;
      row[last] = into;
      if (into > 0) for (let j = 0; j < last; j += 1) row[j] = (row[j] as number) + into * (from[j] as number);
    }
  }
  const weights = [1];
  for (let state = 1; state < p.length; state += 1) {
    weights.push(weights.reduce((sum, weight, i) => sum + weight * ((p[i] as Float64Array)[state] as number), 0));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The four joint probabilities of a vantage that has run for ever. */
export function twoRounds({ move, bad }: VantageChain): TwoRounds {
  const joint = { goodGood: 0, goodBad: 0, badGood: 0, badBad: 0 };
  for (const [from, weight] of stationary(move).entries()) {
    for (const [to, chance] of (move[from] as readonly number[]).entries()) {
      joint[`${bad[from] ? "bad" : "good"}${bad[to] ? "Bad" : "Good"}`] += weight * chance;
    }
  }
  return joint;
}

/** Of "R failures in a row": bad while the last R were failures (methods 1.3). */
export function inARow(p: number, r: number): TwoRounds {
  const [badBad, once] = [p ** (r + 1), (1 - p) * p ** r];
  return { goodGood: 1 - badBad - 2 * once, goodBad: once, badGood: once, badBad };
}

/**
 * Entries into "`k` of `n` are bad" per round when every vantage has its own phase: one at a time turns bad, and it is an
 * entry when exactly k - 1 of the others are bad at that moment. Vantages are independent, so both factors are exact. This is
 * what the table of methods 1.3 holds.
 */
export function entryRateOneByOne(joint: TwoRounds, n: number, k: number): number {
  const bad = joint.badBad + joint.goodBad;
  const others = factorial(n - 1) / (factorial(k - 1) * factorial(n - k));
  return n * joint.goodBad * others * bad ** (k - 1) * (1 - bad) ** (n - k);
}

/**
 * The same when all vantages report at the same instant and are judged together: the probability that k are bad while in the
 * round before fewer were, over all ways in which the four joint states can be shared out among the vantages. It is less, as
 * one that turns bad while another turns good adds nothing.
 */
export function entryRateTogether(joint: TwoRounds, n: number, k: number): number {
  let rate = 0;
  for (let enter = 0; enter <= n; enter += 1) {
    for (let leave = 0; enter + leave <= n; leave += 1) {
      for (let stay = 0; enter + leave + stay <= n; stay += 1) {
        if (leave + stay >= k || enter + stay < k) continue;
        const rest = n - enter - leave - stay;
        const ways = factorial(n) / (factorial(enter) * factorial(leave) * factorial(stay) * factorial(rest));
        const chance = joint.goodBad ** enter * joint.badGood ** leave * joint.badBad ** stay * joint.goodGood ** rest;
        rate += ways * chance;
      }
    }
  }
  return rate;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
