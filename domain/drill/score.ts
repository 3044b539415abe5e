import { courseFailures } from "#domain/drill/course.ts";
import { coverageOf, type RecordedTick } from "#domain/drill/coverage.ts";
import type { CloudPlace, CloudStatement, ModelledOutage, Scenario } from "#domain/drill/scenario.ts";
import {
  type DrillRun,
  type InventedIncident,
  type NamedCause,
  type Samples,
  SCORECARD_VERSION,
  type Scorecard,
  type ScoredOutage,
  type ScoredStatement,
  type Totals,
} from "#domain/drill/scorecard.ts";
import { type Attendance, CLOSING_MS, type ExpectedFeed, shortfallsOf } from "#domain/drill/shortfalls.ts";
import type { Text } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";

/** What the drill's database holds at its end. */
export interface DrillRecord extends Attendance {
  /** Retracted ones are left out. */
  readonly incidents: readonly RecordedIncident[];
  readonly clouds: readonly RecordedCloud[];
  readonly samples: Omit<Samples, "coverage">;
  readonly ticks: readonly RecordedTick[];
}

export interface RecordedIncident {
  readonly id: string;
  readonly component: string;
  readonly startedAt: EpochMs;
  readonly detectedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  /** When the judge knew that it was over; `resolvedAt`, which is dated back to the first good round, stands for it where this is null. */
  readonly closedAt: EpochMs | null;
  /** Null when nothing was attributed, and when what was says `not_attributed`. */
  readonly named: NamedCause | null;
  readonly runnerUp: (CloudPlace & { readonly score: number }) | null;
}

export interface RecordedCloud {
  readonly provider: string;
  readonly regions: readonly string[];
  readonly firstSeenAt: EpochMs;
}

export interface ScoreOptions {
  readonly scenario: Scenario;
  /** All that clouds posted. */
  readonly statements: readonly CloudStatement[];
  readonly record: DrillRecord;
  readonly run: DrillRun;
  /** What went wrong with its processes. */
  readonly failures: readonly string[];
  /** Of every check of the cast, one each, in ms of the scenario's clock. */
  readonly intervalsMs: readonly number[];
  /** What is read all the while. */
  readonly feeds: readonly ExpectedFeed[];
  /** Interval of a component's slowest deciding check, in ms of the scenario's clock. */
  readonly intervalMs: (component: string) => number;
}

/**
 * Rounds from the onset to the verdict at most, with one vantage and with more (methods 1.3, all of the samples failing), and
 * the round in which it begins.
 */
const ROUNDS = { alone: 5, together: 4 } as const;

/**
 * Holds what was recorded against what was modelled. An incident belongs to an outage of its component when it began within
 * the outage's window, or in the round before, whose tick lies before the fault although it ran after it. The windows of a
 * component are more than 15 minutes apart: nearer ones would be one incident (methods 1.2).
 */
export function scoreDrill(options: ScoreOptions): Scorecard {
  const { scenario, statements, record, run, intervalsMs } = options;
  const outages = scenario.outages
    .flatMap((outage) => outage.components.map((component) => scoreOutage(component, outage, options)))
    .sort((a, b) => a.from - b.from || (a.component < b.component ? -1 : 1));
  const invented = record.incidents.filter((incident) => !isExplained(incident, options)).map(inventedOf);
  const clouds = statements.map((statement) => scoreStatement(statement, record.clouds));
  const coverage = coverageOf(scenario, { intervalsMs, vantages: run.vantages, speed: run.speed }, record.ticks);
  const failures = [
    ...shortfallsOf({ ...options, clouds, coverage }),
    ...scenario.outages.flatMap((outage) => notFollowed(outage, options)),
    ...options.failures,
  ];
  const totals = totalsOf(outages, invented, record.samples);
  const { id, title, dossier } = scenario;
  return {
    version: SCORECARD_VERSION,
    scenario: { id, title, dossier: dossier?.id ?? null },
    run,
    outages,
    invented,
    clouds,
    samples: { ...record.samples, coverage },
    failures,
    assumptions: scenario.outages.flatMap(({ components, from, to, assumption: reason }) =>
      reason === null ? [] : [{ components, from, to, reason }],
    ),
    departures: scenario.departures,
    totals,
    passed: totals.missed + totals.late + totals.invented + totals.wrong + totals.none + failures.length === 0,
  };
}

type Scored = Pick<ScoreOptions, "record" | "statements" | "run" | "intervalMs">;

function scoreOutage(component: string, outage: ModelledOutage, options: Scored): ScoredOutage {
  const { statements, run, intervalMs } = options;
  const { fault, from, to, cause } = outage;
  const [incident, ...others] = incidentsOf(component, outage, options);
  const statement = cause && statements.find(({ place }) => isSame(place, cause));
  const base = { component, fault, from, to, cause, saidAt: statement?.posts[0]?.at ?? null };
  if (incident === undefined) return { ...base, seen: null, attribution: "unseen", named: null, runnerUp: null };
  const { id, startedAt, detectedAt, resolvedAt } = incident;
  const delayMs = Math.max(0, detectedAt - from);
  const late = delayMs > longestDelay(run.vantages, intervalMs(component));
  return {
    ...base,
    seen: { incident: id, startedAt, detectedAt, delayMs, late, resolvedAt },
    ...worstCause(cause, incident, others),
  };
}

/** The incidents of a component that belong to an outage, in order of their beginning. */
function incidentsOf(
  component: string,
  outage: ModelledOutage,
  { record, intervalMs }: Pick<ScoreOptions, "record" | "intervalMs">,
): RecordedIncident[] {
  return record.incidents
    .filter((one) => one.component === component && belongs(one, outage, intervalMs(component)))
    .sort((a, b) => a.startedAt - b.startedAt);
}

/** What is to be said of how an outage ended, of each of its components. */
function notFollowed(outage: ModelledOutage, options: ScoreOptions): Text[] {
  return outage.components.flatMap((component) =>
    courseFailures({
      component,
      outage,
      incidents: incidentsOf(component, outage, options),
      intervalMs: options.intervalMs(component),
      scenario: options.scenario,
    }),
  );
}

function longestDelay(vantages: number, intervalMs: number): number {
  return (vantages > 1 ? ROUNDS.together : ROUNDS.alone) * intervalMs + CLOSING_MS;
}

/** Every incident of an outage has to name its cause: the first that is worst at it is told. */
function worstCause(
  cause: CloudPlace | null,
  first: RecordedIncident,
  others: readonly RecordedIncident[],
): Pick<ScoredOutage, "attribution" | "named" | "runnerUp"> {
  const judge = ({ named, runnerUp }: RecordedIncident) => ({ attribution: judgeCause(cause, named), named, runnerUp });
  return others
    .map(judge)
    .reduce(
      (worst, next) => (CAUSES.indexOf(next.attribution) > CAUSES.indexOf(worst.attribution) ? next : worst),
      judge(first),
    );
}

/** From good to bad. */
const CAUSES = ["right", "none", "wrong"] as const;

function judgeCause(cause: CloudPlace | null, named: NamedCause | null): "right" | "wrong" | "none" {
  if (named === null) return cause === null ? "right" : "none";
  return cause !== null && isSame(cause, named) ? "right" : "wrong";
}

function isSame(a: CloudPlace, b: CloudPlace): boolean {
  return a.provider === b.provider && a.region === b.region;
}

/** Whether an incident can be of an outage: it was going on in the window, and did not begin before it could. */
function belongs(incident: RecordedIncident, { from, to }: ModelledOutage, intervalMs: number): boolean {
  const { startedAt, resolvedAt } = incident;
  return startedAt <= to + intervalMs && (resolvedAt === null || resolvedAt > from) && startedAt >= from - intervalMs;
}

function isExplained(incident: RecordedIncident, { scenario, intervalMs }: ScoreOptions): boolean {
  return scenario.outages.some(
    (outage) =>
      outage.components.includes(incident.component) && belongs(incident, outage, intervalMs(incident.component)),
  );
}

function inventedOf({ id, component, startedAt, detectedAt }: RecordedIncident): InventedIncident {
  return { incident: id, component, startedAt, detectedAt };
}

function scoreStatement({ place, began, posts }: CloudStatement, clouds: readonly RecordedCloud[]): ScoredStatement {
  const seen = clouds
    .filter(({ provider, regions }) => provider === place.provider && regions.includes(place.region))
    .map(({ firstSeenAt }) => firstSeenAt);
  return {
    place,
    began,
    firstPostAt: posts[0]?.at ?? began,
    worst: posts.some(({ severity }) => severity === "disruption") ? "disruption" : "degraded",
    seenAt: seen.length === 0 ? null : Math.min(...seen),
  };
}

function totalsOf(
  outages: readonly ScoredOutage[],
  invented: readonly InventedIncident[],
  { neutral }: Pick<Samples, "neutral">,
): Totals {
  const of = (attribution: ScoredOutage["attribution"]) =>
    outages.filter((outage) => outage.attribution === attribution).length;
  const seen = outages.filter((outage) => outage.seen !== null);
  return {
    modelled: outages.length,
    seen: seen.length,
    late: seen.filter((outage) => outage.seen?.late).length,
    missed: outages.length - seen.length,
    invented: invented.length,
    right: of("right"),
    wrong: of("wrong"),
    none: of("none"),
    neutral: Object.values(neutral).reduce((sum, count) => sum + count, 0),
  };
}
