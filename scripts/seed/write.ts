import type { Sql, Tx } from "#db/client.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { rollUpStates } from "#db/write/component-seconds.ts";
import { interveneInLease } from "#db/write/lease.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import {
  beginSeed,
  type CountsRow,
  eraseSeeded,
  finishSeed,
  firstJudged,
  hasPassed,
  holdSeed,
  judgedSince,
  putCounts,
  putMadeUp,
  readComponentIds,
  readSeeded,
  SeedRefusedError,
} from "#db/write/seed.ts";
import { setMonitored } from "#db/write/vantage.ts";
import { appendVerdicts, putVerdicts, recordProgress } from "#db/write/verdicts.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { type Chronicle, chronicle } from "#domain/incident/chronicle.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";
import { type Cast, castOf, MADE_UP, whyNotRun } from "#scripts/seed/cast.ts";
import { type Counts, dayOf, hourOf, minutesOf } from "#scripts/seed/counts.ts";
import { type Story, storyOf } from "#scripts/seed/story.ts";
import { changesOf } from "#scripts/seed/verdicts.ts";
import { JUDGE_LEASE } from "#workers/judge/judge.ts";
import { staggerMs } from "#workers/schedule/ticks.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A mistake is found out after a few hours. */
const RETRACTED_AFTER_MS = 2 * HOUR_MS;
const RETRACTION = {
  author: MADE_UP,
  text: "Made up: the resolver of the vantage answered wrongly, the service was well",
} as const;
/** Log entries in one statement. */
const ENTRIES_AT_ONCE = 2_000;

export interface SeedOptions {
  readonly days: number;
  readonly seed: number;
  /** Where the history ends, a full hour; by default the last one there is room for. */
  readonly until: EpochMs | null;
  /** Minutes are made up for so many days only. */
  readonly minutesDays: number;
  readonly again: boolean;
  readonly now: EpochMs;
  /** Unlike any other run's. */
  readonly writer: string;
}

export interface SeedReport {
  readonly period: Window;
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Writes a made-up history into a migrated database. The same catalog, days, seed and end give the same rows. It is marked
 * before anything else is written, so one that was interrupted can be told and replaced.
 *
 * @throws MixedRecordError in a database with measurements of the real internet
 * @throws SeedRefusedError when there is judged history already, unless it may be replaced or stands after this one
 */
export async function writeSeed(
  sql: Sql,
  catalog: Catalog,
  options: SeedOptions,
  say: (line: string) => void = () => {},
): Promise<SeedReport> {
  const { period, vantageId, checkIds, componentIds } = await begin(sql, catalog, options);
  const rules = CURRENT_RULES;
  const cast = castOf(catalog, rules, options.seed);
  const l2s = new Set(catalog.chains.flatMap(({ slug, parent }) => (parent ? [slug] : [])));
  const story = storyOf(cast, l2s, period, options.seed);
  const chains = new Map(catalog.chains.map((chain) => [chain.slug, chain]));
  const told = retracted(
    story,
    chronicle(changesOf(story, cast, chains, rules), { newest: new Map(), groups: [] }, rules),
  );
  say(`judged: ${told.log.length} verdicts, ${told.incidents.length} incidents in ${told.groups.length} groups`);

  const rows: Record<string, number> = {
    verdict_log: told.log.length,
    incident_group: told.groups.length,
    incident: told.incidents.length,
    incident_update: told.updates.length,
  };
  await sql.begin(async (tx) => {
    await holdSeed(tx, vantageId, options.writer);
    for (let n = 0; n < told.log.length; n += ENTRIES_AT_ONCE)
      await appendVerdicts(tx, told.log.slice(n, n + ENTRIES_AT_ONCE), componentIds, rules.version);
    await putMadeUp(tx, told, RETRACTION, componentIds);
  });

  const judgedIds = [...new Set(told.log.map(({ component }) => componentIds.get(component) ?? 0))];
  for (const day of daysOf(period)) {
    const counts = countsOf(story, cast, checkIds, day, period.to - options.minutesDays * DAY_MS);
    await sql.begin(async (tx) => {
      await holdSeed(tx, vantageId, options.writer);
      await rollUpStates(tx, judgedIds, day.from, day.to);
      await putCounts(tx, "day", vantageId, counts.days);
      for (const hour of counts.hours) await putCounts(tx, "hour", vantageId, hour);
      if (counts.minutes.length > 0) await ensurePartitions(tx, day.from, 0);
      for (const minutes of counts.minutes) await putCounts(tx, "minute", vantageId, minutes);
    });
    add(rows, "component_hour", (judgedIds.length * (day.to - day.from)) / HOUR_MS);
    add(rows, "component_day", judgedIds.length);
    add(rows, "measurement_hour", total(counts.hours));
    add(rows, "measurement_day", counts.days.length);
    add(rows, "measurement_minute", total(counts.minutes));
    say(`${new Date(day.from).toISOString().slice(0, 10)}: written`);
  }

  await sql.begin(async (tx) => {
    await holdSeed(tx, vantageId, options.writer);
    await handOver(tx, told, componentIds, period);
    await finishSeed(tx, vantageId, period);
  });
  return { period, rows: { ...rows, component_verdict: judgedIds.length } };
}

const add = (rows: Record<string, number>, table: string, n: number) => {
  rows[table] = (rows[table] ?? 0) + n;
};
const total = (batches: readonly (readonly unknown[])[]) => batches.reduce((sum, batch) => sum + batch.length, 0);

/** Refuses, or makes room and marks the history as made up: one transaction. */
async function begin(sql: Sql, catalog: Catalog, options: SeedOptions) {
  return sql.begin(async (tx) => {
    const known = await readSeeded(tx, MADE_UP);
    const judged = await firstJudged(tx, known);
    const period = periodOf(options, judged);
    if (known && !options.again) throw new SeedRefusedError(alreadyThere(known));
    if (judged !== null && !options.again)
      throw new SeedRefusedError(
        "This database holds judged history already: with --again a made-up history is put before it",
      );
    if (known) await eraseSeeded(tx, known);
    const vantageId = await beginSeed(tx, { name: MADE_UP, writer: options.writer, seed: options.seed }, period);
    const checkIds = await syncCatalog(tx, catalog, period.from);
    const monitored = locateChecks(catalog).flatMap((located) => {
      const checkId = checkIds.get(located.id);
      const stagger = staggerMs(located.id, located.check.intervalS * 1_000);
      return checkId === undefined ? [] : [{ checkId, reason: whyNotRun(located), staggerMs: stagger }];
    });
    await setMonitored(tx, vantageId, monitored, period.from);
    return { period, vantageId, checkIds, componentIds: await readComponentIds(tx) };
  });
}

function alreadyThere({ period, unfinished }: { period: Window; unfinished: boolean }): string {
  const [from, to] = [period.from, period.to].map((at) => `${new Date(at).toISOString().slice(0, 16)}Z`);
  const state = unfinished ? ", never finished or still being written" : "";
  return `This database holds a made-up history already (${from} to ${to}${state}): --again replaces it`;
}

/** Up to the last full hour, or to where a judge has begun. */
function periodOf({ days, until, now }: SeedOptions, judged: EpochMs | null): Window {
  const latest = Math.min(Math.floor(now / HOUR_MS) * HOUR_MS, judged ?? Number.POSITIVE_INFINITY);
  const to = until ?? latest;
  if (to % HOUR_MS !== 0) throw new SeedRefusedError("A made-up history ends at a full hour");
  if (to > latest) {
    const why = judged !== null && judged <= to ? "history that was judged begins" : "the present is";
    throw new SeedRefusedError(`A made-up history ends before ${why}: ${new Date(latest).toISOString()} at the latest`);
  }
  return { from: to - days * DAY_MS, to };
}

/** UTC days of the period; the first and the last may be parts of one. */
function daysOf({ from, to }: Window): Window[] {
  const days: Window[] = [];
  for (let at = from; at < to; ) {
    const next = Math.min(to, (Math.floor(at / DAY_MS) + 1) * DAY_MS);
    days.push({ from: at, to: next });
    at = next;
  }
  return days;
}

/** Takes back the incident of the outage that the story says was none. */
function retracted({ retracted: mistake, period }: Story, told: Chronicle): Chronicle {
  if (mistake === null) return told;
  const wrong = told.incidents.find(
    ({ component, startedAt, resolvedAt }) =>
      component === mistake.component && startedAt >= mistake.from && startedAt < mistake.to && resolvedAt !== null,
  );
  if (!wrong) return told;
  const at = Math.min(period.to, (wrong.resolvedAt ?? mistake.to) + RETRACTED_AFTER_MS);
  const { verdict, finding, severity } = wrong;
  const sequence = wrong.sequence + 1;
  const retraction = { at, author: RETRACTION.author, reason: RETRACTION.text };
  const after: Incident = { ...wrong, sequence, retracted: retraction };
  const update = { sequence, kind: "retracted" as const, knownAt: at, effectiveAt: at, verdict, finding, severity };
  return {
    ...told,
    incidents: told.incidents.map((incident) => (incident === wrong ? after : incident)),
    updates: [...told.updates, { incident: wrong.id, update }],
  };
}

interface DayOfCounts {
  readonly days: readonly CountsRow[];
  /** In batches for one statement each. */
  readonly hours: readonly (readonly CountsRow[])[];
  readonly minutes: readonly (readonly CountsRow[])[];
}

function countsOf(
  story: Story,
  cast: Cast,
  checkIds: ReadonlyMap<string, number>,
  { from, to }: Window,
  minutesFrom: EpochMs,
): DayOfCounts {
  const perCheck = new Map(cast.checks.map((check) => [check, [] as Counts[]]));
  const hours: CountsRow[][] = [];
  const minutes: CountsRow[][] = [];
  for (let hour = from; hour < to; hour += HOUR_MS) {
    const [hourRows, minuteRows] = [[] as CountsRow[], [] as CountsRow[]];
    for (const check of cast.checks) {
      const checkId = checkIds.get(check.id);
      const counts = hourOf(story, check, hour);
      if (checkId === undefined || counts === null) continue;
      perCheck.get(check)?.push(counts);
      hourRows.push({ checkId, ...counts });
      if (hour >= minutesFrom)
        minuteRows.push(...minutesOf(story, check, counts).map((minute) => ({ checkId, ...minute })));
    }
    hours.push(hourRows);
    if (minuteRows.length > 0) minutes.push(minuteRows);
  }
  const day = Math.floor(from / DAY_MS) * DAY_MS;
  const days = cast.checks.flatMap((check): CountsRow[] => {
    const checkId = checkIds.get(check.id);
    const counts = dayOf(story, check, day, perCheck.get(check) ?? []);
    return checkId === undefined || counts === null ? [] : [{ checkId, ...counts }];
  });
  return { days, hours, minutes };
}

/** Lets the judge go on where the history ends, unless one has gone on already. */
async function handOver(
  tx: Tx,
  told: Chronicle,
  componentIds: ReadonlyMap<string, number>,
  { to }: Window,
): Promise<void> {
  await interveneInLease(tx, JUDGE_LEASE);
  const judged = await judgedSince(tx, to);
  const rest = told.verdicts.filter(({ component }) => !judged.has(componentIds.get(component) ?? 0));
  await putVerdicts(tx, rest, componentIds, CURRENT_RULES.version);
  if (await hasPassed(tx)) return;
  await recordProgress(tx, { passedAt: to, latenessMs: 0, tookMs: 0, rounds: 0, ruleVersion: CURRENT_RULES.version });
}
