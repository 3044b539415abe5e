import type { RunningPostgres } from "#db/launch/launch.ts";

/** A figure that a bench measured, beside its bar where it has one. */
export interface BenchRow {
  readonly cells: readonly string[];
  /** Whether the bar was met; null where there is none. */
  readonly passes: boolean | null;
}

export interface BenchReport {
  readonly title: string;
  /** What the figures depend on. */
  readonly notes: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly BenchRow[];
}

/** What a bench may use. */
export interface BenchContext {
  /** A migrated database of that name, empty but for the schema. It is dropped when the bench is over. */
  freshDatabase(name: string): Promise<string>;
  /** A server of its own with nothing on it, which may be stopped. */
  ownServer(name: string): Promise<RunningPostgres>;
  readonly say: (line: string) => void;
}

export interface Bench {
  /** One line: what it measures against which bar. */
  readonly about: string;
  run(context: BenchContext): Promise<BenchReport>;
}

/** The middle of the values; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError("no values");
  return (low + high) / 2;
}
