import { type AlarmTable, GATED, type Input, MOST_VANTAGES, majorityOf, place } from "./alarm.ts";

/**
 * Several vantages watching one target, a result at a time in the order of arrival, over the written-out step function. Every
 * vantage has its own phase within the round, so that no two results arrive together. `watch.test.ts` holds it to
 * `stepRound` and `judgeCheck` on random traces.
 */
export class Watch {
  private readonly table: AlarmTable;
  private readonly states: Uint8Array;
  private readonly gated: Uint8Array;
  private readonly majority: readonly number[];
  private usable: number;
  private bad = 0;

  constructor(table: AlarmTable, vantages: number) {
    this.table = table;
    this.states = new Uint8Array(vantages);
    this.gated = new Uint8Array(vantages);
    this.usable = vantages;
    this.majority = Array.from({ length: MOST_VANTAGES + 1 }, (_, n) => (n === 0 ? 0 : majorityOf(n, table.rules)));
  }

  /** As after an answer from every vantage. */
  reset(): void {
    this.usable = this.states.length;
    this.states.fill(0);
    this.gated.fill(0);
    this.bad = 0;
  }

  /** A vantage without its own network is neither usable nor bad. */
  arrive(vantage: number, input: Input): void {
    const { states, gated, table } = this;
    const state = states[vantage] as number;
    if (gated[vantage] === 0) {
      this.usable -= 1;
      this.bad -= table.bad[state] as number;
    }
    const gate = input === GATED ? 1 : 0;
    this.usable += 1 - gate;
    const after = table.next[place(state, input, this.usable)] as number;
    states[vantage] = after;
    gated[vantage] = gate;
    if (gate === 0) this.bad += table.bad[after] as number;
  }

  /** Null while no vantage can tell. */
  get down(): boolean | null {
    return this.usable === 0 ? null : this.bad >= (this.majority[this.usable] as number);
  }
}
