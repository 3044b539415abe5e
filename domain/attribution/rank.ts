import type { Attribution } from "#domain/attribution/attribute.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import type { Score } from "#domain/attribution/score.ts";
import { groupedBy } from "#domain/grouped.ts";

/** One incident held against every open event. */
export interface IncidentRanking {
  readonly service: string;
  readonly incident: string;
  readonly best: Score;
  /** The best of another provider: two regions of one provider are no rivals. */
  readonly runnerUp: Score | null;
}

export interface ProviderRanking {
  readonly event: CloudEvent;
  /** Sum of its scores / 100: how many of the incidents it accounts for. */
  readonly explained: number;
}

/** Which provider fits best among several open events, and which comes next: a CDN may be the cause, not the cloud. */
export interface Ranking {
  /** By service and incident. Those that no event scores above 0 are left out. */
  readonly incidents: readonly IncidentRanking[];
  readonly best: ProviderRanking | null;
  readonly runnerUp: ProviderRanking | null;
}

export function rank(attributions: readonly Attribution[]): Ranking {
  const incidents = [...byIncident(attributions).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, scores]): IncidentRanking[] => {
      const [best, ...rest] = scores.toSorted(better);
      if (best === undefined) return [];
      const runnerUp = rest.find(({ provider }) => provider !== best.provider) ?? null;
      return [{ service: best.service, incident: best.incident, best, runnerUp }];
    });
  const providers = attributions
    .map(({ event, scores, contrast }) => ({ event, contrast, explained: sumOf(scores) }))
    .filter(({ explained }) => explained > 0)
    .sort((a, b) => b.explained - a.explained || a.contrast.p - b.contrast.p || (a.event.id < b.event.id ? -1 : 1))
    .map(({ event, explained }) => ({ event, explained }));
  const [best = null] = providers;
  const runnerUp = providers.find(({ event }) => event.provider !== best?.event.provider) ?? null;
  return { incidents, best, runnerUp };
}

function byIncident(attributions: readonly Attribution[]): Map<string, Score[]> {
  const told = attributions.flatMap(({ scores }) => scores).filter(({ score }) => score !== 0);
  return groupedBy(told, ({ service, incident }) => JSON.stringify([service, incident]));
}

/** The cap first, as it is what may be said; under the same cap the figures themselves. */
function better(a: Score, b: Score): number {
  return b.score - a.score || b.posterior - a.posterior || (a.event < b.event ? -1 : 1);
}

function sumOf(scores: readonly Score[]): number {
  return scores.reduce((sum, { score }) => sum + score, 0) / 100;
}
