import type { Attribution } from "#domain/attribution/attribute.ts";
import type { Score } from "#domain/attribution/score.ts";

/** What is kept of one incident's attribution, so that every number can be shown with its reasons. Plain JSON. */
export interface AttributionRecord {
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
