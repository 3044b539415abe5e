import type { Tx } from "#db/client.ts";
import { HOUR_MS } from "#db/write/component-seconds.ts";
import type { CloudSeverity } from "#domain/attribution/event.ts";
import type { RecordedEvent } from "#domain/attribution/from-cloud.ts";
import type { CloudIncident } from "#domain/attribution/quiet.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { ObservedHosting } from "#domain/hosting/address.ts";
import type { UpdateKind } from "#domain/incident/incident.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";

/** What the correlator is given to judge by. Nothing here touches raw measurements. */
const DAY_MS = 86_400_000;
/** Rates and permutations look at 90 days; incidents are read a day further back, for events at the edge of them. */
const RECORD_DAYS = 90;
/** An event is looked at for so long after it began, and after its record changed. */
const LOOKED_AT_MS = 2 * DAY_MS;
/** The look-elsewhere family: everything tested in 12 months. */
const FAMILY_MS = 365 * DAY_MS;
/** Of an hour, so much must be known of any component at all: else nobody was watching. */
const WATCHED_S = 1_800;
/** An observed address is evidence for 30 days. */
const HOSTING_MS = 30 * DAY_MS;

/** The step of an incident that follows from its attribution, and so is no news to it. */
const OURS: UpdateKind = "joined";

/** What tells whether there is anything new to judge: equal texts, equal inputs but for the passing of time. */
export async function readOutlook(tx: Tx, now: EpochMs): Promise<string> {
  const [row] = await tx<{ outlook: string }[]>`
    select concat_ws(' ',
      (select known_at from incident_update where kind <> ${OURS} order by known_at desc limit 1),
      (select max(updated_at) from notice),
      (select concat_ws(' ', count(*), count(e.ended_at), count(e.vanished_at), max(e.vanished_at), max(v.first_seen_at))
        from cloud_event e ${newestVersion(tx)} where e.onset_at > ${new Date(now - RECORD_DAYS * DAY_MS)})) as outlook`;
  return row?.outlook ?? "";
}

/** `v.first_seen_at`: when we last saw the record of event `e` change. Its `updated_at` moves whenever it is seen again. */
function newestVersion(tx: Tx) {
  return tx`cross join lateral (
    select first_seen_at from cloud_event_version where cloud_event_id = e.id order by first_seen_at desc limit 1) v`;
}

export interface LookedAtEvent extends RecordedEvent {
  /** When its record last changed, by our clock. */
  readonly changedAt: EpochMs;
}

/**
 * Events of clouds that can explain something now: begun within 48 h, or with a record that changed within 48 h. One that
 * has been open for longer, and of which nothing new was said, can explain nothing that begins now: no lag is that long.
 */
export async function readEventsToLookAt(tx: Tx, now: EpochMs): Promise<LookedAtEvent[]> {
  const since = new Date(now - LOOKED_AT_MS);
  const rows = await tx<{ id: string; event: CloudEvent; vanished_at: Date | null; changed_at: Date }[]>`
    select e.id, e.event, e.vanished_at, greatest(v.first_seen_at, e.vanished_at) as changed_at
    from cloud_event e ${newestVersion(tx)}
    where e.onset_at > ${new Date(now - RECORD_DAYS * DAY_MS)}
      and (e.onset_at > ${since} or v.first_seen_at > ${since} or e.vanished_at > ${since})
    order by e.onset_at, e.id`;
  return rows.map(({ id, event, vanished_at, changed_at }) => ({
    id,
    event,
    vanishedAt: vanished_at?.getTime() ?? null,
    changedAt: changed_at.getTime(),
  }));
}

/** An incident as an onset, and when we last learned anything of it. */
export interface IncidentOnset {
  readonly id: string;
  readonly component: string;
  readonly startedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  readonly failureTypes: readonly FailureType[];
  readonly knownAt: EpochMs;
  readonly madeUp: boolean;
}

/** Incidents of the access layer that were not taken back. */
export async function readOnsets(tx: Tx, now: EpochMs): Promise<IncidentOnset[]> {
  const rows = await tx<
    {
      id: string;
      component: string;
      started_at: Date;
      resolved_at: Date | null;
      failure_types: FailureType[];
      known_at: Date | null;
      made_up: boolean;
    }[]
  >`
    select i.id, s.slug || '/' || c.slug as component, i.started_at, i.resolved_at, i.failure_types, i.made_up,
      (select u.known_at from incident_update u where u.incident_id = i.id and u.kind <> ${OURS}
        order by u.sequence desc limit 1) as known_at
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where c.layer = 'access' and i.retracted is null and i.started_at > ${new Date(now - (RECORD_DAYS + 1) * DAY_MS)}
    order by i.started_at, i.id`;
  return rows.map((row) => ({
    id: row.id,
    component: row.component,
    startedAt: row.started_at.getTime(),
    resolvedAt: row.resolved_at?.getTime() ?? null,
    failureTypes: row.failure_types,
    knownAt: row.known_at?.getTime() ?? row.started_at.getTime(),
    madeUp: row.made_up,
  }));
}

export interface StoredNotice {
  readonly id: string;
  readonly service: string;
  readonly firstSeenAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/**
 * Which notices may be about an incident of their service: begun shortly before it, while it lasted or up to a day after, or
 * work announced up to two weeks before. What they say is read apart (`readNotices`), and only when it is new.
 */
export async function readNoticesNear(tx: Tx, now: EpochMs): Promise<StoredNotice[]> {
  const rows = await tx<{ id: string; service: string; first_seen_at: Date; updated_at: Date }[]>`
    select distinct n.id, n.service, n.first_seen_at, n.updated_at
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    join notice n on n.service = s.slug and n.started_at <= coalesce(i.resolved_at, ${new Date(now)}) + interval '1 day'
      and n.started_at >= i.started_at - case when n.maintenance then interval '14 days' else interval '7 hours' end
    where c.layer = 'access' and i.retracted is null and i.started_at > ${new Date(now - (RECORD_DAYS + 1) * DAY_MS)}
    order by n.id`;
  return rows.map((row) => ({
    id: row.id,
    service: row.service,
    firstSeenAt: row.first_seen_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  }));
}

export async function readNotices(tx: Tx, ids: readonly string[]): Promise<Map<string, Notice>> {
  if (ids.length === 0) return new Map();
  const rows = await tx<{ id: string; notice: Notice }[]>`select id, notice from notice where id = any(${ids}::text[])`;
  return new Map(rows.map(({ id, notice }) => [id, notice]));
}

/** Since when each service has been known to answer or not, by slug; one that never was is not among them. */
export async function readRecordedFrom(tx: Tx): Promise<Map<string, EpochMs>> {
  const rows = await tx<{ slug: string; at: Date }[]>`
    select s.slug, min(l.effective_at) as at
    from component c join service s on s.id = c.service_id
    cross join lateral (
      select effective_at from verdict_log where component_id = c.id and verdict <> 'unknown' order by effective_at limit 1
    ) l where c.layer = 'access' group by s.slug`;
  return new Map(rows.map(({ slug, at }) => [slug, at.getTime()]));
}

/**
 * Hours of the last 90 days in which nobody was watching: of no component was half the hour known, or the hour was never
 * rolled up. The hour that is open, and the one before it until it is rolled up, are no gaps.
 */
export async function readGaps(tx: Tx, since: EpochMs, now: EpochMs): Promise<Interval[]> {
  const from = Math.floor(Math.max(since, now - RECORD_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS;
  const open = Math.floor(now / HOUR_MS) * HOUR_MS;
  // The first component that was watched ends the search for its hour.
  const rows = await tx<{ hour: Date }[]>`
    select hour from generate_series(${new Date(from)}::timestamptz, ${new Date(open - HOUR_MS)}::timestamptz, '1 hour') hour
    where not exists (select 1 from component_hour h where h.hour = hour.hour
        and h.up_s + h.degraded_s + h.down_s + h.maintenance_s >= ${WATCHED_S})
      and (hour < ${new Date(open - HOUR_MS)} or exists (select 1 from component_hour h where h.hour = hour.hour))
    order by hour`;
  return rows.map(({ hour }) => ({ from: hour.getTime(), to: hour.getTime() + HOUR_MS }));
}

/** Graver incidents of any cloud, from which ordinary failures are not to be learned. */
export async function readCloudIncidents(tx: Tx, now: EpochMs): Promise<CloudIncident[]> {
  const rows = await tx<{ onset_at: Date; ended_at: Date | null; peak: CloudSeverity }[]>`
    select onset_at, coalesce(ended_at, vanished_at) as ended_at, peak from cloud_event
    where onset_at > ${new Date(now - (RECORD_DAYS + 2) * DAY_MS)} and not maintenance and peak in ('disruption', 'outage')
    order by onset_at, id`;
  return rows.map(({ onset_at, ended_at, peak }) => ({
    from: onset_at.getTime(),
    to: ended_at?.getTime() ?? null,
    severity: peak,
  }));
}

/** Where the addresses lie that components answered from within 30 days, whose they are and whether they are edges. */
export async function readObserved(tx: Tx, now: EpochMs): Promise<ObservedHosting[]> {
  const rows = await tx<
    {
      component: string;
      provider: string;
      region: string | null;
      edge: boolean;
      addresses: number;
      first_seen: Date;
      last_seen: Date;
    }[]
  >`
    select s.slug || '/' || c.slug as component, h.provider, h.region, h.edge, count(distinct h.address)::int as addresses,
      min(h.first_seen) as first_seen, max(h.last_seen) as last_seen
    from hosting_observed h join check_def d on d.id = h.check_id and d.withdrawn_at is null
    join component c on c.id = d.component_id join service s on s.id = c.service_id
    where h.last_seen > ${new Date(now - HOSTING_MS)} and h.provider is not null
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
  return rows.map(({ component, first_seen, last_seen, ...row }) => ({
    component,
    checks: [],
    vantages: [],
    originHidden: false,
    places: [
      {
        ...row,
        services: [],
        checks: [],
        vantages: [],
        prefixes: [],
        firstSeen: first_seen.getTime(),
        lastSeen: last_seen.getTime(),
      },
    ],
  }));
}

/** An event that was tested, or would have been, had anybody stood on its place. */
export interface TestedEvent {
  readonly id: string;
  readonly provider: string;
  /** Empty: everywhere, or nobody said where. */
  readonly regions: readonly string[];
  /** p of its tests, as far as they led to an attribution. */
  readonly ps: readonly number[];
}

/** Everything that the clouds had in 12 months since we began to measure, and what came of the tests that are on record. */
export async function readTestedEvents(tx: Tx, since: EpochMs, now: EpochMs): Promise<TestedEvent[]> {
  const rows = await tx<{ id: string; provider: string; regions: string[]; ps: number[] | null }[]>`
    select e.id, e.provider, e.regions, a.ps
    from cloud_event e left join (
      select cloud_event_id, array_agg(p) as ps from (
        select cloud_event_id, max((detail->'population'->>'p')::float8) as p
        from attribution where computed_at > ${new Date(now - FAMILY_MS)} group by cloud_event_id, detail->'event'->>'id'
      ) one group by cloud_event_id
    ) a on a.cloud_event_id = e.id
    where e.onset_at > ${new Date(Math.max(since, now - FAMILY_MS))} and not e.maintenance and e.peak <> 'informational'
    order by e.id`;
  return rows.map(({ ps, ...row }) => ({ ...row, ps: ps ?? [] }));
}
