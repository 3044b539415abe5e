import type { BenchRow } from "#scripts/bench/bench.ts";
import type { LoadReport } from "#scripts/bench/front-load.ts";

/** name, bare, door, ratio, per CPU s (two), ratio of those, bar, verdict */
const BEFORE_BAR = 7;

export const verdict = (passes: boolean) => (passes ? "PASS" : "FAIL");

/** A row with its bar at the end, whatever it has of the other columns. */
export function measured(cells: readonly string[], bar: string, passes: boolean): BenchRow {
  const padded = Array.from({ length: BEFORE_BAR }, (_, index) => cells[index] ?? "");
  return { cells: [...padded, bar, verdict(passes)], passes };
}

/** A load that must be answered whole, with statuses that are right for it. */
export function answered(
  name: string,
  { requests, ms, statuses, errors, latency }: LoadReport,
  right: readonly string[],
): BenchRow {
  const wrong = Object.entries(statuses).filter(([status]) => !right.includes(status));
  const failed = errors + wrong.reduce((sum, [, count]) => sum + count, 0);
  const rate = Math.round((requests / ms) * 1_000).toLocaleString("en");
  const times = `p50 ${latency.p50.toFixed(0)} ms, p99 ${latency.p99.toFixed(0)} ms, longest ${latency.max.toFixed(0)} ms`;
  return measured([name, "", rate, "", times], `0 of ${requests.toLocaleString("en")} fail`, failed === 0);
}
