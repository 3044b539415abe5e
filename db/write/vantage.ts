import type { Tx } from "#db/client.ts";
import { flags, instants } from "#db/write/arrays.ts";
import type { ClockSkew } from "#domain/clock-skew.ts";
import { type AddressShare, ALONE } from "#domain/politeness/share.ts";
import type { EpochMs } from "#domain/time.ts";
import type { ControlRound, VantageIdentity } from "#domain/vantage.ts";

/** Made-up measurements and real ones were about to be mixed: no restart mends that. */
export class MixedRecordError extends Error {}

/** Nobody has granted this vantage to the role that wants to write as it. */
export class NotGrantedError extends Error {}

/** @throws MixedRecordError when the database holds measurements of the other kind: made-up ones never stand among real ones. */
export async function refuseMixing(tx: Tx, world: boolean): Promise<void> {
  const others = await tx`select 1 from vantage where world <> ${world} limit 1`;
  if (others.length === 0) return;
  throw new MixedRecordError(
    world
      ? "This database holds measurements of the real internet: give the world a database of its own"
      : "This database holds measurements of a made-up world: give the internet a database of its own",
  );
}

/** Adds or updates a vantage. @returns its numeric key. @throws MixedRecordError */
export async function upsertVantage(tx: Tx, vantage: VantageIdentity, now: EpochMs): Promise<number> {
  await refuseMixing(tx, vantage.world);
  const [row] = await tx<{ id: string }[]>`
    insert into vantage (name, provider, region, country, world, created_at)
    values (${vantage.name}, ${vantage.provider}, ${vantage.region}, ${vantage.country}, ${vantage.world}, ${new Date(now)})
    on conflict (name) do update set provider = excluded.provider, region = excluded.region,
      country = excluded.country, world = excluded.world
    returning id`;
  if (!row) throw new Error(`vantage ${vantage.name} was not stored`);
  return Number(row.id);
}

/**
 * The same for a role that may write as one vantage only, which is there already.
 * @throws MixedRecordError @throws NotGrantedError when it is not this one.
 */
export async function updateVantage(tx: Tx, { name, world, ...place }: VantageIdentity): Promise<number> {
  await refuseMixing(tx, world);
  const [row] = await tx<{ id: string }[]>`
    update vantage set provider = ${place.provider}, region = ${place.region}, country = ${place.country}
    where name = ${name} returning id`;
  if (row) return Number(row.id);
  throw new NotGrantedError(
    `The role of DATABASE_URL may not write as the vantage ${name}. FAULTLINE_VANTAGE is the name that it was granted for: npm run vantage -- grant ${name}`,
  );
}

/** Notes how far a vantage's clock is from the database's. `at`: of the database. */
export async function noteSkew(tx: Tx, vantageId: number, { skewMs, errorMs }: ClockSkew, at: EpochMs): Promise<void> {
  await tx`
    update vantage set skew_ms = ${skewMs}, skew_error_ms = ${errorMs}, skew_at = ${new Date(at)} where id = ${vantageId}`;
}

/** Vantages that have not been heard of for this long share their address with nobody. */
const SHARING_MS = 120_000;

/**
 * Notes the address that a vantage asks from: the one given, or the one that the database sees it at.
 * @returns how many vantages at work share it, itself included, and which of them it is.
 */
export async function shareAddress(
  tx: Tx,
  vantageId: number,
  address: string | null,
  now: EpochMs,
): Promise<AddressShare> {
  await tx`
    update vantage set address = coalesce(${address}::inet, inet_client_addr())
    where id = ${vantageId} and address is distinct from coalesce(${address}::inet, inet_client_addr())`;
  const rows = await tx<{ id: string }[]>`
    select v.id from vantage v join vantage own on own.address = v.address and own.id = ${vantageId}
    left join worker_heartbeat h on h.vantage_id = v.id
    where v.id = own.id or (h.stopped_at is null and h.beat_at > ${new Date(now - SHARING_MS)})
    order by v.id`;
  const place = rows.findIndex(({ id }) => Number(id) === vantageId);
  return place < 0 ? ALONE : { of: rows.length, place };
}

/**
 * Records which checks this vantage runs. `reason` null means it does; `since` moves only when the reason changes.
 * What stands of checks that have left the catalog stays: they are withdrawn, and a vantage elsewhere may delete nothing.
 */
export async function setMonitored(
  tx: Tx,
  vantageId: number,
  checks: readonly { checkId: number; reason: string | null; staggerMs: number }[],
  now: EpochMs,
): Promise<void> {
  await tx`
    insert into check_vantage as c (check_id, vantage_id, reason, since, stagger_ms)
    select check_id, ${vantageId}, reason, ${new Date(now)}, stagger_ms
    from unnest(${checks.map((check) => check.checkId)}::bigint[], ${checks.map((check) => check.reason)}::text[],
      ${checks.map((check) => check.staggerMs)}::int[]) as r (check_id, reason, stagger_ms)
    on conflict (check_id, vantage_id) do update set reason = excluded.reason, stagger_ms = excluded.stagger_ms,
      since = case when c.reason is distinct from excluded.reason then excluded.since else c.since end`;
}

/**
 * Makes this worker the one that probes for the vantage. The worker that held it learns so at its next beat.
 * @returns how many rows this vantage has lost so far: what is lost is counted for good, not until the next restart.
 */
export async function claimVantage(
  tx: Tx,
  claim: { vantageId: number; workerId: string; version: string },
  now: EpochMs,
): Promise<number> {
  const at = new Date(now);
  const [row] = await tx<{ rows_lost: string }[]>`
    insert into worker_heartbeat (vantage_id, worker_id, started_at, beat_at, version, ticks_planned, ticks_done,
      ticks_skipped, rows_buffered, rows_lost, loop_lag_ms, gated)
    values (${claim.vantageId}, ${claim.workerId}, ${at}, ${at}, ${claim.version}, 0, 0, 0, 0, 0, 0, false)
    on conflict (vantage_id) do update set worker_id = excluded.worker_id, started_at = excluded.started_at,
      beat_at = excluded.beat_at, stopped_at = null, version = excluded.version, ticks_planned = 0, ticks_done = 0,
      ticks_skipped = 0, rows_buffered = 0, loop_lag_ms = 0, gated = false
    returning rows_lost`;
  return Number(row?.rows_lost ?? 0);
}

export interface Beat {
  readonly ticksPlanned: number;
  readonly ticksDone: number;
  readonly ticksSkipped: number;
  readonly rowsBuffered: number;
  readonly rowsLost: number;
  readonly loopLagMs: number;
  readonly gated: boolean;
  readonly stopped: boolean;
}

/** @returns false when another worker has claimed the vantage: the caller must stop. */
export async function beat(
  tx: Tx,
  worker: { vantageId: number; workerId: string },
  counts: Beat,
  now: EpochMs,
): Promise<boolean> {
  const at = new Date(now);
  const rows = await tx`
    update worker_heartbeat set beat_at = ${at}, stopped_at = ${counts.stopped ? at : null},
      ticks_planned = ${counts.ticksPlanned}, ticks_done = ${counts.ticksDone}, ticks_skipped = ${counts.ticksSkipped},
      rows_buffered = ${counts.rowsBuffered}, rows_lost = ${counts.rowsLost}, loop_lag_ms = ${counts.loopLagMs},
      gated = ${counts.gated}
    where vantage_id = ${worker.vantageId} and worker_id = ${worker.workerId}
    returning 1`;
  return rows.length === 1;
}

/** Notes what a worker has lost, without an instant: its clock is wrong. */
export async function noteLost(tx: Tx, vantageId: number, workerId: string, rowsLost: number): Promise<void> {
  await tx`
    update worker_heartbeat set rows_lost = ${rowsLost} where vantage_id = ${vantageId} and worker_id = ${workerId}`;
}

/** Stores rounds of controls; a round that is there already is left alone. */
export async function recordRounds(tx: Tx, vantageId: number, rounds: readonly ControlRound[]): Promise<void> {
  if (rounds.length === 0) return;
  const detail = rounds.map((round) =>
    JSON.stringify(
      round.controls.map((c) => ({
        control: c.slug,
        kind: c.kind,
        ok: c.ok,
        failure_type: c.failureType,
        total_ms: c.totalMs,
      })),
    ),
  );
  await tx`
    insert into vantage_round (vantage_id, at, controls, failed, gated, detail)
    select ${vantageId}, at, controls, failed, gated = 1, detail::jsonb
    from unnest(${instants(rounds.map((r) => r.at))}::timestamptz[], ${rounds.map((r) => r.controls.length)}::smallint[],
      ${rounds.map((r) => r.controls.filter((c) => !c.ok).length)}::smallint[],
      ${flags(rounds.map((r) => r.gated))}::int[], ${detail}::text[]) as r (at, controls, failed, gated, detail)
    on conflict do nothing`;
}
