import { MEASURED, RECORDED_CHANNEL, type Tx } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
import type { Measurement } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";

/** A measurement with the numeric keys it is stored under. */
export interface MeasurementRow {
  readonly checkId: number;
  readonly vantageId: number;
  readonly measurement: Measurement;
}

/** Clocks of vantages may differ by this much. */
const FUTURE_SLACK_MS = 60_000;

/**
 * Stores a batch: raw rows, the newest result per check (by when it was started: the extra tick at a worker's start may
 * be later than the scheduled one that runs after it), first success of a check. Idempotent: a row whose
 * (tick, check, vantage) is there already changes nothing, so a batch whose answer was lost may be sent again.
 * One constant statement (unnest), so the server plans it once. Rejects with code 23514 when a day has no partition.
 * @returns how many rows were new.
 */
export async function recordMeasurements(tx: Tx, rows: readonly MeasurementRow[], now: EpochMs): Promise<number> {
  if (rows.length === 0) return 0;
  const m = rows.map((row) => row.measurement);
  const [counted] = await tx<{ inserted: number }[]>`
    with incoming as (
      select * from unnest(
        ${instants(m.map((x) => x.tick))}::timestamptz[], ${rows.map((r) => r.checkId)}::bigint[],
        ${rows.map((r) => r.vantageId)}::bigint[], ${instants(m.map((x) => x.at))}::timestamptz[],
        ${m.map((x) => x.outcome)}::text[], ${m.map((x) => x.failureType)}::text[], ${m.map((x) => x.phase)}::text[],
        ${m.map((x) => x.rawCode)}::text[], ${m.map((x) => x.httpStatus)}::smallint[],
        ${m.map((x) => x.httpVersion)}::text[], ${m.map((x) => x.address)}::inet[],
        ${instants(m.map((x) => x.certExpiresAt))}::timestamptz[], ${m.map((x) => x.bodyBytes)}::int[],
        ${m.map((x) => x.timings.dnsMs)}::real[], ${m.map((x) => x.timings.connectMs)}::real[],
        ${m.map((x) => x.timings.tlsMs)}::real[], ${m.map((x) => x.timings.waitMs)}::real[],
        ${m.map((x) => x.timings.downloadMs)}::real[], ${m.map((x) => x.timings.totalMs)}::real[],
        ${m.map((x) => x.attempts)}::smallint[], ${m.map((x) => JSON.stringify(x.facts))}::text[]
      ) as r (tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status, http_version,
        address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms, attempts, facts)
    ), recorded as (
      insert into measurement (tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status,
        http_version, address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms,
        attempts, facts)
      select tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status, http_version,
        address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms, attempts,
        facts::jsonb
      from incoming
      on conflict do nothing
      returning *
    ), newest as (
      select distinct on (check_id, vantage_id) *,
        max(started_at) filter (where outcome in ('ok', 'degraded')) over (partition by check_id, vantage_id) as ok_at
      from recorded order by check_id, vantage_id, started_at desc
    ), current as (
      insert into check_latest as l (check_id, vantage_id, tick, ok_at, started_at, outcome, failure_type, phase, raw_code,
        http_status, http_version, address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms,
        total_ms, attempts, facts)
      select check_id, vantage_id, tick, ok_at, started_at, outcome, failure_type, phase, raw_code, http_status,
        http_version, address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms,
        attempts, facts
      from newest
      on conflict (check_id, vantage_id) do update set
        tick = excluded.tick, ok_at = coalesce(excluded.ok_at, l.ok_at), started_at = excluded.started_at,
        outcome = excluded.outcome, failure_type = excluded.failure_type, phase = excluded.phase,
        raw_code = excluded.raw_code, http_status = excluded.http_status, http_version = excluded.http_version,
        address = excluded.address, cert_expires_at = excluded.cert_expires_at, body_bytes = excluded.body_bytes,
        dns_ms = excluded.dns_ms, connect_ms = excluded.connect_ms, tls_ms = excluded.tls_ms, wait_ms = excluded.wait_ms,
        download_ms = excluded.download_ms, total_ms = excluded.total_ms, attempts = excluded.attempts,
        facts = excluded.facts
      -- A result from the future is one of a clock that has been set right since.
      where excluded.started_at > l.started_at or l.started_at > ${new Date(now + FUTURE_SLACK_MS)}
    ), proven as (
      update check_def d set proven_at = p.at
      from (select check_id, min(started_at) as at from recorded where outcome in ('ok', 'degraded') group by check_id) p
      where d.id = p.check_id and d.proven_at is null and p.at >= d.changed_at
    )
    select count(*)::int as inserted from recorded`;
  await tx`select pg_notify(${RECORDED_CHANNEL}, ${MEASURED})`;
  return counted?.inserted ?? 0;
}
