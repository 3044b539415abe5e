import { type AlarmTable, ANSWER, FAILURE, place } from "./alarm.ts";
import type { Random } from "./random.ts";
import type { Watch } from "./watch.ts";

export interface Delays {
  readonly meanS: number;
  readonly p95S: number;
  /** Standard deviation of one delay: what the error of the mean follows from. */
  readonly sdS: number;
}

/** A failing share of a sixth is never sure to be noticed: give up, so that a mistaken rule cannot hang the command. */
const MOST_ROUNDS = 20_000;

interface Onset {
  /** Share of rounds that fail from the onset on. */
  readonly share: number;
  readonly vantages: number;
  readonly intervalS: number;
  /** Each vantage asks at its own point of the round; or all at the same one, as the product's scheduler has it. */
  readonly phases: "own" | "shared";
}

/** Where in the round each vantage asks, in the order in which they do. */
function phasesOf({ vantages, phases }: Onset, random: Random): number[] {
  if (phases === "shared") return new Array<number>(vantages).fill(random());
  return Array.from({ length: vantages }, random).sort((a, b) => a - b);
}

/**
 * Seconds from the onset to DOWN. The first result after the onset comes up to one interval later, uniformly: with everything
 * failing one vantage is sure after half an interval and three more on average, (0.5 + 3) x 30 s = 105 s; of three vantages
 * the second one to ask decides, whose wait is half an interval on average too, (0.5 + 2) x 30 s = 75 s.
 */
export function delayToDown(watch: Watch, onset: Onset, random: Random): number {
  watch.reset();
  const asks = phasesOf(onset, random);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (const [vantage, phase] of asks.entries()) {
      watch.arrive(vantage, random() < onset.share ? FAILURE : ANSWER);
      const judged = onset.phases === "own" || vantage === asks.length - 1;
      if (judged && watch.down) return (round + phase) * onset.intervalS;
    }
  }
  throw new Error(`A failing share of ${onset.share} was not noticed in ${MOST_ROUNDS} rounds.`);
}

/**
 * Seconds until a majority have alarmed at least once, each in its own time: what methods 1.3 gives for 2/3. It is the delay
 * to DOWN while nothing clears; a vantage that clears before the next one alarms has to alarm again.
 */
export function delayToAlarms(table: AlarmTable, onset: Onset, random: Random): number {
  const alarms = phasesOf(onset, random).map((phase) => {
    const rounds = roundsToAlarm(table, onset, random);
    return (rounds + phase) * onset.intervalS;
  });
  return alarms.sort((a, b) => a - b)[Math.floor(onset.vantages / 2)] as number;
}

function roundsToAlarm(table: AlarmTable, { share, vantages }: Onset, random: Random): number {
  let state = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    state = table.next[place(state, random() < share ? FAILURE : ANSWER, vantages)] as number;
    if (table.bad[state]) return round;
  }
  throw new Error(`A failing share of ${share} raised no alarm in ${MOST_ROUNDS} rounds.`);
}

/** Mean and 95th percentile of many. */
export function delaysOf(draw: () => number, runs: number): Delays {
  const delays = Float64Array.from({ length: runs }, draw).sort();
  const meanS = delays.reduce((sum, delay) => sum + delay, 0) / runs;
  const squares = delays.reduce((sum, delay) => sum + (delay - meanS) ** 2, 0);
  const p95S = delays[Math.floor(0.95 * runs)] ?? Number.NaN;
  return { meanS, p95S, sdS: Math.sqrt(squares / Math.max(1, runs - 1)) };
}
