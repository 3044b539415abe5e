import { errorCode, type Sql, type Tx } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { readCatalog, readCatalogDigest } from "#db/read/catalog.ts";
import { MIGRATIONS, readMigration } from "#db/read/migration.ts";
import { readStanding, type Standing } from "#db/read/standing.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import {
  claimVantage,
  NotGrantedError,
  noteSkew,
  setMonitored,
  updateVantage,
  upsertVantage,
} from "#db/write/vantage.ts";
import { type LocatedCheck, locateChecks, notMonitored } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { type ClockSkew, isRefused, MAX_SKEW_AT_START_MS } from "#domain/clock-skew.ts";
import type { EpochMs } from "#domain/time.ts";
import type { VantageIdentity } from "#domain/vantage.ts";
import type { Clock } from "#workers/clock.ts";
import { staggerMs } from "#workers/schedule/ticks.ts";
import { skewMessage } from "#workers/vantage/skew-message.ts";
import { SkewedClockError } from "#workers/vantage/timekeeper.ts";

/** What a worker finds when it has announced itself: who it is to the database, and what it is to probe. */
export interface OpenVantage {
  readonly vantageId: number;
  /** With the services that the database holds, where this worker may not bring its own. */
  readonly catalog: Catalog;
  readonly checkIds: ReadonlyMap<string, number>;
  /** Of the database's catalog, where it is somebody else's to change; null where it is ours. */
  readonly catalogDigest: string | null;
  /** What the vantage has lost before this worker. */
  readonly lostBefore: number;
}

export interface OpenOptions {
  readonly sql: Sql;
  readonly clock: Pick<Clock, "now">;
  readonly standing: Standing;
  readonly catalog: Catalog;
  readonly vantage: VantageIdentity;
  readonly worker: { readonly workerId: string; readonly version: string };
  /** How far our clock is off; null when it is not compared. */
  readonly skew: ClockSkew | null;
  /** Why a check cannot be run here. */
  readonly has: Parameters<typeof notMonitored>[1];
}

/**
 * Brings the database to the schema of this version, or makes sure that it has it, where that is somebody else's to do.
 * @throws Error when it is another one @throws NotGrantedError
 */
export async function prepareDatabase(sql: Sql, url: string): Promise<Standing> {
  const standing = await readStanding(sql);
  if (standing === "owner") {
    await migrateDatabase(url);
    return standing;
  }
  const newest = await readMigration(sql).catch(explained);
  if (newest !== MIGRATIONS.at(-1)) {
    throw new Error(
      `The database is still of an older version of Faultline (${newest ?? "no migration"}): start this version first where its owner runs`,
    );
  }
  return standing;
}

/**
 * Announces a vantage: its place, its clock, what it monitors, and that this worker probes for it. A vantage whose clock is too
 * far off has that noted, and takes nothing over.
 * @throws SkewedClockError @throws MixedRecordError @throws NotGrantedError
 */
export async function openVantage(options: OpenOptions): Promise<OpenVantage> {
  const { sql, clock, standing, vantage, skew } = options;
  const now = clock.now();
  const vantageId = await sql
    .begin(async (tx) => {
      const id = await (standing === "owner" ? upsertVantage(tx, vantage, now) : updateVantage(tx, vantage));
      if (skew !== null) await noteSkew(tx, id, skew, now - skew.skewMs);
      return id;
    })
    .catch(explained);
  if (skew !== null && isRefused(skew, MAX_SKEW_AT_START_MS))
    throw new SkewedClockError(skewMessage(skew.skewMs, "database"));
  return sql.begin((tx) => claim(tx, vantageId, options)).catch(explained);
}

async function claim(tx: Tx, vantageId: number, options: OpenOptions): Promise<OpenVantage> {
  const { clock, standing, worker, has } = options;
  const now = clock.now();
  const { catalog, checkIds, catalogDigest } = await (standing === "owner"
    ? bringCatalog(tx, options, now)
    : takeCatalog(tx, options));
  const monitored = locateChecks(catalog).flatMap((check) => entryOf(check, checkIds, has));
  await setMonitored(tx, vantageId, monitored, now);
  const lostBefore = await claimVantage(tx, { vantageId, ...worker }, now);
  return { vantageId, catalog, checkIds, catalogDigest, lostBefore };
}

async function bringCatalog(tx: Tx, { catalog }: OpenOptions, now: EpochMs) {
  const checkIds = await syncCatalog(tx, catalog, now);
  await ensurePartitions(tx, now);
  return { catalog, checkIds, catalogDigest: null };
}

async function takeCatalog(tx: Tx, { catalog }: OpenOptions) {
  // Before the catalog itself: one that is changed in between is then noticed a minute later.
  const catalogDigest = await readCatalogDigest(tx);
  const { services, checkIds } = await readCatalog(tx);
  return { catalog: { ...catalog, services }, checkIds, catalogDigest };
}

function entryOf(check: LocatedCheck, checkIds: ReadonlyMap<string, number>, has: OpenOptions["has"]) {
  const checkId = checkIds.get(check.id);
  if (checkId === undefined) return [];
  const stagger = staggerMs(check.id, check.check.intervalS * 1_000);
  return [{ checkId, reason: notMonitored(check, has), staggerMs: stagger }];
}

/** A missing right, said so that somebody can mend it. */
function explained(error: unknown): never {
  if (errorCode(error) !== "42501") throw error;
  const why = error instanceof Error ? error.message : String(error);
  throw new NotGrantedError(
    `The role of DATABASE_URL may not do all that a vantage must (${why}). Where the database's owner runs: npm run vantage -- grant NAME`,
  );
}
