import type { Tx } from "#db/client.ts";
import { flags, instants } from "#db/write/arrays.ts";
import { type AddressLookup, type Placement, samePlacement } from "#domain/hosting/address.ts";
import type { EpochMs } from "#domain/time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** An address that is met all the time is written down once in so long. */
const TOUCH_MS = HOUR_MS;
/** As long as the raw evidence of failures: what an old incident stood on can be told as long as it can be looked into. */
const KEPT_MS = 400 * DAY_MS;
/** Addresses that nobody published are looked up again for as long as they count (db/read/hosting.ts). */
const UNMAPPED_MS = 30 * DAY_MS;
const UNMAPPED_AT_ONCE = 2_000;
/** Clocks of vantages may differ by this much. */
const FUTURE_SLACK_MS = 60_000;

export interface HostingReport {
  /** Addresses that are new to their check and vantage. */
  readonly opened: number;
  /** Addresses that belong to somebody else than before, and those of which it was not known until now. */
  readonly moved: number;
  readonly named: number;
  readonly forgotten: number;
}

const NOTHING: HostingReport = { opened: 0, moved: 0, named: 0, forgotten: 0 };

/** An address that was met, and what is written down of it. */
interface Sighting {
  readonly check_id: string;
  readonly vantage_id: string;
  readonly address: string;
  readonly seen: Date;
  readonly first_seen: Date | null;
  readonly provider: string | null;
  readonly region: string | null;
  readonly service: string | null;
  readonly edge: boolean;
}

/** A row as it is to be. */
interface Observed {
  readonly sighting: Sighting;
  readonly firstSeen: EpochMs;
  readonly placement: Placement | null;
  readonly prefix: string | null;
}

/**
 * Writes down the addresses of the newest results: whose they are and at which vantage they were met, from when to when. It
 * costs one pass over the current state when nothing is new. An address that changes hands while it is met begins a row of
 * its own; one of which nobody spoke is named in its old row when that was so before we looked. Without any ranges nothing
 * is said of any address. Several workers at once do it once.
 */
export async function keepHosting(tx: Tx, lookup: AddressLookup, now: EpochMs): Promise<HostingReport> {
  if (lookup.version === null) return NOTHING;
  const [lock] = await tx<{ ours: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('faultline hosting')) as ours`;
  if (!lock?.ours) return NOTHING;

  const fresh: Observed[] = [];
  const known: Observed[] = [];
  let moved = 0;
  for (const sighting of await dueSightings(tx, lookup.version, now)) {
    const located = lookup.find(sighting.address);
    const placement = located?.placement ?? null;
    const found = { sighting, placement, prefix: located?.prefix ?? null };
    const firstSeen = sighting.first_seen?.getTime();
    if (firstSeen === undefined) fresh.push({ ...found, firstSeen: sighting.seen.getTime() });
    else if (samePlacement(placement, writtenPlacement(sighting)) || (sighting.provider === null && located?.original))
      known.push({ ...found, firstSeen });
    else {
      moved += 1;
      fresh.push({ ...found, firstSeen: sighting.seen.getTime() });
    }
  }
  await openRows(tx, fresh, lookup.version);
  await touchRows(tx, known, lookup.version);
  return {
    opened: fresh.length - moved,
    moved,
    named: (await nameUnmapped(tx, lookup, lookup.version, now)) + known.filter(wasNamed).length,
    forgotten: await forget(tx, now),
  };
}

const writtenPlacement = ({ provider, region, service, edge }: Sighting): Placement | null =>
  provider === null ? null : { provider, region, service, edge };

const wasNamed = ({ sighting, placement }: Observed) => sighting.provider === null && placement !== null;

/**
 * Newest results whose address is new, was last written down a while ago, or was looked up in other ranges. What a vantage
 * without its network was told (a portal's address for every name) is no sighting.
 */
function dueSightings(tx: Tx, version: EpochMs, now: EpochMs): Promise<Sighting[]> {
  return tx<Sighting[]>`
    select l.check_id, l.vantage_id, host(l.address) as address, l.started_at as seen, h.first_seen, h.provider, h.region,
      h.service, coalesce(h.edge, false) as edge
    from check_latest l left join lateral (
      select * from hosting_observed o
      where o.check_id = l.check_id and o.vantage_id = l.vantage_id and o.address = l.address
      order by o.first_seen desc limit 1
    ) h on true
    where l.address is not null and l.failure_type is distinct from 'neutral.vantage_down'
      and l.started_at > ${new Date(now - KEPT_MS)} and l.started_at <= ${new Date(now + FUTURE_SLACK_MS)}
      -- A worker whose ranges are older than those that a row was looked up in has no say in it.
      and (h.first_seen is null or (h.range_version <= ${new Date(version)}
        and (l.started_at >= h.last_seen + ${TOUCH_MS} * interval '1 ms'
          or (l.started_at > h.last_seen and h.range_version < ${new Date(version)}))))`;
}

/** Rows as arrays, in the order in which both statements take them. */
function columns(tx: Tx, rows: readonly Observed[]) {
  const placements = rows.map(({ placement }) => placement);
  return tx`unnest(${rows.map((r) => r.sighting.check_id)}::bigint[], ${rows.map((r) => r.sighting.vantage_id)}::bigint[],
    ${rows.map((r) => r.sighting.address)}::inet[], ${rows.map((r) => r.prefix)}::cidr[], ${placements.map((p) => p?.provider ?? null)}::text[],
    ${placements.map((p) => p?.region ?? null)}::text[], ${placements.map((p) => p?.service ?? null)}::text[],
    ${flags(placements.map((p) => p?.edge ?? false))}::int[], ${instants(rows.map((r) => r.firstSeen))}::timestamptz[],
    ${instants(rows.map((r) => r.sighting.seen.getTime()))}::timestamptz[])
    as r (check_id, vantage_id, address, prefix, provider, region, service, edge, first_seen, seen)`;
}

async function openRows(tx: Tx, rows: readonly Observed[], version: EpochMs): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into hosting_observed (check_id, vantage_id, address, prefix, provider, region, service, edge, first_seen, last_seen,
      range_version)
    select check_id, vantage_id, address, prefix, provider, region, service, edge = 1, first_seen, seen, ${new Date(version)}
    from ${columns(tx, rows)}
    on conflict do nothing`;
}

async function touchRows(tx: Tx, rows: readonly Observed[], version: EpochMs): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update hosting_observed o set last_seen = greatest(o.last_seen, r.seen), range_version = ${new Date(version)},
      prefix = r.prefix, provider = r.provider, region = r.region, service = r.service, edge = r.edge = 1
    from ${columns(tx, rows)}
    where o.check_id = r.check_id and o.vantage_id = r.vantage_id and o.address = r.address
      and o.first_seen = r.first_seen`;
}

/**
 * Looks the addresses up again that nobody published, when there are other ranges than then. A provider that could not be
 * read at first is named afterwards; a range that appeared later says nothing of the time before.
 */
async function nameUnmapped(tx: Tx, lookup: AddressLookup, version: EpochMs, now: EpochMs): Promise<number> {
  const rows = await tx<Sighting[]>`
    select check_id, vantage_id, host(address) as address, last_seen as seen, first_seen, provider, region, service, edge
    from hosting_observed
    where provider is null and range_version < ${new Date(version)} and last_seen > ${new Date(now - UNMAPPED_MS)}
    order by range_version limit ${UNMAPPED_AT_ONCE}`;
  const looked = rows.map((sighting): Observed => {
    const located = lookup.find(sighting.address);
    const named = located?.original ? located : null;
    const firstSeen = (sighting.first_seen ?? sighting.seen).getTime();
    return { sighting, firstSeen, placement: named?.placement ?? null, prefix: named?.prefix ?? null };
  });
  await touchRows(tx, looked, version);
  return looked.filter(wasNamed).length;
}

async function forget(tx: Tx, now: EpochMs): Promise<number> {
  const { count } = await tx`delete from hosting_observed where last_seen <= ${new Date(now - KEPT_MS)}`;
  return count;
}
