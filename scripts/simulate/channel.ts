import { ANSWER, FAILURE, GATED, type Input } from "./alarm.ts";
import type { Random } from "./random.ts";

/** The way from a vantage to what it looks at: in each of its states a share of rounds is lost. Gilbert-Elliott has two. */
export interface Channel {
  /** Share of rounds lost in each state. */
  readonly loss: readonly number[];
  /** `move[i][j]`: from state i to state j, from one round to the next. */
  readonly move: readonly (readonly number[])[];
  /** How many controls share the way, and how many of them lost gate the round; null without a gate. */
  readonly gate: { readonly controls: number; readonly failing: number } | null;
}

/** Rounds are lost independently. */
export function independent(loss: number): Channel {
  return { loss: [loss], move: [[1]], gate: null };
}

/** Two states; the bursts last a geometric number of rounds and make up what `mean` leaves over. */
export function bursts({
  mean,
  quiet,
  inside,
  rounds,
}: {
  mean: number;
  quiet: number;
  inside: number;
  rounds: number;
}) {
  const share = (mean - quiet) / (inside - quiet);
  const end = 1 / rounds;
  const begin = (share * end) / (1 - share);
  const channel: Channel = {
    loss: [quiet, inside],
    move: [
      [1 - begin, begin],
      [end, 1 - end],
    ],
    gate: null,
  };
  return channel;
}

/** Probability that `k` or more of `n` happen, each with probability `p`. */
export function atLeast(k: number, n: number, p: number): number {
  let sum = 0;
  let ways = 1;
  for (let m = 0; m <= n; m += 1) {
    if (m >= k) sum += ways * p ** m * (1 - p) ** (n - m);
    ways = (ways * (n - m)) / (m + 1);
  }
  return sum;
}

/** Probabilities of the inputs in a state of the channel. */
export function inputsOf({ loss, gate }: Channel, state: number): readonly (readonly [Input, number])[] {
  const lost = loss[state] ?? 0;
  const gated = gate ? atLeast(gate.failing, gate.controls, lost) : 0;
  return [
    [ANSWER, (1 - gated) * (1 - lost)],
    [FAILURE, (1 - gated) * lost],
    [GATED, gated],
  ];
}

/** Draws the next state of the channel. */
export function drawMove({ move }: Channel, state: number, random: Random): number {
  const row = move[state] as readonly number[];
  let left = random();
  for (let to = 0; to < row.length - 1; to += 1) {
    left -= row[to] as number;
    if (left < 0) return to;
  }
  return row.length - 1;
}

/** Draws what a round brings: target and controls are lost independently of each other within a state. */
export function drawInput({ loss, gate }: Channel, state: number, random: Random): Input {
  const lost = loss[state] as number;
  if (gate) {
    let failing = 0;
    for (let control = 0; control < gate.controls; control += 1) if (random() < lost) failing += 1;
    if (failing >= gate.failing) return GATED;
  }
  return random() < lost ? FAILURE : ANSWER;
}
