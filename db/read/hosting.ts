import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { rangeSource } from "#db/schema/hosting.ts";
import { groupedBy } from "#domain/grouped.ts";
import {
  type ObservedHosting,
  type ObservedPlace,
  type Placement,
  type RangeSourceState,
  saysMore,
} from "#domain/hosting/address.ts";
import type { EpochMs } from "#domain/time.ts";

/** An address that was not met for so long is no longer where the component stands. */
const WINDOW_MS = 30 * 86_400_000;
/** A CDN answers from hundreds. */
const NAMED_RANGES = 20;

type PlaceRow = {
  component: string;
  provider: string | null;
  region: string | null;
  edge: boolean;
  services: string[] | null;
  checks: string[];
  vantages: string[];
  addresses: number;
  prefixes: string[] | null;
  first_seen: number;
  last_seen: number;
};

/**
 * Where the addresses lie that were met within 30 days, for each component that has not been withdrawn and of which any
 * address is known.
 */
export async function readHosting(db: Drizzle, now: EpochMs): Promise<ObservedHosting[]> {
  const rows = await db.execute<PlaceRow>(sql`
    select s.slug || '/' || c.slug as component, h.provider, h.region, h.edge,
      array_agg(distinct h.service) filter (where h.service is not null) as services,
      array_agg(distinct d.key) as checks, array_agg(distinct v.name) as vantages,
      count(distinct h.address)::int as addresses,
      (array_agg(distinct h.prefix::text order by h.prefix::text) filter (where h.prefix is not null))[1:${NAMED_RANGES}] as prefixes,
      ${ms("min(h.first_seen)")} as first_seen, ${ms("max(h.last_seen)")} as last_seen
    from hosting_observed h
    join check_def d on d.id = h.check_id and d.withdrawn_at is null
    join component c on c.id = d.component_id and c.withdrawn_at is null
    join service s on s.id = c.service_id and s.withdrawn_at is null
    join vantage v on v.id = h.vantage_id
    where h.last_seen > ${iso(now - WINDOW_MS)}
    group by s.position, c.position, 1, 2, 3, 4
    order by s.position, c.position, 1, count(distinct d.key) desc, count(distinct h.address) desc, 2, 3, 4`);
  const byComponent = groupedBy(
    rows,
    ({ component }) => component,
    ({ component: _, first_seen, last_seen, services, prefixes, ...row }): ObservedPlace => ({
      ...row,
      services: services ?? [],
      prefixes: prefixes ?? [],
      firstSeen: first_seen,
      lastSeen: last_seen,
    }),
  );
  return [...byComponent].map(([component, places]) => ({
    component,
    checks: distinct(places.flatMap(({ checks }) => checks)),
    vantages: distinct(places.flatMap(({ vantages }) => vantages)),
    places,
    originHidden: places.some(({ edge }) => edge) && places.every(({ edge, provider }) => edge || provider === null),
  }));
}

const distinct = (values: readonly string[]) => [...new Set(values)].sort();

/** Whose an address was at a time, by the ranges that held then; null when nobody published it, or nothing is kept of then. */
export async function readPlacement(db: Drizzle, address: string, at: EpochMs): Promise<Placement | null> {
  const rows = await db.execute<{
    provider: string;
    region: string | null;
    service: string | null;
    edge: boolean;
    length: number;
  }>(sql`
    select provider, region, service, is_edge as edge, masklen(prefix) as length from cloud_range
    where prefix >>= ${address}::inet and valid_from <= ${iso(at)} and (valid_to is null or valid_to > ${iso(at)})`);
  const longest = Math.max(...rows.map(({ length }) => length));
  const found = rows
    .filter(({ length }) => length === longest)
    .map(({ length: _, ...placement }): Placement => placement)
    .sort((one, other) => (saysMore(one, other) ? -1 : 1));
  return found[0] ?? null;
}

/** How it stands with the published ranges of each provider that was ever asked. */
export async function readRangeSources(db: Drizzle): Promise<RangeSourceState[]> {
  const rows = await db.select().from(rangeSource).orderBy(rangeSource.provider);
  return rows.map((row) => ({
    provider: row.provider,
    version: row.version,
    rows: row.rows,
    brokenRows: row.brokenRows,
    fetchedAt: row.fetchedAt?.getTime() ?? null,
    changedAt: row.changedAt?.getTime() ?? null,
    confirmedAt: row.confirmedAt?.getTime() ?? null,
    refused:
      row.refusedSince === null
        ? null
        : {
            since: row.refusedSince.getTime(),
            version: row.refusedVersion,
            rows: row.refusedRows ?? 0,
            reason: row.refusedReason ?? "",
          },
    unreadable:
      row.unreadableSince === null
        ? null
        : { since: row.unreadableSince.getTime(), reason: row.unreadableReason ?? "" },
  }));
}
