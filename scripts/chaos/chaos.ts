import type { Stage, StageOptions } from "#scripts/chaos/stage.ts";
import type { Random } from "#scripts/simulate/random.ts";

/** What is done to the product, and what must hold all the same. */
export interface Part {
  readonly about: string;
  /** @throws Error when the product does not come back */
  run(chaos: Chaos): Promise<Finding>;
}

/** What a part of the chaos is given. */
export interface Chaos {
  /** Of this part alone: what it rolls follows from the seed and the part's name. */
  readonly random: Random;
  /** How often each victim is killed. */
  readonly times: number;
  /** Says what happens, with the time. */
  readonly say: (line: string) => void;
  /** What is to be ended with the part, whatever becomes of that: the newest first. */
  own(end: () => Promise<void>): void;
  /** Starts the product with its load, its readers and its witness. It is ended with the part. */
  open(options?: StageOptions): Promise<Stage>;
}

/** What was counted in a part: figures for the reader, and what was held against a bar. */
export interface Finding {
  readonly figures: readonly (readonly [name: string, value: string])[];
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly name: string;
  readonly passes: boolean;
  /** What was counted. */
  readonly found: string;
}

/** Nothing of this kind may be there. */
export const none = (name: string, count: number): Bar => ({ name, passes: count === 0, found: String(count) });
