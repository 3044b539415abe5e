import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { readMaintenance } from "#db/read/maintenance.ts";
import { remembered } from "#db/read/remembered.ts";
import { readTimelineClouds } from "#db/read/timeline-clouds.ts";
import { createLogReader, type LogReader } from "#db/read/timeline-logs.ts";
import { readRetracted } from "#db/read/uptime.ts";
import type { EpochMs } from "#domain/time.ts";
import type { ComponentLog } from "#domain/timeline/component-spans.ts";
import type { TimelineRecord } from "#domain/timeline/live.ts";
import { RANGES, type RangeName, windowOf } from "#domain/timeline/range.ts";

/** How long what was read is given to whoever asks: what holds now comes from the snapshot, so this is about the past. */
const FRESH_MS: Readonly<Record<RangeName, number>> = { "2h": 3_000, "24h": 3_000, "7d": 20_000, "90d": 20_000 };

export interface TimelineReader {
  read(range: RangeName): Promise<TimelineRecord>;
}

/**
 * What the picture needs of each range. Two logs are kept in memory and only added to, one for the last day and one for the
 * last 90 days, the latter from when somebody asks for it on: so a range costs the same however long the history is.
 */
export function createTimelineReader(db: Drizzle, now: () => EpochMs): TimelineReader {
  const short = createLogReader(db, RANGES["24h"]);
  const long = createLogReader(db, RANGES["90d"]);
  const logsOf: Readonly<Record<RangeName, LogReader>> = { "2h": short, "24h": short, "7d": long, "90d": long };
  const records = (["2h", "24h", "7d", "90d"] as const).map((range) => {
    const read = remembered<null, TimelineRecord>({
      read: (_, at) => readRecord(db, logsOf[range], range, at),
      now,
      freshMs: FRESH_MS[range],
      most: 1,
    });
    return [range, () => read(null)] as const;
  });
  const byRange = new Map<RangeName, () => Promise<TimelineRecord>>(records);
  return {
    read: (range) => byRange.get(range)?.() ?? Promise.reject(new RangeError(`no range: ${range}`)),
  };
}

async function readRecord(db: Drizzle, logs: LogReader, range: RangeName, now: EpochMs): Promise<TimelineRecord> {
  const { from } = windowOf(range, now);
  const [entries, retracted, maintenance, clouds, keys] = await Promise.all([
    logs.read(now),
    readRetracted(db, from),
    readMaintenance(db, from),
    readTimelineClouds(db, from, now),
    readKeys(db),
  ]);
  const components = keys.map(([id, key]): [string, ComponentLog] => [
    key,
    { entries: entries.get(id) ?? [], retracted: retracted.get(id) ?? [], maintenance: maintenance.get(id) ?? [] },
  ]);
  return { readAt: now, components: new Map(components), ...clouds };
}

/** `infura/polygon` of every component's row that has not been withdrawn. */
async function readKeys(db: Drizzle): Promise<(readonly [number, string])[]> {
  const rows = await db.execute<{ id: string; key: string }>(sql`
    select c.id, s.slug || '/' || c.slug as key from component c join service s on s.id = c.service_id
    where c.withdrawn_at is null and s.withdrawn_at is null`);
  return rows.map(({ id, key }) => [Number(id), key] as const);
}
