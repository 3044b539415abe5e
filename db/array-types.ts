import type postgres from "postgres";
import { parse } from "postgres-array";
import { quoted } from "#db/write/arrays.ts";

const NUMBERS = [21, 23, 26, 700, 701];
const DATES = [1082, 1114, 1184];
/** Types of Postgres itself have the same numbers everywhere and for ever (pg_type.dat): a type's, and that of lists of it. */
export const LISTS: Readonly<Record<string, readonly [element: number, list: number]>> = {
  bool: [16, 1000],
  name: [19, 1003],
  int8: [20, 1016],
  int2: [21, 1005],
  int4: [23, 1007],
  text: [25, 1009],
  oid: [26, 1028],
  cidr: [650, 651],
  float4: [700, 1021],
  float8: [701, 1022],
  inet: [869, 1041],
  varchar: [1043, 1015],
  date: [1082, 1182],
  timestamp: [1114, 1115],
  timestamptz: [1184, 1185],
  numeric: [1700, 1231],
  uuid: [2950, 2951],
};

/**
 * Lists, as options of postgres.js (3.4.9), which otherwise asks the server for these numbers with each new connection, and
 * waits for that with nobody: a connection that is lost under the question ends the process. Elements are read as the client
 * reads single values: numbers up to 32 bits and floats as numbers, dates as `Date`, all else as text; what is null is null.
 */
export const arrayTypes: Record<string, postgres.PostgresType> = Object.fromEntries(
  Object.entries(LISTS).map(([name, [element, list]]) => [
    `${name}[]`,
    { to: list, from: [list], serialize: written, parse: (text: string) => parse(text, readerOf(element)) },
  ]),
);

function readerOf(element: number): (text: string) => unknown {
  if (NUMBERS.includes(element)) return Number;
  if (DATES.includes(element)) return (text) => new Date(text);
  return element === 16 ? (text) => text === "t" : (text) => text;
}

/**
 * Of texts and numbers; the client takes a list that begins with a date or a boolean for a single one.
 * @throws TypeError for an element that is undefined, as the client does for a single value.
 */
function written(value: unknown): unknown {
  return Array.isArray(value) ? `{${value.map(elementOf).join(",")}}` : value;
}

function elementOf(value: unknown): string {
  if (value === undefined) throw new TypeError("A list for the database holds an element that is undefined");
  if (value === null) return "null";
  if (Array.isArray(value)) return String(written(value));
  return quoted(String(value));
}
