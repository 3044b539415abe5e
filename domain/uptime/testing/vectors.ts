import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Inputs and outputs of the methods' reference script. They lie beside the checkout on the machine where it was made. */
export interface Vectors {
  readonly uptime: readonly {
    readonly in: Readonly<Partial<Record<"up" | "degraded" | "down" | "maint" | "unknown", number>>>;
    readonly out: {
      readonly A: number | null;
      readonly cov: number;
      readonly txt: string;
      readonly inclMaint: number | null;
    };
  }[];
  readonly wilson: readonly PairVector[];
  readonly garwood: readonly PairVector[];
}

interface PairVector {
  readonly in: readonly [number, number];
  readonly out: readonly [number, number];
}

const file = fileURLToPath(new URL("../../../../shared/data/test-vectors.json", import.meta.url));

/** Whether the vectors lie beside this checkout. */
export const vectorsExist: boolean = existsSync(file);

/** The vectors, or null when this checkout stands alone. */
export function readVectors(): Vectors | null {
  return vectorsExist ? JSON.parse(readFileSync(file, "utf8")) : null;
}
