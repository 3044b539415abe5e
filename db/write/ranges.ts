import type { Tx } from "#db/client.ts";
import { flags } from "#db/write/arrays.ts";
import type { Placement, RangeRow } from "#domain/hosting/address.ts";
import type { EpochMs } from "#domain/time.ts";

/** A file that lost more than one row in so many is a mistake of its provider's until somebody says otherwise. */
const LOST_PART = 5;

/** What is remembered of the file whose rows hold. */
export interface KnownFile {
  readonly etag: string | null;
  readonly digest: string | null;
}

/**
 * Takes it upon the caller to ask a provider now, so that of several workers one does. Until the outcome is recorded the
 * next attempt is `retryMs` away.
 * @returns what is known of its file, or null when it is not time.
 */
export async function claimSource(
  tx: Tx,
  provider: string,
  { everyMs, retryMs }: { everyMs: number; retryMs: number },
  now: EpochMs,
): Promise<KnownFile | null> {
  const [row] = await tx<KnownFile[]>`
    insert into range_source as s (provider, rows, broken_rows, next_at)
    values (${provider}, 0, 0, ${new Date(now + retryMs)})
    on conflict (provider) do update set next_at = excluded.next_at
    -- Further away than ever planned: a clock that has been set right since.
    where s.next_at <= ${new Date(now)} or s.next_at > ${new Date(now + Math.max(everyMs, retryMs))}
    returning etag, digest`;
  return row ? { etag: row.etag, digest: row.digest } : null;
}

/** Nothing readable came. What is kept stays. */
export async function recordUnreadable(tx: Tx, provider: string, reason: string, now: EpochMs): Promise<void> {
  await tx`
    update range_source set unreadable_since = coalesce(unreadable_since, ${new Date(now)}), unreadable_reason = ${reason}
    where provider = ${provider}`;
}

/** The provider's file is the one that is kept. */
export async function confirmSource(
  tx: Tx,
  provider: string,
  { etag, nextAt }: { etag: string | null; nextAt: EpochMs },
  now: EpochMs,
): Promise<void> {
  await tx`
    update range_source set etag = ${etag}, confirmed_at = ${new Date(now)}, next_at = ${new Date(nextAt)},
      refused_since = null, refused_version = null, refused_reason = null, refused_rows = null,
      unreadable_since = null, unreadable_reason = null
    where provider = ${provider}`;
}

/** A file that was read, with what tells it from others. */
export interface FetchedRanges {
  readonly provider: string;
  readonly version: string;
  readonly digest: string;
  readonly etag: string | null;
  /** One for each prefix and service. */
  readonly rows: readonly RangeRow[];
  readonly broken: number;
  readonly nextAt: EpochMs;
}

export type RangeChange =
  | { readonly accepted: true; readonly opened: number; readonly closed: number }
  | { readonly accepted: false; readonly reason: string };

/**
 * Makes the rows that hold equal to the file's: what vanished or moved is closed, what is new is opened, the rest is not
 * touched. Idempotent. A file that lost more than a fifth of the rows that hold is stored as refused and changes nothing
 * (to accept it all the same, close its provider's rows by hand).
 */
export async function storeRanges(tx: Tx, file: FetchedRanges, now: EpochMs): Promise<RangeChange> {
  // Versions of the map are instants at which ranges changed: two providers' changes must not happen at once.
  await tx`select pg_advisory_xact_lock(hashtext('faultline ranges'))`;
  const { provider, rows } = file;
  const [held] = await tx<{ n: number }[]>`
    select count(*)::int as n from cloud_range where provider = ${provider} and valid_to is null`;
  const before = held?.n ?? 0;
  if (rows.length * LOST_PART < before * (LOST_PART - 1)) {
    const reason = `${rows.length} rows, where ${before} hold`;
    await refuse(tx, file, reason, now);
    return { accepted: false, reason };
  }
  const changed = await replaceRows(tx, file, now);
  await confirmSource(tx, provider, file, now);
  await tx`
    update range_source s set version = ${file.version}, digest = ${file.digest}, rows = ${rows.length},
      broken_rows = ${file.broken}, fetched_at = ${new Date(now)},
      changed_at = case when ${changed.opened + changed.closed} = 0 then s.changed_at
        -- Always later than every other change, whatever the clock says.
        else greatest(${new Date(now)}, (select max(changed_at) + interval '1 ms' from range_source)) end
    where provider = ${provider}`;
  return { accepted: true, ...changed };
}

async function refuse(tx: Tx, file: FetchedRanges, reason: string, now: EpochMs): Promise<void> {
  await tx`
    update range_source set refused_since = coalesce(refused_since, ${new Date(now)}), refused_version = ${file.version},
      refused_reason = ${reason}, refused_rows = ${file.rows.length}, next_at = ${new Date(file.nextAt)},
      unreadable_since = null, unreadable_reason = null
    where provider = ${file.provider}`;
}

async function replaceRows(
  tx: Tx,
  { provider, version, rows }: FetchedRanges,
  now: EpochMs,
): Promise<{ opened: number; closed: number }> {
  const at = new Date(now);
  const [counted] = await tx<{ opened: number; closed: number }[]>`
    with incoming as materialized (
      select prefix, region, service, border_group, edge = 1 as is_edge
      from unnest(${rows.map((r) => r.prefix)}::cidr[], ${rows.map((r) => r.region)}::text[],
        ${rows.map((r) => r.service)}::text[], ${rows.map((r) => r.borderGroup)}::text[],
        ${flags(rows.map((r) => r.edge))}::int[]) as r (prefix, region, service, border_group, edge)
    ), held as materialized (
      select * from cloud_range where provider = ${provider} and valid_to is null
    ), kept as materialized (
      select h.id, i.prefix, i.service from held h join incoming i on i.prefix = h.prefix
        and i.service is not distinct from h.service and i.region is not distinct from h.region
        and i.border_group is not distinct from h.border_group and i.is_edge = h.is_edge
    ), closed as (
      update cloud_range c set valid_to = greatest(${at}, c.valid_from)
      where c.provider = ${provider} and c.valid_to is null and not exists (select from kept k where k.id = c.id)
      returning 1
    ), opened as (
      insert into cloud_range (prefix, provider, region, service, border_group, is_edge, source_version, valid_from)
      select i.prefix, ${provider}, i.region, i.service, i.border_group, i.is_edge, ${version}, ${at}
      from incoming i
      where not exists (select from kept k where k.prefix = i.prefix and k.service is not distinct from i.service)
      returning 1
    )
    select (select count(*)::int from opened) as opened, (select count(*)::int from closed) as closed`;
  return counted ?? { opened: 0, closed: 0 };
}

/** Of when the ranges are that hold: it changes whenever they do. Null while there are none. */
export async function rangesVersion(tx: Tx): Promise<EpochMs | null> {
  const [row] = await tx<{ at: Date | null }[]>`select max(changed_at) as at from range_source`;
  return row?.at?.getTime() ?? null;
}

/** A range that holds. */
export interface HeldRange extends Placement {
  readonly prefix: string;
  /** It stood in the first file that we have of this provider. */
  readonly original: boolean;
}

/** The ranges that hold. Asked in one transaction with `rangesVersion`, they are of that version. */
export async function heldRanges(tx: Tx): Promise<HeldRange[]> {
  const rows = await tx<
    { prefix: string; provider: string; region: string; service: string; edge: boolean; original: boolean }[]
  >`
    with first as (select provider, min(valid_from) as at from cloud_range group by provider)
    select c.prefix::text, c.provider, c.region, c.service, c.is_edge as edge, c.valid_from = f.at as original
    from cloud_range c join first f using (provider) where c.valid_to is null`;
  return rows.map((row) => ({ ...row }));
}
