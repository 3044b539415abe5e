import type { ServiceSpec } from "#domain/check/service.ts";
import {
  type Bounds,
  type Concentration,
  concentrationOf,
  hhiBoundsOfUnknown,
  nakamoto,
  THETA,
} from "#domain/hosting/concentration.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { type Usage, type UsageOf, usageOf } from "#domain/hosting/usage.ts";

/** How many hands services lie in: of those of which it is known, and what the others could change about it. */
export interface Spread extends Usage {
  /** Of the known alone; null when nothing is known. */
  readonly figures: Concentration | null;
  /** With those of which nothing is known: each by itself, or all with the largest. */
  readonly hhi: Bounds | null;
  readonly nakamoto: Record<keyof typeof THETA, { readonly low: number | null; readonly high: number | null }>;
}

/**
 * Over everybody, known or not: of whom nothing is known may stand with the largest, or each by itself.
 * @param services Those that stand somewhere (`standingServices`). @param evidence What holds at the instant of the question.
 */
export function spreadOf(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  what: UsageOf,
  by: "provider" | "region",
): Spread {
  const usage = usageOf(services, evidence, what, by);
  const all = usage.known + usage.unknown;
  const named = [...usage.carried.values()].map((carried) => carried / all).sort((a, b) => b - a);
  const unknown = usage.unknown / all;
  const [largest = 0, ...rest] = named;
  const bounds = (theta: number) => ({
    low: usage.known === 0 ? null : nakamoto([largest + unknown, ...rest], theta),
    high: usage.known === 0 ? null : nakamoto(named, theta),
  });
  return {
    ...usage,
    figures: concentrationOf([...usage.carried.values()]),
    hhi: usage.known === 0 ? null : hhiBoundsOfUnknown(named, unknown),
    nakamoto: { third: bounds(THETA.third), half: bounds(THETA.half) },
  };
}
