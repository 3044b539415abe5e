import { rfc3339 } from "#domain/publish/figure.ts";
import { type Given, isSlug, limitOf, readInstant, writeInstant } from "#domain/publish/list-query.ts";
import { publishResult } from "#domain/publish/services.ts";
import type { LatestResult } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** A place in the list: after a measurement. Newest first, of one instant by the vantages' names. */
export interface MeasurementCursor {
  readonly tick: EpochMs;
  readonly vantage: string;
}

export interface MeasurementQuery {
  /** Three parts: `kraken/api/time`. */
  readonly check: string;
  /** Name of the only vantage that is asked for; null for all. */
  readonly vantage: string | null;
  readonly limit: number;
  readonly cursor: MeasurementCursor | null;
}

export interface MeasurementPage {
  readonly measurements: readonly LatestResult[];
  /** Null on the last page. */
  readonly next: MeasurementCursor | null;
}

/** What of one check's raw record can be asked for. */
export interface MeasurementReader {
  page(query: MeasurementQuery): Promise<MeasurementPage>;
}

/** So far back the list reaches. */
export const MEASUREMENT_HOURS = 24;

const CHECK = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/;

/** `kraken/api/time`; null for what is no check's id. */
export function readCheckId(text: string): string | null {
  return CHECK.test(text) ? text : null;
}

export function encodeMeasurementCursor({ tick, vantage }: MeasurementCursor): string {
  return `${writeInstant(tick)}.${vantage}`;
}

/** @returns null for anything that `encodeMeasurementCursor` does not write. */
export function decodeMeasurementCursor(text: string): MeasurementCursor | null {
  const [instant = "", vantage = "", ...more] = text.split(".");
  const tick = readInstant(instant);
  return tick === null || !isSlug(vantage) || more.length > 0 ? null : { tick, vantage };
}

/** What of `/api/v1/measurements` is asked for. */
export function measurementQueryOf(given: Given): MeasurementQuery {
  return {
    check: given.get("check") ?? "",
    vantage: given.get("vantage") ?? null,
    limit: limitOf(given),
    cursor: decodeMeasurementCursor(given.get("cursor") ?? ""),
  };
}

/** The raw results of one check, as `/api/v1/measurements` shows them. `round_at` is the instant that it was due. */
export function publishMeasurements({ measurements, next }: MeasurementPage, check: string) {
  return {
    data: measurements.map((one) => ({ check, round_at: rfc3339(one.tick), ...publishResult(one) })),
    hours: MEASUREMENT_HOURS,
    next_cursor: next === null ? null : encodeMeasurementCursor(next),
  };
}
