import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { ms } from "#db/instants.ts";
import type { MetAddress, ServicePast } from "#domain/publish/service-past.ts";

/** A CDN answers from hundreds: the rest are counted. */
const SHOWN = 12;

type AddressRow = Omit<MetAddress, "firstSeen" | "lastSeen"> & {
  first_seen: number;
  last_seen: number;
  addresses: number;
};

/** The addresses that a service's checks met, ever: those met last first. One that changed hands stands once for each. */
export async function readMetAddresses(db: Drizzle, service: string): Promise<ServicePast["met"]> {
  const rows = await db.execute<AddressRow>(sql`
    select host(h.address) as address, h.provider, h.region, h.edge, array_agg(distinct c.name) as components,
      array_agg(distinct v.name) as vantages, ${ms("min(h.first_seen)")} as first_seen,
      ${ms("max(h.last_seen)")} as last_seen, (count(*) over ())::int as addresses
    from service s
    join component c on c.service_id = s.id and c.withdrawn_at is null
    join check_def d on d.component_id = c.id and d.withdrawn_at is null
    join hosting_observed h on h.check_id = d.id
    join vantage v on v.id = h.vantage_id
    where s.slug = ${service}
    group by h.address, h.provider, h.region, h.edge
    order by max(h.last_seen) desc, min(h.first_seen), h.address limit ${SHOWN}`);
  return {
    addresses: rows[0]?.addresses ?? 0,
    latest: rows.map(({ first_seen, last_seen, addresses: _, ...row }) => ({
      ...row,
      firstSeen: first_seen,
      lastSeen: last_seen,
    })),
  };
}
