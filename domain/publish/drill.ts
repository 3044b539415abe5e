import type { Scorecard, ScoredOutage, ScoredStatement } from "#domain/drill/scorecard.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import { stretch, texts } from "#domain/publish/replay.ts";

/**
 * The scorecard of a drill, as `/api/v1/drills/{id}` shows it. Times are the scenario's clock, in RFC 3339, but for
 * `run.ended_at`; lengths are seconds.
 */
export function publishScorecard(card: Scorecard) {
  const { scenario, run, samples } = card;
  return {
    data: {
      scenario: { id: scenario.id, title: texts(scenario.title), dossier: scenario.dossier },
      run: {
        speed: run.speed,
        vantages: run.vantages,
        window: stretch(run),
        ended_at: rfc3339(run.endedAt),
        took_seconds: run.tookMs / 1_000,
      },
      passed: card.passed,
      totals: card.totals,
      outages: card.outages.map(publishOutage),
      invented: card.invented.map(({ incident, component, startedAt, detectedAt }) => ({
        incident,
        component,
        started_at: rfc3339(startedAt),
        detected_at: rfc3339(detectedAt),
      })),
      clouds: card.clouds.map(publishStatement),
      samples: {
        recorded: samples.recorded,
        coverage: samples.coverage,
        neutral: samples.neutral,
        outbox_events: samples.told,
      },
      failures: card.failures.map(texts),
      assumptions: card.assumptions.map(({ components, reason, ...window }) => ({
        components,
        ...stretch(window),
        reason: texts(reason),
      })),
      departures: card.departures.map(texts),
    },
  };
}

/** Every scorecard of this instance in short, as `/api/v1/drills` shows them. */
export function publishScorecards(cards: readonly Scorecard[]) {
  return {
    data: cards.map(publishScorecard).map(({ data: { scenario, run, passed, totals } }) => ({
      scenario,
      run,
      passed,
      totals,
    })),
  };
}

function publishOutage({
  component,
  fault,
  cause,
  seen,
  saidAt,
  attribution,
  named,
  runnerUp,
  ...window
}: ScoredOutage) {
  return {
    component,
    fault,
    ...stretch(window),
    cause,
    seen:
      seen === null
        ? null
        : {
            incident: seen.incident,
            started_at: rfc3339(seen.startedAt),
            detected_at: rfc3339(seen.detectedAt),
            delay_seconds: seen.delayMs / 1_000,
            late: seen.late,
            resolved_at: rfc3339OrNull(seen.resolvedAt),
          },
    said_at: rfc3339OrNull(saidAt),
    attribution,
    named,
    runner_up: runnerUp,
  };
}

function publishStatement({ place, began, firstPostAt, worst, seenAt }: ScoredStatement) {
  return {
    place,
    began_at: rfc3339(began),
    first_post_at: rfc3339(firstPostAt),
    worst,
    seen_at: rfc3339OrNull(seenAt),
  };
}
