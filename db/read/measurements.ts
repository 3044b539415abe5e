import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { viewResult } from "#db/read/overview.ts";
import { checkDef } from "#db/schema/catalog.ts";
import { checkVantage, measurement, vantage } from "#db/schema/measurement.ts";
import {
  MEASUREMENT_HOURS,
  type MeasurementPage,
  type MeasurementQuery,
  type MeasurementReader,
} from "#domain/publish/measurements.ts";
import type { EpochMs } from "#domain/time.ts";

const HOUR_MS = 3_600_000;

/** The raw record of one check at a time. */
export function createMeasurementReader(db: Drizzle, now: () => EpochMs): MeasurementReader {
  return { page: (query) => readMeasurements(db, query, now()) };
}

/**
 * A page of a check's raw results of the last day, the newest first. Of one check it is bounded: 2,880 rows per vantage at most,
 * which stand together in the primary key.
 */
export async function readMeasurements(db: Drizzle, query: MeasurementQuery, now: EpochMs): Promise<MeasurementPage> {
  const { check, limit, cursor } = query;
  const asked = await db
    .select({ check: checkDef.id, vantage: vantage.id })
    .from(checkDef)
    .innerJoin(checkVantage, eq(checkVantage.checkId, checkDef.id))
    .innerJoin(vantage, eq(vantage.id, checkVantage.vantageId))
    .where(and(eq(checkDef.key, check), query.vantage === null ? undefined : eq(vantage.name, query.vantage)));
  const [first] = asked;
  if (first === undefined) return { measurements: [], next: null };
  const after = cursor === null ? undefined : new Date(cursor.tick);
  const rows = await db
    .select({ vantage: vantage.name, result: measurement })
    .from(measurement)
    .innerJoin(vantage, eq(vantage.id, measurement.vantageId))
    .where(
      and(
        eq(measurement.checkId, first.check),
        inArray(
          measurement.vantageId,
          asked.map((one) => one.vantage),
        ),
        gte(measurement.tick, new Date(now - MEASUREMENT_HOURS * HOUR_MS)),
        after && lte(measurement.tick, after),
        after && or(lt(measurement.tick, after), gt(vantage.name, cursor?.vantage ?? "")),
      ),
    )
    .orderBy(desc(measurement.tick), asc(vantage.name))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    measurements: page.map((row) => viewResult(row.result, row.vantage)),
    next: rows.length > limit && last ? { tick: last.result.tick.getTime(), vantage: last.vantage } : null,
  };
}
