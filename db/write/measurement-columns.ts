import { numberArray, textArray } from "#db/write/arrays.ts";
import type { Measurement } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";

/** A measurement with the numeric keys it is stored under. */
export interface MeasurementRow {
  readonly checkId: number;
  readonly vantageId: number;
  readonly measurement: Measurement;
}

/** A column, and how its values come there: as an array of a type that is cheap to read, from which the server makes its own. */
interface Column {
  readonly name: string;
  readonly sent: string;
  readonly made: string;
  readonly array: (rows: readonly MeasurementRow[]) => string;
}

type Of<T> = (row: MeasurementRow) => T | null;

const number = (name: string, sent: string, of: Of<number>): Column => {
  return { name, sent, made: name, array: (rows) => numberArray(rows.map(of)) };
};
const text = (name: string, of: Of<string>, sent = "text"): Column => {
  return { name, sent, made: name, array: (rows) => textArray(rows.map(of)) };
};
/** A number is read in a fraction of the time that a date takes. Whole ms, as a Date has them; seconds of a double are exact to less than that. */
const instant = (name: string, of: Of<EpochMs>): Column => {
  const array = (rows: readonly MeasurementRow[]) => numberArray(rows.map(of).map((at) => at && Math.trunc(at)));
  return { name, sent: "bigint", made: `to_timestamp(${name} / 1000.0::float8)`, array };
};
const json = (name: string, of: (row: MeasurementRow) => object): Column => {
  return {
    name,
    sent: "text",
    made: `${name}::jsonb`,
    array: (rows) => textArray(rows.map((r) => JSON.stringify(of(r)))),
  };
};

const KEY_COLUMNS: readonly Column[] = [
  number("check_id", "bigint", (r) => r.checkId),
  number("vantage_id", "bigint", (r) => r.vantageId),
];
export const OTHER_COLUMNS: readonly Column[] = [
  instant("tick", (r) => r.measurement.tick),
  instant("started_at", (r) => r.measurement.at),
  text("outcome", (r) => r.measurement.outcome),
  text("failure_type", (r) => r.measurement.failureType),
  text("phase", (r) => r.measurement.phase),
  text("raw_code", (r) => r.measurement.rawCode),
  number("http_status", "smallint", (r) => r.measurement.httpStatus),
  text("http_version", (r) => r.measurement.httpVersion),
  text("address", (r) => r.measurement.address, "inet"),
  instant("cert_expires_at", (r) => r.measurement.certExpiresAt),
  number("body_bytes", "int", (r) => r.measurement.bodyBytes),
  number("dns_ms", "real", (r) => r.measurement.timings.dnsMs),
  number("connect_ms", "real", (r) => r.measurement.timings.connectMs),
  number("tls_ms", "real", (r) => r.measurement.timings.tlsMs),
  number("wait_ms", "real", (r) => r.measurement.timings.waitMs),
  number("download_ms", "real", (r) => r.measurement.timings.downloadMs),
  number("total_ms", "real", (r) => r.measurement.timings.totalMs),
  number("attempts", "smallint", (r) => r.measurement.attempts),
  json("facts", (r) => r.measurement.facts),
];
export const COLUMNS = [...KEY_COLUMNS, ...OTHER_COLUMNS];
