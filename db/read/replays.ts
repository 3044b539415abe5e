import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { readAttributions } from "#db/read/clouds.ts";
import { readIncidentDetails } from "#db/read/incidents.ts";
import { readJudge } from "#db/read/judge.ts";
import { readMaintenanceOf } from "#db/read/maintenance.ts";
import { remembered } from "#db/read/remembered.ts";
import { readWindowClouds } from "#db/read/replay-clouds.ts";
import { readWindowNotices } from "#db/read/replay-notices.ts";
import { readWindowLogs } from "#db/read/timeline-logs.ts";
import { groupedBy } from "#domain/grouped.ts";
import {
  type Extent,
  LONGEST_MS,
  type OutageRecord,
  outageWindow,
  REPLAYED_SERVICES,
  type RecordedLog,
} from "#domain/replay/outage-record.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** What of our own record can be replayed. */
export interface RecordedReplays {
  /** The newest large groups: at most 24. */
  list(): Promise<readonly OutageRecord[]>;
  /** Of a group by its public id; null when there is none of this id that is large enough. */
  one(group: string): Promise<OutageRecord | null>;
}

type Reader = Pick<Drizzle, "select" | "execute">;

const LISTED = 24;
/**
 * One that goes on is read again soon; of one that is over whatever changes its sign is read, and the rest now and then. To find
 * the large ones all groups of their time are counted: those of the last days soon, and the years before now and then.
 */
const FRESH_MS = { recent: 3_000, past: 10 * 60_000, open: 5_000, over: 10 * 60_000 } as const;
/** What is recent grows old while the past is remembered: until that is read again it is in both. */
const RECENT_MS = LONGEST_MS;
const OVERLAP_MS = 2 * FRESH_MS.past;
/** A record of one that goes on is soon replaced: of these only the newest are worth their memory. */
const KEPT = { open: 8, over: LISTED + 8 } as const;

/** A large group, without what is on record of its time. */
interface Head extends Extent {
  readonly id: string;
  /** Another as soon as more or other is known of it. */
  readonly sign: string;
}

/** Reads what is on record of large groups: what has not changed is remembered. */
export function createRecordedReplays(db: Drizzle, now: () => EpochMs): RecordedReplays {
  const newest = sql`order by g.anchor_at desc, g.id desc limit ${LISTED}`;
  const recent = remembered({
    read: (_: null, at) => readHeads(db, sql`and g.anchor_at >= ${iso(at - RECENT_MS)} ${newest}`),
    now,
    freshMs: FRESH_MS.recent,
    most: 1,
  });
  const past = remembered({
    read: (_: null, at) => readHeads(db, sql`and g.anchor_at < ${iso(at - RECENT_MS + OVERLAP_MS)} ${newest}`),
    now,
    freshMs: FRESH_MS.past,
    most: 1,
  });
  const heads = async () => {
    const [soon, before] = await Promise.all([recent(null), past(null)]);
    const known = new Set(soon.map(({ id }) => id));
    return [...soon, ...before.filter(({ id }) => !known.has(id))].slice(0, LISTED);
  };
  const read = (key: string, at: EpochMs) => readOutage(db, idOf(key), at);
  const open = remembered({ read, now, freshMs: FRESH_MS.open, most: KEPT.open });
  const over = remembered({ read, now, freshMs: FRESH_MS.over, most: KEPT.over });
  const recordOf = (head: Head) => (head.to === null ? open : over)(`${head.id} ${head.sign}`);
  return {
    list: async () => {
      const records: OutageRecord[] = [];
      // One after the other: who asks for one meanwhile need not wait for all.
      for (const head of await heads()) records.push(...[(await recordOf(head)) ?? []].flat());
      return records;
    },
    one: async (group) => {
      const [head] = await readHeads(db, sql`and g.id = ${group}`);
      return head === undefined ? null : recordOf(head);
    },
  };
}

const idOf = (key: string) => key.slice(0, key.indexOf(" "));

interface HeadRow extends Record<string, unknown> {
  readonly id: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly open: boolean;
  readonly said_from: EpochMs | null;
  readonly said_to: EpochMs | null;
  readonly sign: string;
}

/**
 * Large groups, by the index of their anchors and of their incidents: it ends with the last that is wanted. A group of which
 * all was taken back stays large, and its address good.
 */
async function readHeads(db: Reader, wanted: SQL): Promise<Head[]> {
  const rows = await db.execute<HeadRow>(sql`
    select g.id, x.* from incident_group g cross join lateral (
      select count(distinct c.service_id) as services, ${ms("min(i.started_at)")} as from,
        greatest(${ms("max(i.resolved_at)")}, max((i.retracted->>'at')::float8) filter (where i.resolved_at is null)) as to,
        bool_or(i.resolved_at is null and i.retracted is null) as open,
        ${ms("min(e.onset_at)")} as said_from, ${ms("max(coalesce(e.ended_at, e.onset_at))")} as said_to,
        concat_ws(' ', sum(i.sequence), max(a.computed_at), max(e.updated_at)) as sign
      from incident i join component c on c.id = i.component_id
      left join attribution a on a.incident_id = i.id and a.word <> 'not_attributed' and i.retracted is null
      left join cloud_event e on e.id = a.cloud_event_id
      where i.group_id = g.id
    ) x where x.services >= ${REPLAYED_SERVICES} ${wanted}`);
  return rows.map(({ id, from, to, open, said_from, said_to, sign }) => ({
    id,
    from,
    to: open ? null : to,
    said: said_from === null || said_to === null ? null : { from: said_from, to: said_to },
    sign,
  }));
}

/** All that is on record of a group and its time, of one instant. Null when it is not large, or no more. */
async function readOutage(db: Drizzle, group: string, now: EpochMs): Promise<OutageRecord | null> {
  return db.transaction(
    async (tx) => {
      const [head] = await readHeads(tx, sql`and g.id = ${group}`);
      if (head === undefined) return null;
      // From the judge's last pass on nothing is known.
      const asOf = Math.min(now, (await readJudge(tx))?.passedAt ?? now);
      const window = outageWindow(head, asOf);
      const incidents = await readIncidentDetails(tx, group);
      const attributions = await readAttributions(
        tx,
        incidents.map(({ incident }) => incident.id),
      );
      const slugs = [...new Set(incidents.map(({ incident }) => incident.about.serviceSlug))];
      return {
        group,
        window,
        asOf,
        incidents,
        attributions,
        components: await readComponents(tx, slugs, window),
        clouds: await readWindowClouds(tx, {
          window,
          now,
          first: [...attributions.values()].map((one) => one.cloudEvent),
        }),
        notices: await readWindowNotices(tx, slugs, window),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** The logs of the services' components, those that have left the catalog too, and of every chain. */
async function readComponents(
  db: Reader,
  services: readonly string[],
  window: Window,
): Promise<ReadonlyMap<string, RecordedLog>> {
  const rows = await db.execute<{ id: string; key: string }>(sql`
    select c.id, s.slug || '/' || c.slug as key from component c join service s on s.id = c.service_id
    where s.slug = any(${sql.param([...services])}::text[])
      or (c.layer = 'chain' and c.withdrawn_at is null and s.withdrawn_at is null)`);
  const keys = new Map(rows.map(({ id, key }) => [Number(id), key]));
  const ids = [...keys.keys()];
  const entries = await readWindowLogs(db, ids, window);
  const retracted = await readWindowRetracted(db, ids, window);
  const maintenance = await readMaintenanceOf(db, window.from, ids);
  return new Map(
    [...keys].map(([id, key]) => [
      key,
      { entries: entries.get(id) ?? [], retracted: retracted.get(id) ?? [], maintenance: maintenance.get(id) ?? [] },
    ]),
  );
}

/** Retracted incidents that reach into a window; where the verdicts themselves were corrected, they say it all. */
async function readWindowRetracted(
  db: Reader,
  ids: readonly number[],
  { from, to }: Window,
): Promise<ReadonlyMap<number, RecordedLog["retracted"]>> {
  const rows = await db.execute<{ component_id: string; from: EpochMs; to: EpochMs | null; at: EpochMs }>(sql`
    select i.component_id, ${ms("i.started_at")} as from, ${ms("i.resolved_at")} as to,
      (i.retracted->>'at')::float8 as at
    from incident i where i.component_id = any(${sql.param([...ids])}::bigint[]) and i.started_at < ${iso(to)}
      and (i.resolved_at is null or i.resolved_at > ${iso(from)})
      and i.retracted is not null and not i.retracted ? 'rejudged'`);
  return groupedBy(
    rows,
    ({ component_id }) => Number(component_id),
    ({ component_id: _, ...span }) => span,
  );
}
