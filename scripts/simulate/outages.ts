import { type AlarmTable, GATED } from "./alarm.ts";
import { type Channel, drawInput, drawMove } from "./channel.ts";
import type { Random } from "./random.ts";
import { Watch } from "./watch.ts";

export interface Counted {
  readonly rounds: number;
  /** Entries into DOWN. */
  readonly entries: number;
  /** Share of vantage-rounds that the gate took away. */
  readonly gatedShare: number;
}

/**
 * Counts false outages over many rounds: a target that never fails, seen by vantages that each lose rounds in their own way.
 * Rounds in which no vantage can tell neither begin nor end an outage.
 */
export function countOutages(
  table: AlarmTable,
  channel: Channel,
  vantages: number,
  rounds: number,
  random: Random,
): Counted {
  const watch = new Watch(table, vantages);
  const ways = new Uint8Array(vantages);
  let [entries, gated, was] = [0, 0, false];
  for (let round = 0; round < rounds; round += 1) {
    for (let vantage = 0; vantage < vantages; vantage += 1) {
      const way = drawMove(channel, ways[vantage] as number, random);
      ways[vantage] = way;
      const input = drawInput(channel, way, random);
      if (input === GATED) gated += 1;
      watch.arrive(vantage, input);
      const is = watch.down ?? was;
      if (is && !was) entries += 1;
      was = is;
    }
  }
  return { rounds, entries, gatedShare: gated / (rounds * vantages) };
}
