import { errorCode, MEASURED, RECORDED_CHANNEL, type Sql, type Tx } from "#db/client.ts";
import { numberArray } from "#db/write/arrays.ts";
import { COLUMNS, type MeasurementRow, OTHER_COLUMNS } from "#db/write/measurement-columns.ts";
import type { EpochMs } from "#domain/time.ts";

/** Clocks of vantages may differ by this much. */
const FUTURE_SLACK_MS = 60_000;
const UNIQUE_VIOLATION = "23505";

const NAMES = COLUMNS.map(({ name }) => name).join(", ");
const SUCCEEDED = "outcome in ('ok', 'degraded')";

/** What becomes of a batch. */
interface Way {
  /** What becomes of rows that are there already; an error when empty. */
  readonly onConflict: string;
  /** Those of `incoming` that were not. */
  readonly stored: string;
  /** The newest result of each check, and when it last succeeded, of those stored. */
  readonly latest: string;
  /** What else is to be written of them. */
  readonly more: string;
}

/**
 * One constant statement, so the server plans it once: raw rows, the newest result per check (by when it was started: the
 * extra tick at a worker's start may be later than the scheduled one that runs after it), a word to readers. Arrays are taken
 * apart in the select list: in `from`, each of them would be put down and picked up again.
 */
function statement({ onConflict, stored, latest, more }: Way): string {
  return `
    with incoming as materialized (
      select ${COLUMNS.map(({ name, made }) => `${made} as ${name}`).join(", ")}
      from (select ${COLUMNS.map(({ name, sent }, n) => `unnest($${n + 1}::${sent}[]) as ${name}`).join(", ")}) as sent
    ), recorded as (
      insert into measurement (${NAMES}) select ${NAMES} from incoming ${onConflict}
    ), current as (
      insert into check_latest as l (${NAMES}, ok_at) ${latest}
      on conflict (check_id, vantage_id) do update set ok_at = coalesce(excluded.ok_at, l.ok_at),
        ${OTHER_COLUMNS.map(({ name }) => `${name} = excluded.${name}`).join(", ")}
      -- A result from the future is one of a clock that has been set right since.
      where excluded.started_at > l.started_at or l.started_at > $${COLUMNS.length + 1}
    )${more}
    select (select count(*)::int from ${stored}) as inserted, pg_notify('${RECORDED_CHANNEL}', '${MEASURED}')`;
}

const STORED = "incoming join recorded using (check_id, vantage_id, tick, started_at)";
/**
 * With the first success of each check. Several vantages prove the same checks at once: one that another is just proving is left to
 * it, for waiting would be for its whole transaction, and for one that waits in turn a deadlock.
 */
const RECORD = statement({
  onConflict: "on conflict do nothing returning check_id, vantage_id, tick, started_at",
  stored: STORED,
  latest: `
      select distinct on (check_id, vantage_id) ${NAMES},
        max(started_at) filter (where ${SUCCEEDED}) over (partition by check_id, vantage_id)
      from ${STORED} order by check_id, vantage_id, started_at desc`,
  more: `, proven as (
      update check_def d set proven_at = p.at
      from (
        select c.id, s.at from check_def c
        join (select check_id, min(started_at) as at from ${STORED} where ${SUCCEEDED} group by check_id) s on s.check_id = c.id
        where c.proven_at is null and s.at >= c.changed_at for no key update of c skip locked
      ) p
      where d.id = p.id
    )`,
});
/** For rows that are all new, and each the only one of its check. */
const RECORD_NEW = statement({
  onConflict: "",
  stored: "incoming",
  latest: `select ${NAMES}, case when ${SUCCEEDED} then started_at end from incoming`,
  more: "",
});

/**
 * Stores a batch. Idempotent: a row whose (tick, check, vantage) is there already changes nothing, so a batch whose answer was
 * lost may be sent again. Rejects with code 23514 when a day has no partition.
 * @returns how many rows were new.
 */
export async function recordMeasurements(tx: Tx, rows: readonly MeasurementRow[], now: EpochMs): Promise<number> {
  return rows.length === 0 ? 0 : store(tx, RECORD, rows, now);
}

/**
 * The same for who has a batch each second. Nearly always all rows of it are new, and of as many checks, which have long proven
 * themselves: then one shorter statement, which is a transaction by itself, takes them. Asking of every row whether it is there
 * and the newest of its check, and of every check whether it is proven, would cost half as much again, so the first is asked
 * only when the database says that one is.
 */
export function createRecorder(sql: Sql): (rows: readonly MeasurementRow[], now: EpochMs) => Promise<number> {
  const proven = new Set<number>();
  const recordCarefully = async (rows: readonly MeasurementRow[], unproven: readonly number[], now: EpochMs) => {
    const [stored, found] = await sql.begin(async (tx) => [
      await recordMeasurements(tx, rows, now),
      await tx<{ id: string }[]>`
        select id from check_def where id = any(${numberArray(unproven)}::bigint[]) and proven_at is not null`,
    ]);
    for (const { id } of found) proven.add(Number(id));
    return stored;
  };
  return async (rows, now) => {
    const unproven = rows.flatMap(({ checkId, measurement: { outcome } }) =>
      (outcome === "ok" || outcome === "degraded") && !proven.has(checkId) ? [checkId] : [],
    );
    const areOnePerCheck = new Set(rows.map(({ checkId }) => checkId)).size === rows.length;
    if (rows.length === 0 || unproven.length > 0 || !areOnePerCheck) return recordCarefully(rows, unproven, now);
    try {
      return await store(sql, RECORD_NEW, rows, now);
    } catch (error) {
      if (errorCode(error) !== UNIQUE_VIOLATION) throw error;
      return recordCarefully(rows, [], now);
    }
  };
}

async function store(sql: Sql | Tx, how: string, rows: readonly MeasurementRow[], now: EpochMs): Promise<number> {
  const parameters = [...COLUMNS.map(({ array }) => array(rows)), new Date(now + FUTURE_SLACK_MS)];
  const [counted] = await sql.unsafe<{ inserted: number }[]>(how, parameters, { prepare: true });
  return counted?.inserted ?? 0;
}
