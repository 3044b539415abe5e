import type { Tx } from "#db/client.ts";
import { isSealed } from "#db/write/hours.ts";
import { lockPartitions, pastPartitions } from "#db/write/partitions.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Retention of the raw record: drops the oldest day that ended before `before`, once its hours and days are sealed for
 * every vantage, and in the same transaction keeps its failed and degraded rows in `measurement_evidence`. A row that
 * arrived in between would be as old as one that is refused a moment later for want of a partition.
 * @returns the dropped partition, or null when there is none to drop; call again until null.
 */
export async function dropRawDay(tx: Tx, before: EpochMs): Promise<string | null> {
  // A backup holds the lock for as long as it takes; who has nothing to drop does not wait for it.
  if ((await pastPartitions(tx, "measurement", before)).length === 0) return null;
  await lockPartitions(tx);
  const [oldest] = await pastPartitions(tx, "measurement", before);
  if (oldest === undefined || !(await isSealed(tx, oldest.end))) return null;
  await tx`
    insert into measurement_evidence (tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code,
      http_status, http_version, address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms,
      total_ms, attempts, facts)
    select tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status, http_version,
      address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms, attempts, facts
    from ${tx(oldest.name)} where outcome in ('failed', 'degraded') order by tick
    on conflict do nothing`;
  await tx`drop table ${tx(oldest.name)}`;
  return oldest.name;
}

/** Retention of the evidence: deletes rows whose tick is before `before`. @returns how many. */
export async function deleteEvidence(tx: Tx, before: EpochMs): Promise<number> {
  const { count } = await tx`delete from measurement_evidence where tick < ${new Date(before)}`;
  return count;
}
