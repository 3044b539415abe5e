import type { Drizzle } from "#db/client.ts";
import { readCloudDelays } from "#db/read/cloud-delays.ts";
import { remembered } from "#db/read/remembered.ts";
import { type PageVendor, readOutages, readPageVendors, readVersions } from "#db/read/said-inputs.ts";
import { acknowledgement, type Outage } from "#domain/said/acknowledgement.ts";
import { type NoticeVersion, noticesOf } from "#domain/said/from-page.ts";
import { claimsIn } from "#domain/said/notice.ts";
import { outsideWhatWeMeasure } from "#domain/said/outside.ts";
import { SAID_DAYS, type SaidOfService, type SaidReader, type SaidRecord } from "#domain/said/record.ts";
import { saidCounts, saidSummary } from "#domain/said/summary.ts";
import type { EpochMs } from "#domain/time.ts";

const SPAN_MS = SAID_DAYS * 86_400_000;
const ALL_MS = 60_000;
const SERVICE_MS = 15_000;
/** Nobody looks at more services at a time than this. */
const SERVICES = 100;

/** Said against saw as pages and routes ask for it: read by one at a time, and remembered for a while. */
export function createSaidReader(db: Drizzle, now: () => EpochMs): SaidReader {
  const all = remembered({ read: (_: null, at) => readSaid(db, at), now, freshMs: ALL_MS, most: 1 });
  const service = remembered({
    read: (slug: string, at) => readSaidOfService(db, slug, at),
    now,
    freshMs: SERVICE_MS,
    most: SERVICES,
  });
  return { all: () => all(null), service };
}

/**
 * What vendors said against what we saw, of the last 90 days, for all whose status page is read; and how late the clouds' own
 * notices came. Incidents that were taken back, made up or announced do not count.
 */
export async function readSaid(db: Drizzle, now: EpochMs): Promise<SaidRecord> {
  const services = await readServices(db, null, now);
  const all = services.flatMap(({ rows }) => rows.map((row) => row.acknowledgement));
  return {
    at: now,
    services,
    counts: saidCounts(all),
    overall: saidSummary(all),
    clouds: await readCloudDelays(db, now),
  };
}

/** The same for one service; null when no page of it is read. */
export async function readSaidOfService(db: Drizzle, service: string, now: EpochMs): Promise<SaidOfService | null> {
  return (await readServices(db, service, now))[0] ?? null;
}

async function readServices(db: Drizzle, service: string | null, now: EpochMs): Promise<SaidOfService[]> {
  const of = { service, since: now - SPAN_MS };
  const [vendors, outages, versions] = await Promise.all([
    readPageVendors(db, of, now),
    readOutages(db, of),
    readVersions(db, of),
  ]);
  const services: SaidOfService[] = [];
  for (const vendor of vendors) {
    services.push(saidOf(vendor, outages.get(vendor.slug) ?? [], versions.get(vendor.slug) ?? [], now));
    await breathe();
  }
  return services;
}

/** Lets whoever waits be answered. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function saidOf(
  vendor: PageVendor,
  outages: readonly Outage[],
  versions: readonly NoticeVersion[],
  now: EpochMs,
): SaidOfService {
  const { slug: service, name, page, reading } = vendor;
  const { notices, told } = noticesOf(versions, vendor);
  const claims = claimsIn(notices, reading);
  const rows = outages.map((outage) => {
    const found = acknowledgement(outage, claims, reading, now);
    return { outage, acknowledgement: found, notice: told.get(found.notice ?? "") ?? null };
  });
  const acknowledgements = rows.map((row) => row.acknowledgement);
  const from = Math.max(page.readFrom ?? now, now - SPAN_MS);
  return {
    at: now,
    service,
    name,
    page,
    rows,
    counts: saidCounts(acknowledgements),
    summary: saidSummary(acknowledgements),
    // What was said of a time before we looked cannot have been seen.
    outside: outsideWhatWeMeasure(claims, outages)
      .filter(({ saidAt, endsAt }) => saidAt > from && (endsAt === null || endsAt > from))
      .flatMap((claim) => {
        const notice = told.get(claim.notice);
        return notice === undefined ? [] : [{ claim, notice }];
      }),
  };
}
