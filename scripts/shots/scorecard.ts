import type { ModelledOutage } from "#domain/drill/scenario.ts";
import { type RecordedIncident, scoreDrill } from "#domain/drill/score.ts";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { findScenario, prepareDrill } from "#scripts/drill/prepare.ts";

const SCENARIO = "2021-02-19-aws-ap-northeast-1";
const SPEED = 60;
const MINUTE_MS = 60_000;

/**
 * A scorecard for the pictures, as the drill scores a record that nobody measured: one outage seen, one missed, an incident
 * invented, and a worker that stood still. It shows every part of the page, and does not pass.
 */
export function exampleScorecard(): Scorecard {
  const { scenario, statements } = prepareDrill(findScenario(SCENARIO), SPEED);
  const { from, to } = scenario;
  const seen = scenario.outages.flatMap((outage) => incidentOf(outage.components[0], outage));
  const invented = scenario.unaffected.slice(0, 1).map((component) => ({
    ...{ id: "invented", component, startedAt: from, detectedAt: from + 3 * MINUTE_MS },
    ...{ resolvedAt: from + 9 * MINUTE_MS, closedAt: null, named: null, runnerUp: null },
  }));
  return scoreDrill({
    scenario,
    statements,
    record: {
      incidents: [...invented, ...seen],
      clouds: [],
      samples: { recorded: 240, neutral: { "neutral.loop_lag": 3 }, told: 12 },
      ticks: [],
      ...{ unwell: { before: [], after: [] }, judgedUntil: from, feeds: [], cutOff: [] },
    },
    run: { speed: SPEED, vantages: 1, from, to, endedAt: to, tookMs: (to - from) / SPEED },
    failures: [],
    intervalsMs: [MINUTE_MS],
    feeds: [],
    intervalMs: () => MINUTE_MS,
  });
}

function incidentOf(component: string | undefined, { from, to, cause }: ModelledOutage): RecordedIncident[] {
  if (component === undefined) return [];
  return [
    {
      ...{ id: "seen", component, startedAt: from, detectedAt: from + 4 * MINUTE_MS, resolvedAt: to + MINUTE_MS },
      closedAt: null,
      named: cause === null ? null : { ...cause, word: "likely", score: 88 },
      runnerUp: null,
    },
  ];
}
