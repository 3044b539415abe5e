import type { notMonitored } from "#domain/check/flatten.ts";
import { FAILURE_TYPES, OUTCOMES, PHASES } from "#domain/failure/failure.ts";
import type { Facts } from "#domain/measurement.ts";
import type { ControlResult } from "#domain/vantage.ts";

/**
 * What rows must look like that a vantage elsewhere writes. Whoever reads rows takes their types at their word, and the newest
 * beat for the time that it is. Our own workers may be trusted with that. For a machine in other hands the
 * database makes sure, or one row would stop the judge, one beat from the future would be the only vantage there is.
 */

type Kind = "number" | "string" | "boolean";
type KindOf<T> = T extends number ? "number" : T extends boolean ? "boolean" : "string";
type Reason = NonNullable<ReturnType<typeof notMonitored>>;

const FACTS: { readonly [K in keyof Facts]-?: KindOf<NonNullable<Facts[K]>> } = {
  head_number: "number",
  head_hash: "string",
  head_age_s: "number",
  clock_offset_s: "number",
  last_trade_age_s: "number",
  data_age_s: "number",
  sequence: "number",
  mode: "string",
  network_part: "string",
};
const CONTROL: Readonly<Record<string, Kind>> = {
  control: "string",
  kind: "string",
  ok: "boolean",
  failure_type: "string",
  total_ms: "number",
};
const CONTROL_KINDS: Readonly<Record<ControlResult["kind"], true>> = { http: true, dns: true };
const REASONS: Readonly<Record<Reason, true>> = {
  opted_out: true,
  disabled: true,
  retired: true,
  probe: true,
  key: true,
};
const COUNTS: Readonly<Record<string, Kind>> = Object.fromEntries(FAILURE_TYPES.map((type) => [type, "number"]));

/** Long enough for all that a worker writes. */
const MOST_JSON = 4_000;
const MOST_ROUND_JSON = 20_000;
/** No probe takes an hour. Postgres has NaN above every number, so that a bound refuses it, too. */
const LONGEST_MS = 3_600_000;
/** Beyond it JSON's numbers, which have no end, are none of JavaScript's, nor what is reckoned with them. */
const MOST_NUMBER = 1e100;
/** A vantage's clock may be ahead of ours, by less than this: beyond it the worker refuses itself (domain/clock-skew.ts). */
const AHEAD = "interval '10 minutes'";

const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(", ");
const isNullOr = (column: string, holds: string) => `(${column} is null or ${holds})`;
const isOneOf = (column: string, texts: readonly string[]) => isNullOr(column, `${column} in (${quoted(texts)})`);
const isShort = (column: string, length = 200) => isNullOr(column, `length(${column}) <= ${length}`);
const isWithin = (column: string, least: number, most: number) =>
  isNullOr(column, `${column} between ${least} and ${most}`);
const took = (column: string) => isWithin(column, 0, LONGEST_MS);
const isCount = (column: string) => isWithin(column, 0, Number.MAX_SAFE_INTEGER);
/**
 * Of four digits of a year: neither Postgres' infinities nor its other dates are any that JavaScript can read. The last second of
 * them is the one at which certificates expire that never do (RFC 5280, 4.1.2.5).
 */
const isDate = (column: string) =>
  isNullOr(column, `${column} >= '0001-01-01 00:00+00' and ${column} < '10000-01-01 00:00+00'`);
const hasBeen = (column: string) => isNullOr(column, `${column} between '0001-01-01 00:00+00' and now() + ${AHEAD}`);

/** An object with these keys and no others, each of its kind or null, and no number below the least. */
function isObject(value: string, kinds: Readonly<Record<string, Kind>>, least = -MOST_NUMBER): string {
  const cases = Object.entries(kinds).map(([key, kind]) => `when '${key}' then '${kind}'`);
  return `case jsonb_typeof(${value}) when 'object' then not exists (
    select from jsonb_each(${value}) as field (name, content)
    where jsonb_typeof(content) not in ('null', case name ${cases.join(" ")} else 'null' end)
      or case jsonb_typeof(content) when 'number' then content::numeric not between ${least} and ${MOST_NUMBER} else false end)
    else false end`;
}

const RESULT = [
  isOneOf("outcome", OUTCOMES),
  isOneOf("failure_type", FAILURE_TYPES),
  isOneOf("phase", PHASES),
  isShort("raw_code"),
  isShort("http_version"),
  isShort("facts::text", MOST_JSON),
  isObject("facts", FACTS),
  hasBeen("started_at"),
  isDate("cert_expires_at"),
  ...["dns_ms", "connect_ms", "tls_ms", "wait_ms", "download_ms", "total_ms"].map(took),
  ...["http_status", "body_bytes", "attempts"].map(isCount),
];
const ROUND = [
  isShort("detail::text", MOST_ROUND_JSON),
  `case jsonb_typeof(detail) when 'array' then not exists (
    select from jsonb_array_elements(detail) as asked (one)
    where not (${isObject("one", CONTROL)}) or not ${isOneOf("one ->> 'kind'", Object.keys(CONTROL_KINDS))}
      or not ${isOneOf("one ->> 'failure_type'", FAILURE_TYPES)}) else false end`,
  ...["controls", "failed"].map(isCount),
  hasBeen("at"),
];

/** By table: what holds of every row that a vantage elsewhere adds or changes there, as SQL. Columns that are null hold. */
export const ROW_SHAPES: Readonly<Record<string, readonly string[]>> = {
  check_def: [`proven_at between changed_at and now() + ${AHEAD}`],
  vantage: [
    ...["provider", "region", "country"].map((column) => isShort(column)),
    // A clock that was never set is half a century off, and is to be seen so.
    isWithin("skew_ms", -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    isCount("skew_error_ms"),
    hasBeen("skew_at"),
  ],
  check_vantage: [
    isOneOf("reason", Object.keys(REASONS)),
    hasBeen("since"),
    // A round waits for it: beyond the interval it would be waited for by the next ones, too.
    "stagger_ms between 0 and 1000 * (select d.interval_s from check_def d where d.id = check_id)",
  ],
  worker_heartbeat: [
    isShort("worker_id"),
    isShort("version"),
    ...["started_at", "beat_at", "stopped_at", "rolled_up_to"].map(hasBeen),
    ...["ticks_planned", "ticks_done", "ticks_skipped", "rows_buffered", "rows_lost", "loop_lag_ms"].map(isCount),
  ],
  measurement: RESULT,
  check_latest: [...RESULT, hasBeen("ok_at"), isDate("tick")],
  measurement_minute: [
    isObject("failure_types", COUNTS, 0),
    ...["expected", "ok", "degraded", "failed", "neutral"].map(isCount),
    ...["p50_ms", "p95_ms", "max_ms"].map(took),
  ],
  vantage_round: ROUND,
};
