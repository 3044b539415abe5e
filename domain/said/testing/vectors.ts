import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Inputs and outputs of the methods' reference script. They lie beside the checkout on the machine where it was made. */
export interface Vectors {
  readonly saidsaw: {
    readonly in: readonly SampleVector[];
    readonly out: Graded & { readonly ackRate: string; readonly wilson: readonly [number, number] };
  };
  readonly saidsaw_censored: { readonly in: readonly SampleVector[]; readonly out: Graded };
  readonly wilson: readonly { readonly in: readonly [number, number]; readonly out: readonly [number, number] }[];
}

/** Minutes; `ack` 1 when it was said then, 0 when it had not been said by then. */
export interface SampleVector {
  readonly t: number;
  readonly ack: 0 | 1;
}

interface Graded {
  readonly kmMedian: number | null;
  readonly avg: number;
  readonly grade: string;
}

const file = fileURLToPath(new URL("../../../../shared/data/test-vectors.json", import.meta.url));

/** Whether the vectors lie beside this checkout. */
export const vectorsExist: boolean = existsSync(file);

/** The vectors, or null when this checkout stands alone. */
export function readVectors(): Vectors | null {
  return vectorsExist ? JSON.parse(readFileSync(file, "utf8")) : null;
}
