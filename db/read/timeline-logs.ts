import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { FindingKind, Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { LogEntry } from "#domain/timeline/component-spans.ts";
import type { Scale } from "#domain/timeline/range.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** The logs by the key of the component's row. */
export type Logs = ReadonlyMap<number, readonly LogEntry[]>;

export interface LogReader {
  /** Of each component all that tells its verdicts in the span that is kept. */
  read(now: EpochMs): Promise<Logs>;
}

/** An entry may be committed after a later one: what is younger than this is read again. */
const UNSETTLED_MS = 60_000;
/** After so long a log is read anew: it forgets what is too old, and finds what was committed late. */
const RELOAD_MS = 3_600_000;

interface Entry extends LogEntry {
  readonly id: number;
  readonly componentId: number;
}

interface Kept {
  readonly since: EpochMs;
  /** Of each component, in the order of knowledge, which is that of the ids. */
  readonly settled: Map<number, LogEntry[]>;
  /** The newest id among them; nothing that is committed later has a lower one. */
  settledTo: number;
}

/** Keeps the verdict logs of one span in memory: reads it once, then only what has been appended since. */
export function createLogReader(db: Drizzle, { cells, unitMs }: Pick<Scale, "cells" | "unitMs">): LogReader {
  const spanMs = (cells + 1) * unitMs;
  let kept: Kept | null = null;
  return {
    read: async (now) => {
      const isFresh = kept !== null && now >= kept.since && now - kept.since < RELOAD_MS;
      // Held here, not only outside: who asks meanwhile must not find a log that is half read.
      const log: Kept = isFresh && kept !== null ? kept : { since: now, settled: new Map(), settledTo: 0 };
      const entries = isFresh ? await readNews(db, log.settledTo) : await readAll(db, now - spanMs);
      kept = log;
      return withNews(log, entries, now);
    },
  };
}

/** Takes what is settled into the log. @returns the log with what is not settled yet. */
function withNews(log: Kept, read: readonly Entry[], now: EpochMs): Logs {
  // Another reader may have settled some of them meanwhile.
  const entries = read.filter(({ id }) => id > log.settledTo);
  const young = entries.findIndex(({ knownAt }) => knownAt > now - UNSETTLED_MS);
  const unsettled = young < 0 ? [] : entries.slice(young);
  for (const entry of young < 0 ? entries : entries.slice(0, young)) {
    log.settledTo = Math.max(log.settledTo, entry.id);
    append(log.settled, entry);
  }
  const logs = new Map<number, LogEntry[]>(log.settled);
  for (const entry of unsettled) {
    const own = logs.get(entry.componentId);
    if (own !== undefined && own === log.settled.get(entry.componentId)) logs.set(entry.componentId, [...own]);
    append(logs, entry);
  }
  return logs;
}

function append(logs: Map<number, LogEntry[]>, { componentId, id: _, ...entry }: Entry): void {
  const own = logs.get(componentId) ?? [];
  // An entry of a slower clock is still a later one.
  own.push({ ...entry, knownAt: Math.max(entry.knownAt, own.at(-1)?.knownAt ?? 0) });
  logs.set(componentId, own);
}

type Row = {
  id: string;
  component_id: string;
  known_at: number;
  effective_at: number;
  verdict: string;
  finding: string;
  failure_type: string | null;
  seen: number;
  usable: number;
  before: number | null;
};

const columns = sql`e.id, e.component_id, ${ms("e.known_at")} as known_at, ${ms("e.effective_at")} as effective_at, e.verdict,
  e.finding->>'kind' as finding, e.failure_types[1] as failure_type, cardinality(e.vantages) as seen, e.usable,
  ${ms("case when e.verdict = 'up' then e.last_bad else e.last_good end")} as before`;

/**
 * Of each component the last entry that reaches back to `from` or beyond, which says what held there, and all that became
 * known after it (db/write/component-seconds.ts): one index probe and a range of the same index per component.
 */
function readAll(db: Drizzle, from: EpochMs): Promise<Entry[]> {
  return readEntries(
    db,
    sql`component c
      left join lateral (
        select id from verdict_log where component_id = c.id and effective_at <= ${iso(from)} order by id desc limit 1
      ) first on true
      cross join lateral (select * from verdict_log where component_id = c.id and id >= coalesce(first.id, 0)) e
    where c.withdrawn_at is null`,
  );
}

/**
 * The same of some components and of a past window: all that became known of it, however late, from what was known when it
 * began.
 */
export async function readWindowLogs(
  db: Pick<Drizzle, "execute">,
  ids: readonly number[],
  { from, to }: Window,
): Promise<Logs> {
  const entries = await readEntries(
    db,
    sql`unnest(${sql.param([...ids])}::bigint[]) c (id)
      left join lateral (
        select id from verdict_log where component_id = c.id and effective_at <= ${iso(from)} and known_at <= ${iso(from)}
        order by effective_at desc, id desc limit 1
      ) first on true
      cross join lateral (
        select * from verdict_log where component_id = c.id and id >= coalesce(first.id, 0) and effective_at < ${iso(to)}
      ) e`,
  );
  const logs = new Map<number, LogEntry[]>();
  for (const entry of entries) append(logs, entry);
  return logs;
}

function readNews(db: Drizzle, after: number): Promise<Entry[]> {
  return readEntries(db, sql`verdict_log e where e.id > ${after}`);
}

async function readEntries(db: Pick<Drizzle, "execute">, source: SQL): Promise<Entry[]> {
  const rows = await db.execute<Row>(sql`select ${columns} from ${source} order by e.id`);
  return rows.map((row) => ({
    id: Number(row.id),
    componentId: Number(row.component_id),
    knownAt: row.known_at,
    effectiveAt: row.effective_at,
    verdict: row.verdict as Verdict,
    finding: row.finding as FindingKind,
    failureType: row.failure_type as FailureType | null,
    seen: { n: row.seen, of: Math.max(row.seen, row.usable) },
    before: row.before,
  }));
}
