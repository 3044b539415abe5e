import type { Drizzle, Sql, Tx } from "#db/client.ts";
import { readAttributions } from "#db/read/clouds.ts";
import { readNoticesOf } from "#db/read/feeds.ts";
import { readIncidentDetails } from "#db/read/incidents.ts";
import { addDelivery, addStatusDelivery, readSubscribers, readTold, type Subscriber } from "#db/write/deliveries.ts";
import { holdLease, releaseLease } from "#db/write/lease.ts";
import { markTold, readUntold, type UntoldEvent } from "#db/write/untold.ts";
import type { MaintenanceNews } from "#domain/cloud/maintenance-news.ts";
import { groupedBy } from "#domain/grouped.ts";
import { speaks } from "#domain/publish/webhook/encode.ts";
import { type GroupNews, type GroupNow, tellGroup } from "#domain/publish/webhook/group.ts";
import { tellMaintenance } from "#domain/publish/webhook/maintenance.ts";
import { tellStatusChange } from "#domain/publish/webhook/status-change.ts";
import type { EpochMs } from "#domain/time.ts";

const TELL_LEASE = "telling";
/** Many passes of two seconds: one that fails does not hand the work over. */
const LEASE_MS = 30_000;
/** Events at a time, so that no transaction is long. */
const MOST_EVENTS = 500;

export interface TellerOptions {
  readonly sql: Sql;
  /** Reads groups as pages do. */
  readonly db: Drizzle;
  readonly now: () => EpochMs;
  /** Who holds the lease: unlike any other process that may tell. */
  readonly holder: string;
}

export interface Teller {
  /** One pass. @returns how many events deliveries were made of; null when another process does it */
  pass(): Promise<number | null>;
  /** Lets the next one take over at once. */
  release(): Promise<void>;
}

/**
 * Makes deliveries of what happened: in ONE transaction they are written and the events marked, so that a crash at any point
 * leaves both or neither. The events are found by their mark and not by a cursor, so one that is committed late is not lost.
 */
export function createTeller({ sql, db, now, holder }: TellerOptions): Teller {
  return {
    pass: () =>
      sql.begin(async (tx) => {
        const at = now();
        if ((await holdLease(tx, { name: TELL_LEASE, holder, ttlMs: LEASE_MS }, at)) === null) return null;
        const events = await readUntold(tx, MOST_EVENTS);
        if (events.length === 0) return 0;
        const subscribers = await readSubscribers(tx);
        if (subscribers.length > 0) {
          await tellGroups(tx, db, { events, subscribers }, at);
          await tellStatusChanges(tx, { events, subscribers }, at);
          await tellWork(tx, db, { events, subscribers }, at);
        }
        await markTold(
          tx,
          events.map(({ id }) => id),
          at,
        );
        return events.length;
      }),
    release: () => sql.begin((tx) => releaseLease(tx, TELL_LEASE, holder, now())),
  };
}

interface Telling {
  readonly events: readonly UntoldEvent[];
  readonly subscribers: readonly Subscriber[];
}

async function tellGroups(tx: Tx, db: Drizzle, { events, subscribers }: Telling, at: EpochMs): Promise<void> {
  const pieces = events.flatMap(newsOf);
  const told = await readTold(
    tx,
    pieces.map(({ group }) => group),
  );
  for (const [id, news] of groupedBy(pieces, ({ group }) => group)) {
    const group = await groupNow(db, id, news);
    const last = Math.max(...news.map(({ event }) => event));
    for (const one of subscribers) {
      const theirs = { ...group, news: group.news.filter((piece) => piece.at >= one.since) };
      if (theirs.news.length === 0) continue;
      const message = tellGroup(theirs, one, told.get(`${one.id} ${id}`) ?? null);
      if (message === null) continue;
      await addDelivery(tx, { subscription: one.id, cause: `incident/${id}/${last}`, message, nextAt: at }, at);
    }
  }
}

interface Piece {
  readonly event: number;
  readonly group: string;
  readonly news: GroupNews;
  /** Where the incident is counted to now. */
  readonly movedTo: string | null;
}

/** An event concerns the group that its incident is counted to, and the one that it left. */
function newsOf({ id, event }: UntoldEvent): Piece[] {
  if (!("incident" in event)) return [];
  const { incident, occurredAt } = event;
  const news: GroupNews = {
    incident: incident.id,
    at: occurredAt,
    sequence: "update" in event ? event.update.sequence : null,
    attribution: "attribution" in event ? event.attribution : null,
    correction: "correction" in event && event.correction === true,
  };
  const left = "movedFrom" in event ? event.movedFrom : undefined;
  return [
    { event: id, group: incident.group, news, movedTo: null },
    ...(left === undefined || left === incident.group
      ? []
      : [{ event: id, group: left, news, movedTo: incident.group }]),
  ];
}

async function groupNow(db: Drizzle, id: string, pieces: readonly Piece[]): Promise<GroupNow> {
  const details = await readIncidentDetails(db, id);
  const attributions = await readAttributions(
    db,
    details.map(({ incident }) => incident.id),
  );
  const movedTo = pieces.findLast((piece) => piece.movedTo !== null)?.movedTo ?? null;
  return { id, details, attributions, news: pieces.map(({ news }) => news), movedTo };
}

/** Of several steps of one notice in a pass the newest is told: it says how all of it stands. */
async function tellWork(tx: Tx, db: Drizzle, { events, subscribers }: Telling, at: EpochMs): Promise<void> {
  const watching = subscribers.filter(({ filter }) => filter.maintenance === true);
  const newest = new Map(
    events.flatMap(({ id, event }) => ("notice" in event ? [[event.notice, { id, event }] as const] : [])),
  );
  if (watching.length === 0 || newest.size === 0) return;
  for (const notice of await readNoticesOf(db, [...newest.keys()])) {
    const found = newest.get(notice.id);
    if (found === undefined) continue;
    const { occurredAt, layers, type } = found.event;
    const now = { at: occurredAt, news: type.slice("maintenance.".length) as MaintenanceNews, notice, layers };
    for (const one of watching) {
      const message = occurredAt < one.since ? null : tellMaintenance(now, one);
      if (message === null || !speaks(one.format, message)) continue;
      const cause = `maintenance/${notice.id}/${found.id}`;
      await addDelivery(tx, { subscription: one.id, cause, message, nextAt: at }, at);
    }
  }
}

async function tellStatusChanges(tx: Tx, { events, subscribers }: Telling, at: EpochMs): Promise<void> {
  const watching = subscribers.filter(({ filter }) => filter.statusChanges);
  for (const { id, event, about } of events) {
    if (event.type !== "component.status_changed") continue;
    const { serviceSlug, componentSlug, service, component, single, layer } = about;
    for (const one of watching) {
      if (event.occurredAt < one.since) continue;
      const message = tellStatusChange(
        {
          at: event.occurredAt,
          serviceSlug,
          componentSlug,
          subject: { service, component, single, layer, chainName: null },
          before: event.before,
          after: event.after,
          judged: event.judged,
        },
        one,
      );
      if (message !== null && speaks(one.format, message)) {
        await addStatusDelivery(tx, { subscription: one.id, cause: `component/${id}`, message }, at);
      }
    }
  }
}
