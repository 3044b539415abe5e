import type { Attribution } from "#domain/attribution/attribute.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import type { IncidentRanking } from "#domain/attribution/rank.ts";
import type { Score } from "#domain/attribution/score.ts";
import type { EpochMs } from "#domain/time.ts";

/** Of everything that decides a score. An attribution of an older version is made anew when its incident is looked at again. */
export const ATTRIBUTION_RULES = 1;

/** What is kept of one incident's attribution, so that every number can be shown with its reasons. Plain JSON. */
export interface AttributionRecord {
  /** That of `best`. */
  readonly event: CloudEvent;
  readonly best: Score;
  /** The best of another provider. */
  readonly runnerUp: Score | null;
  readonly passes: boolean;
  readonly population: Attribution["population"];
  readonly contrast: Attribution["contrast"];
  readonly severity: Attribution["severity"];
  readonly confounder: Attribution["confounder"];
  readonly leadLag: Attribution["leadLag"];
}

/** An attribution as it is stored: of an incident to an event of a cloud, by their public ids. */
export interface StoredAttribution {
  readonly incident: string;
  readonly cloudEvent: string;
  readonly record: AttributionRecord;
  readonly computedAt: EpochMs;
  readonly ruleVersion: number;
}

/** The record of one ranked incident. @param attribution of the event that fits best */
export function recordOf(
  { best, runnerUp }: Pick<IncidentRanking, "best" | "runnerUp">,
  { event, passes, population, contrast, severity, confounder, leadLag }: Attribution,
): AttributionRecord {
  return { event, best, runnerUp, passes, population, contrast, severity, confounder, leadLag };
}

/** Whether more or other may be said than before: what a reader who was told of an attribution must be told again. */
export function isOtherwise(before: AttributionRecord | null, after: AttributionRecord | null): boolean {
  if (before === null || after === null) return before !== after;
  return (["provider", "region", "word", "basis"] as const).some((key) => before.best[key] !== after.best[key]);
}

/**
 * Whether incidents that are attributed so, to one event in one place, are one (design.md 2): the attribution may be
 * published as one, by the vendor's word or the population test, and is likely at least (70 of 100). What merely coincides, or
 * is possible, joins nothing.
 */
export function isSure({ best }: Pick<AttributionRecord, "best">): boolean {
  return best.publishable && (best.word === "likely" || best.word === "confirmed");
}
