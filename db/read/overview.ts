import { and, asc, desc, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { readOpenIncidents, readTakenBack } from "#db/read/incidents.ts";
import { readJudge } from "#db/read/judge.ts";
import { createMaintenanceReader, type MaintenanceReader } from "#db/read/maintenance.ts";
import { createUptimeReader, noUptime, type UptimeReader } from "#db/read/uptime.ts";
import { checkDef, component, service } from "#db/schema/catalog.ts";
import {
  checkLatest,
  checkVantage,
  measurementMinute,
  vantage,
  vantageRound,
  workerHeartbeat,
} from "#db/schema/measurement.ts";
import { componentVerdict } from "#db/schema/verdict.ts";
import type { Layer, ServiceKind } from "#domain/check/service.ts";
import { maintenanceAt } from "#domain/cloud/maintenance.ts";
import type { FailureType, Outcome, Phase } from "#domain/failure/failure.ts";
import { groupedBy } from "#domain/grouped.ts";
import type {
  CheckCoverage,
  CheckView,
  ComponentView,
  JudgedView,
  LatestResult,
  Overview,
  ServiceView,
  VantageView,
} from "#domain/status/overview.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A vantage silent for this long beside one that is not was renamed or taken down: it is history, not a blind spot. */
const FORGOTTEN_AFTER_MS = 86_400_000;

/** Reads the current state again and again; what changes seldom is remembered in between. */
export function createOverviewReader(db: Drizzle): (now: EpochMs) => Promise<Overview> {
  const uptime = createUptimeReader(db);
  const maintenance = createMaintenanceReader(db);
  return (now) => readOverview(db, now, uptime, maintenance);
}

/**
 * Reads the current state of everything that has not been withdrawn: catalog, newest results, verdicts, declared
 * maintenance, open incidents, uptime, vantages. It touches the current state and rollups only, never the raw record, so its cost does not grow with
 * history.
 */
export async function readOverview(
  db: Drizzle,
  now: EpochMs,
  uptime: UptimeReader = createUptimeReader(db),
  maintenance: MaintenanceReader = createMaintenanceReader(db),
): Promise<Overview> {
  const [vantages, judge, declared] = await Promise.all([readVantages(db, now), readJudge(db), maintenance.read(now)]);
  const names = new Map(vantages.map(({ id, view }) => [id, view.name]));
  // What forgotten vantages left behind stays in the database: it is neither sent nor parsed.
  const shown = [...names.keys()];
  const [services, components, checks, coverage, latest, verdicts, incidents, takenBack, uptimes] = await Promise.all([
    db.select().from(service).where(isNull(service.withdrawnAt)).orderBy(asc(service.position)),
    db.select().from(component).where(isNull(component.withdrawnAt)).orderBy(asc(component.position)),
    db.select().from(checkDef).where(isNull(checkDef.withdrawnAt)).orderBy(asc(checkDef.position)),
    db.select().from(checkVantage).where(inArray(checkVantage.vantageId, shown)),
    db.select().from(checkLatest).where(inArray(checkLatest.vantageId, shown)),
    db.select().from(componentVerdict),
    readOpenIncidents(db),
    readTakenBack(db),
    uptime.read(now, judge, declared),
  ]);

  const verdictOf = new Map(verdicts.map((row) => [row.componentId, row]));
  const incidentOf = new Map(incidents.map(({ component: key, id }) => [key, id]));
  const coverageOf = groupedBy(coverage, (row) => row.checkId);
  const latestOf = groupedBy(latest, (row) => row.checkId);
  const checksOf = groupedBy(checks, (row) => row.componentId);
  const componentsOf = groupedBy(components, (row) => row.serviceId);

  const viewCheck = (row: (typeof checks)[number]): CheckView => ({
    id: row.key,
    spec: row.spec,
    provenAt: row.provenAt?.getTime() ?? null,
    coverage: (coverageOf.get(row.id) ?? []).flatMap(({ vantageId, reason }): CheckCoverage[] => {
      const name = names.get(vantageId);
      return name === undefined ? [] : [{ vantage: name, reason }];
    }),
    latest: (latestOf.get(row.id) ?? []).flatMap((result): LatestResult[] => {
      const name = names.get(result.vantageId);
      return name === undefined ? [] : [viewResult(result, name)];
    }),
  });
  const viewComponent = (row: (typeof components)[number], of: (typeof services)[number]): ComponentView => ({
    slug: row.slug,
    name: row.name,
    layer: row.layer as Layer,
    ...(row.chain === null ? {} : { chain: row.chain }),
    weight: row.weight,
    checks: (checksOf.get(row.id) ?? []).map(viewCheck),
    // What was judged of a service before it closed for good holds no more.
    judged: of.spec.lifecycle.state === "retired" ? null : viewVerdict(verdictOf.get(row.id)),
    maintenance: maintenanceAt(declared.get(row.id) ?? [], now),
    incident: incidentOf.get(`${of.slug}/${row.slug}`) ?? null,
    retracted: takenBack.has(row.id),
    uptime: uptimes.get(row.id) ?? noUptime(now),
  });
  const viewService = (row: (typeof services)[number]): ServiceView => ({
    slug: row.slug,
    name: row.name,
    ...(row.spec.aliases === undefined ? {} : { aliases: row.spec.aliases }),
    kind: row.kind as ServiceKind,
    homepage: row.spec.homepage,
    lifecycle: row.spec.lifecycle,
    statusPage: row.spec.statusPage,
    components: (componentsOf.get(row.id) ?? []).map((part) => viewComponent(part, row)),
  });
  return {
    readAt: now,
    judge,
    services: services.map(viewService),
    vantages: vantages.map(({ view }) => view),
    incidents,
  };
}

function viewVerdict(row: typeof componentVerdict.$inferSelect | undefined): JudgedView | null {
  if (!row) return null;
  return {
    verdict: row.verdict as Verdict,
    finding: row.finding,
    since: row.since.getTime(),
    lastGood: row.lastGood?.getTime() ?? null,
    lastBad: row.lastBad?.getTime() ?? null,
    vantages: row.vantages,
    usable: row.usable,
    failureTypes: row.failureTypes as FailureType[],
    knownAt: row.knownAt.getTime(),
  };
}

/** A result as it is stored, of a vantage by its name. */
export function viewResult(row: Omit<typeof checkLatest.$inferSelect, "okAt">, vantageName: string): LatestResult {
  return {
    vantage: vantageName,
    tick: row.tick.getTime(),
    at: row.startedAt.getTime(),
    outcome: row.outcome as Outcome,
    failureType: row.failureType as FailureType | null,
    phase: row.phase as Phase | null,
    rawCode: row.rawCode,
    httpStatus: row.httpStatus,
    httpVersion: row.httpVersion,
    address: row.address,
    certExpiresAt: row.certExpiresAt?.getTime() ?? null,
    bodyBytes: row.bodyBytes,
    timings: {
      dnsMs: row.dnsMs,
      connectMs: row.connectMs,
      tlsMs: row.tlsMs,
      waitMs: row.waitMs,
      downloadMs: row.downloadMs,
      totalMs: row.totalMs,
    },
    facts: row.facts,
    attempts: row.attempts === 2 ? 2 : 1,
  };
}

function clockOf({ skewMs, skewErrorMs, skewAt }: typeof vantage.$inferSelect): VantageView["clock"] {
  if (skewMs === null || skewErrorMs === null || skewAt === null) return null;
  return { skewMs, errorMs: skewErrorMs, at: skewAt.getTime() };
}

async function readVantages(db: Drizzle, now: EpochMs): Promise<{ id: number; view: VantageView }[]> {
  const end = Math.floor(now / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
  const [rows, rounds, hours] = await Promise.all([
    db
      .select()
      .from(vantage)
      .leftJoin(workerHeartbeat, eq(workerHeartbeat.vantageId, vantage.id))
      .orderBy(asc(vantage.name)),
    db
      .selectDistinctOn([vantageRound.vantageId])
      .from(vantageRound)
      .where(gte(vantageRound.at, new Date(now - HOUR_MS)))
      .orderBy(vantageRound.vantageId, desc(vantageRound.at)),
    db
      .select({
        vantageId: measurementMinute.vantageId,
        expected: sql<string>`sum(${measurementMinute.expected})`,
        received: sql<string>`sum(${measurementMinute.ok} + ${measurementMinute.degraded} + ${measurementMinute.failed})`,
      })
      .from(measurementMinute)
      .where(and(gte(measurementMinute.minute, new Date(end - HOUR_MS)), lt(measurementMinute.minute, new Date(end))))
      .groupBy(measurementMinute.vantageId),
  ]);
  const newestBeat = Math.max(...rows.map((row) => row.worker_heartbeat?.beatAt.getTime() ?? 0));
  // One that is refused for its clock may never have beaten.
  const heardAt = ({ vantage: { skewAt }, worker_heartbeat: beat }: (typeof rows)[number]) =>
    Math.max(beat?.beatAt.getTime() ?? 0, skewAt?.getTime() ?? 0);
  const current = rows.filter((row) => heardAt(row) > newestBeat - FORGOTTEN_AFTER_MS);
  return current.map(({ vantage: row, worker_heartbeat: beat }) => {
    const round = rounds.find((entry) => entry.vantageId === row.id);
    const hour = hours.find((entry) => entry.vantageId === row.id);
    return {
      id: row.id,
      view: {
        name: row.name,
        provider: row.provider,
        region: row.region,
        country: row.country,
        world: row.world,
        beatAt: beat?.beatAt.getTime() ?? null,
        startedAt: beat?.startedAt.getTime() ?? null,
        stoppedAt: beat?.stoppedAt?.getTime() ?? null,
        ticksPlanned: beat?.ticksPlanned ?? 0,
        ticksDone: beat?.ticksDone ?? 0,
        ticksSkipped: beat?.ticksSkipped ?? 0,
        rowsBuffered: beat?.rowsBuffered ?? 0,
        rowsLost: beat?.rowsLost ?? 0,
        loopLagMs: beat?.loopLagMs ?? 0,
        clock: clockOf(row),
        round: round
          ? {
              at: round.at.getTime(),
              gated: round.gated,
              controls: round.detail.map((control) => ({
                slug: control.control,
                kind: control.kind,
                ok: control.ok,
                failureType: control.failure_type as FailureType | null,
                totalMs: control.total_ms,
              })),
            }
          : null,
        lastHour: { received: Number(hour?.received ?? 0), expected: Number(hour?.expected ?? 0) },
      },
    };
  });
}
