import { judgeCheck, stepRound, type VantageDetector } from "#domain/status/check-verdict.ts";
import type { DetectorState } from "#domain/status/detector.ts";
import type { Rules } from "#domain/status/rules.ts";
import { answeredBefore, CHECK, EVIDENCE, OK, roundAt } from "#domain/status/testing/rounds.ts";

/** What a round brings a vantage: an answer, a failure, or the failure of its own controls, which makes it neutral. */
export const ANSWER = 0;
export const FAILURE = 1;
export const GATED = 2;
export type Input = typeof ANSWER | typeof FAILURE | typeof GATED;
export const INPUTS: readonly Input[] = [ANSWER, FAILURE, GATED];

/** The most vantages that any row has. */
export const MOST_VANTAGES = 5;

/**
 * All of a detector's state that an alarm depends on. The rest (onset, window, latencies, soft trouble, instants) is written
 * for the sentence and read by nothing that moves these three, as long as no silence is longer than the window; here every
 * vantage has a result in every round. `alarm.test.ts` holds the product to it with arbitrary bookkeeping.
 */
export type AlarmState = Pick<DetectorState, "s" | "bad" | "c">;

/** The product's step function written out over every state it can reach; state 0 is the one without any trouble. */
export interface AlarmTable {
  readonly rules: Rules;
  readonly states: readonly AlarmState[];
  /** 1 where the vantage calls the check bad. */
  readonly bad: Uint8Array;
  /** Next state at `place(state, input, usable)`. */
  readonly next: Uint8Array;
}

export function project({ s, bad, c }: AlarmState): AlarmState {
  return { s, bad, c };
}

const keyOf = (state: AlarmState) => JSON.stringify(project(state));

export function place(state: number, input: Input, usable: number): number {
  return (state * INPUTS.length + input) * (MOST_VANTAGES + 1) + usable;
}

const ROUND = [OK, EVIDENCE.F, EVIDENCE.F] as const;

/** A round of the product for this input: what a gated vantage saw does not matter, so it is a failure. */
export function productRound(index: number, input: Input) {
  const evidence = ROUND[input];
  if (!evidence) throw new Error(`There is no evidence for input ${input}.`);
  return roundAt(index, input === GATED ? { ...evidence, kind: "neutral" } : evidence, input === GATED);
}

/** One step of the product with `usable` vantages: the others answer, so that the product counts them itself. */
function productStep(state: DetectorState, index: number, input: Input, usable: number, rules: Rules): DetectorState {
  const others = Array.from({ length: input === GATED ? usable : usable - 1 }, (_, n) => answeredBefore(`other${n}`));
  const subject: VantageDetector = { ...answeredBefore("subject"), state };
  const rounds = others.map(({ vantage }) => [vantage, productRound(index, ANSWER)] as const);
  const stepped = stepRound(
    [subject, ...others],
    new Map([["subject", productRound(index, input)], ...rounds]),
    CHECK,
    rules,
  );
  const after = stepped[0];
  if (!after) throw new Error("The product lost a vantage.");
  return after.state;
}

const BUILT = new Map<string, AlarmTable>();

/** The table of these rules, built once: a walk through the product's full states takes a tenth of a second. */
export function alarmTable(rules: Rules): AlarmTable {
  const key = JSON.stringify(rules);
  const table = BUILT.get(key) ?? walk(rules);
  BUILT.set(key, table);
  return table;
}

/** Every state that can be reached from "it has answered" under any input and any number of usable vantages. */
function walk(rules: Rules): AlarmTable {
  const start = answeredBefore("subject").state;
  const found: { state: DetectorState; index: number }[] = [{ state: start, index: 0 }];
  const numbers = new Map([[keyOf(start), 0]]);
  const moves: [number, number][] = [];
  for (const [from, { state, index }] of found.entries()) {
    for (const input of INPUTS) {
      for (let usable = input === GATED ? 0 : 1; usable <= MOST_VANTAGES; usable += 1) {
        const after = productStep(state, index, input, usable, rules);
        const to = numbers.get(keyOf(after)) ?? found.push({ state: after, index: index + 1 }) - 1;
        numbers.set(keyOf(after), to);
        moves.push([place(from, input, usable), to]);
      }
    }
  }
  if (found.length > 255) throw new Error(`${found.length} states do not fit one byte.`);
  const next = new Uint8Array(place(found.length, ANSWER, 0));
  for (const [at, to] of moves) next[at] = to;
  const states = found.map(({ state }) => project(state));
  return { rules, states, bad: Uint8Array.from(states, ({ bad }) => Number(bad)), next };
}

/** Rules under which every vantage alarms at `h`, however many are usable: the rows of the table that name their own h. */
export function withAlarm(rules: Rules, h: number): Rules {
  return { ...rules, alarm: h, alarmAlone: h };
}

/** How many vantages must agree; asked of the product, so that the majority is written in one place. */
export function majorityOf(usable: number, rules: Rules): number {
  const bad = (n: number): VantageDetector[] =>
    Array.from({ length: usable }, (_, index) => {
      const view = answeredBefore(`v${index}`);
      return { ...view, state: { ...view.state, bad: index < n } };
    });
  for (let n = 1; n <= usable; n += 1) {
    if (judgeCheck(CHECK, bad(n), roundAt(0, OK).at, rules).verdict === "down") return n;
  }
  throw new Error(`No number of ${usable} vantages makes it down.`);
}
