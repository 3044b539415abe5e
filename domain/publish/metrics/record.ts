import { OUTCOMES } from "#domain/failure/failure.ts";
import { SEVERITIES } from "#domain/incident/incident.ts";
import { type Family, type Sample, seconds, single } from "#domain/publish/metrics/metrics.ts";
import { componentStatus } from "#domain/status/answering.ts";
import type { Overview, VantageView } from "#domain/status/overview.ts";
import { STATUSES } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** The figures of the current state: what is published of components, and how well vantages and the judge do. */
export function stateFamilies(overview: Overview, now: EpochMs): Family[] {
  const { services, incidents, vantages, judge, readAt } = overview;
  const statuses = services.flatMap(({ components }) =>
    components.map((component) => componentStatus(component, judge, now)),
  );
  return [
    single(
      "gauge",
      "faultline_snapshot_timestamp_seconds",
      "When the state that is published was read from the database.",
      seconds(readAt),
    ),
    {
      name: "faultline_components",
      help: "Components by the status that is published of them.",
      type: "gauge",
      samples: STATUSES.map((status) => ({
        labels: { status },
        value: statuses.filter((one) => one === status).length,
      })),
    },
    {
      name: "faultline_open_incidents",
      help: "Incidents that are open, by severity.",
      type: "gauge",
      samples: SEVERITIES.map((severity) => ({
        labels: { severity },
        value: incidents.filter((one) => one.severity === severity && one.retracted === null).length,
      })),
    },
    single(
      "gauge",
      "faultline_judge_last_pass_timestamp_seconds",
      "When the judge passed last.",
      judge && seconds(judge.passedAt),
    ),
    single(
      "gauge",
      "faultline_judge_lateness_seconds",
      "How long the oldest round of the judge's last pass had been complete before it was judged.",
      judge && seconds(judge.latenessMs),
    ),
    ...vantageFamilies(vantages),
    newestOutcomes(overview),
  ];
}

/** Of the snapshot: what a vantage saw last, however long ago. */
function newestOutcomes({ services, vantages }: Overview): Family {
  const newest = services.flatMap(({ components }) =>
    components.flatMap(({ checks }) => checks.flatMap((c) => c.latest)),
  );
  return {
    name: "faultline_vantage_checks",
    help: "Checks by the outcome of their newest result at the vantage.",
    type: "gauge",
    samples: vantages.flatMap(({ name }) => {
      const own = newest.filter(({ vantage }) => vantage === name);
      return OUTCOMES.map((outcome) => ({
        labels: { vantage: name, outcome },
        value: own.filter((result) => result.outcome === outcome).length,
      }));
    }),
  };
}

function vantageFamilies(vantages: readonly VantageView[]): Family[] {
  const each = (value: (vantage: VantageView) => number | null): Sample[] =>
    vantages.flatMap((vantage) => {
      const found = value(vantage);
      return found === null ? [] : [{ labels: { vantage: vantage.name }, value: found }];
    });
  const gauge = (name: string, help: string, value: (vantage: VantageView) => number | null): Family => ({
    name: `faultline_vantage_${name}`,
    help,
    type: "gauge",
    samples: each(value),
  });
  const ticks = (result: string, value: (vantage: VantageView) => number): Sample[] =>
    vantages.map((vantage) => ({ labels: { vantage: vantage.name, result }, value: value(vantage) }));
  return [
    gauge(
      "coverage_ratio",
      "Measurements received of those expected in the last full hour; absent when none were expected.",
      ({ lastHour: { received, expected } }) => (expected === 0 ? null : received / expected),
    ),
    gauge("heartbeat_timestamp_seconds", "When the worker of the vantage last wrote that it lives.", ({ beatAt }) =>
      beatAt === null ? null : seconds(beatAt),
    ),
    gauge("gated", "Whether the vantage has lost its own network: 1 when it has.", ({ round }) =>
      round === null ? null : Number(round.gated),
    ),
    gauge("buffered_rows", "Measurements that wait to be stored.", ({ rowsBuffered }) => rowsBuffered),
    gauge("event_loop_lag_seconds", "Longest recent stall of the worker's event loop.", ({ loopLagMs }) =>
      seconds(loopLagMs),
    ),
    gauge(
      "clock_skew_seconds",
      "How far the vantage's clock is ahead of the database's, as it was last compared.",
      ({ clock }) => clock && seconds(clock.skewMs),
    ),
    gauge(
      "clock_skew_error_seconds",
      "How wrong that can be: half of the round trip to the database.",
      ({ clock }) => clock && seconds(clock.errorMs),
    ),
    {
      name: "faultline_vantage_ticks_total",
      help: "Rounds of checks since the worker's start: planned, and of those done or skipped.",
      type: "counter",
      samples: [
        ...ticks("planned", ({ ticksPlanned }) => ticksPlanned),
        ...ticks("done", ({ ticksDone }) => ticksDone),
        ...ticks("skipped", ({ ticksSkipped }) => ticksSkipped),
      ],
    },
    {
      name: "faultline_vantage_lost_rows_total",
      help: "Measurements that were made and could not be stored.",
      type: "counter",
      samples: each(({ rowsLost }) => rowsLost),
    },
  ];
}
