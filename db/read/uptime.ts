import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import type { MaintenanceByComponent } from "#db/read/maintenance.ts";
import { groupedBy } from "#domain/grouped.ts";
import { type JudgeView, UPTIME_WINDOWS, type Uptime, type UptimeWindow } from "#domain/status/overview.ts";
import type { Verdict, VerdictEntry } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";
import { foldVerdicts, type VerdictSpan } from "#domain/uptime/spans.ts";
import type { Marks } from "#domain/uptime/state-pieces.ts";
import { addSeconds, emptySeconds, type StateSeconds, stateSeconds } from "#domain/uptime/state-seconds.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A judge that has not passed for this long is not watching: from its last pass on nothing is known. */
const WATCHED_MS = 60_000;
/** Sums of finished buckets change once an hour, and when a verdict is dated back into one: that may show this late. */
const SUMS_MS = 60_000;

const floor = (at: EpochMs, size: number) => Math.floor(at / size) * size;

/**
 * Where each window begins; all end now. 24 h and 7 d begin with an hour, 30 d and 90 d with a UTC day, so that a window
 * is as long as its name says and up to one bucket longer, never shorter.
 */
export function windowStarts(now: EpochMs): Record<UptimeWindow, EpochMs> {
  return {
    "24h": floor(now - DAY_MS, HOUR_MS),
    "7d": floor(now - 7 * DAY_MS, HOUR_MS),
    "30d": floor(now - 30 * DAY_MS, DAY_MS),
    "90d": floor(now - 90 * DAY_MS, DAY_MS),
  };
}

type ByComponent<T> = ReadonlyMap<number, T>;

export interface UptimeReader {
  /**
   * Seconds by state of each component and window. A component of which nothing was ever judged is not among them.
   * @param declared maintenance of the last day
   */
  read(now: EpochMs, judge: JudgeView | null, declared: MaintenanceByComponent): Promise<ByComponent<Uptime>>;
}

interface Sums {
  readonly at: EpochMs;
  /** Buckets before here are finished and summed. */
  readonly to: EpochMs;
  /** The hour in which the windows end: it says where they begin. */
  readonly hour: EpochMs;
  readonly seconds: ByComponent<ReadonlyMap<UptimeWindow, StateSeconds>>;
}

/**
 * Uptime of every component: sums of finished hours and days, and the hour that is open from the verdict log. The sums
 * are read when an hour is finished, and otherwise once a minute; the open hour every time. Both are bounded: 168 hours
 * and 90 days per component, summed in the database; one index probe and the verdicts of one hour.
 */
export function createUptimeReader(db: Drizzle): UptimeReader {
  let sums: Sums | null = null;
  return {
    read: async (now, judge, declared) => {
      if (judge === null) return new Map();
      // Hours are rolled up by the pass that finds them over: until then, the log alone knows of them.
      const to = floor(Math.min(judge.passedAt, now), HOUR_MS);
      const [logs, retracted] = await Promise.all([readLogs(db, to), readRetracted(db, to)]);
      const hour = floor(now, HOUR_MS);
      if (sums?.to !== to || sums.hour !== hour || now - sums.at >= SUMS_MS || now < sums.at) {
        sums = { at: now, to, hour, seconds: await readSums(db, now, to) };
      }
      const { seconds } = sums;
      const ids = new Set([...seconds.keys(), ...logs.keys()]);
      return new Map(
        [...ids].map((id) => {
          const marks = { excluded: retracted.get(id) ?? [], maintenance: declared.get(id) ?? [] };
          const open = openPart(logs.get(id) ?? [], marks, { to, now, passedAt: judge.passedAt });
          return [id, windowsOf(seconds.get(id), open, now)];
        }),
      );
    },
  };
}

/** What was summed up to `to` and what the open part says, for a window that begins at `from`. */
type OpenPart = (from: EpochMs) => StateSeconds;

function openPart(
  log: readonly VerdictEntry[],
  marks: Marks,
  { to, now, passedAt }: { to: EpochMs; now: EpochMs; passedAt: EpochMs },
): OpenPart {
  const spans = watchedSpans(log, { now, passedAt });
  return (from) => stateSeconds(spans, { from: Math.min(now, Math.max(from, to)), to: now }, marks);
}

/** What a component's log says as of now: from the last pass of a judge that has stopped, that nobody knows. */
export function watchedSpans(
  log: readonly VerdictEntry[],
  { now, passedAt }: { now: EpochMs; passedAt: EpochMs },
): VerdictSpan[] {
  const gone = now - passedAt > WATCHED_MS;
  const knownAt = Math.max(now, log.at(-1)?.knownAt ?? 0);
  return foldVerdicts(gone ? [...log, { knownAt, effectiveAt: passedAt, verdict: "unknown" as const }] : log);
}

/** Whatever of a window is in no bucket and in no verdict is unknown: time before the first verdict, and lost hours. */
function windowsOf(sums: ReadonlyMap<UptimeWindow, StateSeconds> | undefined, open: OpenPart, now: EpochMs): Uptime {
  const starts = windowStarts(now);
  const entries = UPTIME_WINDOWS.map((window) => {
    const seconds = addSeconds(sums?.get(window) ?? emptySeconds, open(starts[window]));
    const { up, degraded, down, maintenance } = seconds;
    const length = (now - starts[window]) / 1_000;
    return [window, { ...seconds, unknown: Math.max(0, length - up - degraded - down - maintenance) }] as const;
  });
  return Object.fromEntries(entries) as Record<UptimeWindow, StateSeconds>;
}

/** Of what was never judged: nothing is known. */
export function noUptime(now: EpochMs): Uptime {
  return windowsOf(undefined, () => emptySeconds, now);
}

type SumRow = Record<"component_id" | "name", string> & Record<"up" | "degraded" | "down" | "maintenance", number>;

/** Full days from their rows, the hours of the day that is not over from theirs. */
async function readSums(db: Drizzle, now: EpochMs, to: EpochMs): Promise<Sums["seconds"]> {
  const starts = windowStarts(now);
  const today = floor(to, DAY_MS);
  // Seconds are stored as real; a sum of reals would lose what an outage of a second is.
  const sums = sql`sum(b.up_s::float8) as up, sum(b.degraded_s::float8) as degraded, sum(b.down_s::float8) as down,
    sum(b.maintenance_s::float8) as maintenance`;
  const rows = await db.execute<SumRow>(sql`
    select b.component_id, w.name, ${sums}
    from (values ('24h', ${iso(starts["24h"])}::timestamptz), ('7d', ${iso(starts["7d"])}), ('30d', ${iso(today)}),
      ('90d', ${iso(today)})) w (name, start_at)
    join component_hour b on b.hour >= w.start_at and b.hour < ${iso(to)} group by 1, 2
    union all
    select b.component_id, w.name, ${sums}
    from (values ('30d', ${iso(starts["30d"])}::timestamptz), ('90d', ${iso(starts["90d"])})) w (name, start_at)
    join component_day b on b.day >= w.start_at and b.day < ${iso(today)} group by 1, 2`);
  const found = new Map<number, Map<UptimeWindow, StateSeconds>>();
  for (const { component_id, name, up, degraded, down, maintenance } of rows) {
    const windows = found.get(Number(component_id)) ?? new Map<UptimeWindow, StateSeconds>();
    const window = name as UptimeWindow;
    const more = { up, degraded, down, maintenance, unknown: 0 };
    found.set(Number(component_id), windows.set(window, addSeconds(windows.get(window) ?? emptySeconds, more)));
  }
  return found;
}

/** Components that have not been withdrawn: of one service, or of all. */
const present = (service: string | null) =>
  service === null
    ? sql`c.withdrawn_at is null`
    : sql`c.withdrawn_at is null and c.service_id = (select id from service where slug = ${service})`;

/**
 * Of each component's log what tells its verdicts from `from` on, in the order of its ids (db/write/component-seconds.ts):
 * the last entry that reaches back to `from` or beyond says what held there, and nothing before it counts any more.
 */
export async function readLogs(
  db: Drizzle,
  from: EpochMs,
  service: string | null = null,
): Promise<ByComponent<VerdictEntry[]>> {
  const rows = await db.execute<{ component_id: string; known_at: number; effective_at: number; verdict: string }>(sql`
    select e.component_id, ${ms("e.known_at")} as known_at, ${ms("e.effective_at")} as effective_at, e.verdict
    from component c
    left join lateral (
      select id from verdict_log where component_id = c.id and effective_at <= ${iso(from)} order by id desc limit 1
    ) first on true
    cross join lateral (
      select * from verdict_log where component_id = c.id and id >= coalesce(first.id, 0)
    ) e where ${present(service)} order by e.id`);
  const logs = new Map<number, VerdictEntry[]>();
  for (const { component_id, known_at, effective_at, verdict } of rows) {
    const list = logs.get(Number(component_id)) ?? [];
    // An entry of a slower clock is still a later one.
    const knownAt = Math.max(known_at, list.at(-1)?.knownAt ?? 0);
    list.push({ knownAt, effectiveAt: effective_at, verdict: verdict as Verdict });
    logs.set(Number(component_id), list);
  }
  return logs;
}

/**
 * Spans of retracted incidents that may reach beyond `from`: that time leaves uptime, as it has left the buckets. Where the
 * verdicts themselves were corrected, they say it all. A component's incidents follow one another, so only the last few of
 * those that began before `from` can reach beyond it.
 */
export async function readRetracted(
  db: Drizzle,
  from: EpochMs,
  service: string | null = null,
): Promise<ByComponent<Interval[]>> {
  const rows = await db.execute<{ component_id: string; started_at: number; resolved_at: number | null }>(sql`
    select i.component_id, ${ms("i.started_at")} as started_at, ${ms("i.resolved_at")} as resolved_at
    from component c cross join lateral (
      (select * from incident where component_id = c.id and started_at < ${iso(from)} order by started_at desc limit 5)
      union all
      select * from incident where component_id = c.id and started_at >= ${iso(from)}
    ) i where ${present(service)} and i.retracted is not null and not i.retracted ? 'rejudged'`);
  return groupedBy(
    rows,
    ({ component_id }) => Number(component_id),
    ({ started_at, resolved_at }) => ({ from: started_at, to: resolved_at }),
  );
}
