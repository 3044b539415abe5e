import { judgeCheck, stepRound } from "#domain/status/check-verdict.ts";
import type { Rules } from "#domain/status/rules.ts";
import { answeredBefore, CHECK, INTERVAL_MS } from "#domain/status/testing/rounds.ts";
import { ANSWER, FAILURE, productRound } from "./alarm.ts";
import type { Random } from "./random.ts";

export interface Noticed {
  /** Share of runs in which the failures in the window reached usable vantages + `intermittentOver`. */
  readonly counted: number;
  /** Share of runs in which the verdict was anything but up: the count, or one vantage's alarm before it. */
  readonly said: number;
}

/**
 * How often a share of failing rounds is noticed within `minutes`, by the product's own verdict: the window of failures is no
 * part of the written-out table, so this runs the full detector. Failures are independent between vantages.
 */
export function noticed(
  { share, vantages, minutes }: { share: number; vantages: number; minutes: number },
  runs: number,
  rules: Rules,
  random: Random,
): Noticed {
  let [counted, said] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const seen = oneRun(share, vantages, (minutes * 60_000) / INTERVAL_MS, rules, random);
    if (seen.counted) counted += 1;
    if (seen.said) said += 1;
  }
  return { counted: counted / runs, said: said / runs };
}

function oneRun(share: number, vantages: number, rounds: number, rules: Rules, random: Random) {
  let views = Array.from({ length: vantages }, (_, n) => answeredBefore(`v${n}`));
  const seen = { counted: false, said: false };
  for (let index = 0; index < rounds; index += 1) {
    const results = views.map(
      ({ vantage }) => [vantage, productRound(index, random() < share ? FAILURE : ANSWER)] as const,
    );
    views = stepRound(views, new Map(results), CHECK, rules);
    const fails = views.reduce((sum, { state }) => sum + state.fails.length, 0);
    const now = Math.max(...results.map(([, round]) => round.at));
    seen.counted ||= fails >= vantages + rules.intermittentOver;
    seen.said ||= judgeCheck(CHECK, views, now, rules).verdict !== "up";
  }
  return seen;
}
