import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Inputs and outputs of the methods' reference script. They lie beside the checkout on the machine where it was made. */
const file = fileURLToPath(new URL("../../../shared/data/test-vectors.json", import.meta.url));

/** Whether the vectors lie beside this checkout. */
export const vectorsExist: boolean = existsSync(file);

/** The vectors as one area reads them, or null when this checkout stands alone. */
export function readVectors<Vectors>(): Vectors | null {
  return vectorsExist ? JSON.parse(readFileSync(file, "utf8")) : null;
}
