import { scrubRawCode } from "#domain/failure/classify-text.ts";
import type { FailureType, Outcome } from "#domain/failure/failure.ts";
import type { Facts } from "#domain/measurement.ts";

/** One thing that is wrong with an answer, or that makes it say nothing. */
export interface Fault {
  readonly outcome: Exclude<Outcome, "ok">;
  readonly failureType: FailureType;
  readonly rawCode: string;
  readonly facts?: Facts;
}

/** A fault whose `rawCode` may be kept and shown: what a target wrote is cleaned and cut. */
export const fault = (failureType: FailureType, rawCode: string, outcome: Fault["outcome"] = "failed"): Fault => ({
  outcome,
  failureType,
  rawCode: scrubRawCode(rawCode),
});

/** The worst fault, the first of equals: a market both cancel-only and disabled is disabled. */
export function worst(faults: readonly Fault[]): Fault | null {
  return faults.find((one) => one.outcome === "failed") ?? faults[0] ?? null;
}
