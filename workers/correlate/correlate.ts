import type { Sql, Tx } from "#db/client.ts";
import {
  readCloudIncidents,
  readEventsToLookAt,
  readGaps,
  readOutlook,
  readTestedEvents,
  type TestedEvent,
} from "#db/write/attribution-inputs.ts";
import { holdLease, releaseLease } from "#db/write/lease.ts";
import { joinAttributed } from "#db/write/regroup.ts";
import type { CloudEvent } from "#domain/attribution/event.ts";
import { eventsToTest, isUsed } from "#domain/attribution/from-cloud.ts";
import { populationWindow } from "#domain/attribution/lag.ts";
import { type CloudNames, cloudNames } from "#domain/attribution/named.ts";
import { namesPlace } from "#domain/attribution/onset.ts";
import type { Recording } from "#domain/attribution/quiet.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";
import { conclude } from "#workers/correlate/conclude.ts";
import { otherTestsOf } from "#workers/correlate/family.ts";
import { type Reconciled, reconcile } from "#workers/correlate/reconcile.ts";
import { type KnownNotices, readWitnesses, type Witnesses } from "#workers/correlate/witnesses.ts";
import { JUDGE_LEASE } from "#workers/judge/judge.ts";

export const CORRELATE_LEASE = "correlate";
/** More than two passes of a minute: one that fails does not hand the work over. */
const LEASE_MS = 150_000;
const HOUR_MS = 3_600_000;

export interface CorrelatorOptions {
  readonly sql: Sql;
  readonly now: () => EpochMs;
  /** Who holds the lease: unlike any other process that may correlate. */
  readonly holder: string;
  /** Of the catalog. */
  readonly services: readonly ServiceSpec[];
  readonly providers: readonly CloudProvider[];
}

export interface CorrelationReport extends Reconciled {
  /** There was nothing new: nothing was looked at. */
  readonly idle: boolean;
  /** Events of clouds, one for each place and onset, that were held against our incidents. */
  readonly tested: number;
  /** Incidents that went into the group of others of one attribution. */
  readonly joined: number;
}

export interface Correlator {
  /** One pass. @returns null when another process correlates. */
  pass(): Promise<CorrelationReport | null>;
  /** Lets the next one take over at once. */
  release(): Promise<void>;
}

/** What is remembered between passes. All of it can be read again at any time. */
interface Remembered {
  readonly outlook: string;
  readonly hour: number;
  /** When the window of an event that was looked at is over: its figures stop growing then. */
  readonly dueAt: EpochMs;
  readonly notices: KnownNotices;
  readonly hourly: Hourly;
}

/** What changes slowly and costs most. */
interface Hourly {
  readonly hour: number;
  readonly gaps: readonly Interval[];
  readonly tested: readonly TestedEvent[];
}

interface Correlated {
  readonly remembered: Remembered;
  /** Public ids of the events of clouds that were looked at. */
  readonly events: readonly string[];
  readonly report: CorrelationReport;
}

const IDLE: CorrelationReport = { idle: true, tested: 0, attributed: 0, written: 0, removed: 0, told: 0, joined: 0 };

/**
 * The correlator: holds what the clouds had against the incidents of the access layer, and stores what coincides with what,
 * how strongly and why, with an event for whoever is to be told; then makes one group of the incidents of one attribution. A
 * pass without news costs two short queries; with news, everything that can still change is judged anew from the record, so
 * that a process which starts now comes to the same.
 */
export function createCorrelator({ sql, now, holder, services, providers }: CorrelatorOptions): Correlator {
  const names = cloudNames(providers);
  let remembered: Remembered | null = null;

  const pass = async (): Promise<CorrelationReport | null> => {
    const before = remembered;
    remembered = null;
    const outcome = await sql.begin(async (tx): Promise<Correlated | null> => {
      const at = now();
      if ((await holdLease(tx, { name: CORRELATE_LEASE, holder, ttlMs: LEASE_MS }, at)) === null) return null;
      const outlook = await readOutlook(tx, at);
      const hour = Math.floor(at / HOUR_MS);
      const isNews = before?.outlook !== outlook || before.hour !== hour || at >= before.dueAt;
      if (before !== null && !isNews) return { remembered: before, events: [], report: IDLE };
      return correlate(tx, { services, names, before, outlook, now: at });
    });
    if (outcome === null) return null;
    const { events, report } = outcome;
    // By itself: whoever makes the judge wait must not hold incidents that somebody waits for who makes it wait already.
    const joined =
      events.length === 0 ? 0 : await sql.begin((tx) => joinAttributed(tx, { events, lease: JUDGE_LEASE }, now()));
    remembered = outcome.remembered;
    return { ...report, joined };
  };

  return {
    pass,
    release: () => sql.begin((tx) => releaseLease(tx, CORRELATE_LEASE, holder, now())).then(() => {}),
  };
}

async function correlate(
  tx: Tx,
  {
    services: catalog,
    names,
    before,
    outlook,
    now,
  }: {
    readonly services: readonly ServiceSpec[];
    readonly names: CloudNames;
    readonly before: Remembered | null;
    readonly outlook: string;
    readonly now: EpochMs;
  },
): Promise<Correlated> {
  const looked = await readEventsToLookAt(tx, now);
  const witnesses = await readWitnesses(tx, { catalog, names, known: before?.notices ?? new Map(), now });
  const { services } = witnesses;
  const since = services.reduce((at, { recordedFrom }) => Math.min(at, recordedFrom), now);
  const hour = Math.floor(now / HOUR_MS);
  const hourly =
    before?.hourly.hour === hour
      ? before.hourly
      : { hour, gaps: await readGaps(tx, since, now), tested: await readTestedEvents(tx, since, now) };
  const events = looked.flatMap((one) => eventsToTest(one, now)).filter((event) => isTestable(event, witnesses, since));
  const record: Recording = {
    window: { from: since, to: now },
    gaps: hourly.gaps,
    cloudIncidents: await readCloudIncidents(tx, now),
  };
  const otherTests = otherTestsOf(hourly.tested, witnesses, new Set(looked.map(({ id }) => id)), now);
  const wanted = await conclude(events, { services, record, otherTests });
  const reconciled = await reconcile(tx, { wanted, looked, witnesses, now });
  const ends = events.map(({ t0 }) => t0.at + populationWindow(false).toMin * 60_000).filter((at) => at > now);
  const dueAt = Math.min(Number.POSITIVE_INFINITY, ...ends);
  return {
    remembered: { outlook, hour, dueAt, notices: witnesses.notices, hourly },
    events: looked.map(({ id }) => id),
    report: { ...reconciled, idle: false, tested: events.length, joined: 0 },
  };
}

/** Somebody was watching when it began, and somebody of ours stands there or says so. */
function isTestable(event: CloudEvent, { services }: Witnesses, since: EpochMs): boolean {
  if (event.t0.at < since) return false;
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  return (
    isUsed(event, services, bySlug) || services.some(({ onsets }) => onsets.some((onset) => namesPlace(onset, event)))
  );
}
