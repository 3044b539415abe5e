import type { Score } from "#domain/attribution/score.ts";
import type { EpochMs } from "#domain/time.ts";

/** An incident that coincides with an event of a cloud, as the page of the place lists it. */
export interface AttributedIncident {
  readonly id: string;
  /** Names, not slugs. */
  readonly service: string;
  readonly component: string;
  /** The service has this one component only. */
  readonly single: boolean;
  readonly startedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  readonly best: Pick<Score, "provider" | "region" | "score" | "word" | "basis" | "provisional" | "uncalibrated">;
}

/** What coincides with the events of a place. */
export interface AttributedIncidents {
  /** The newest onset first. */
  readonly incidents: readonly AttributedIncident[];
  /** How many there are, of which `incidents` may be the newest. */
  readonly total: number;
  /** Events of the provider that do not say where they were: they are held against no incident of anybody. */
  readonly placeless: number;
}
