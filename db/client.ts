import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { arrayTypes } from "#db/array-types.ts";
import { causesOf } from "#db/causes.ts";
import { reconnecting } from "#db/reconnect.ts";
import { endWithConnection } from "#db/transaction.ts";

/** A plain client for bulk writes and LISTEN. */
export type Sql = postgres.Sql;
/** What every function of db/write takes: a transaction, so that its caller decides what belongs together. */
export type Tx = postgres.TransactionSql;

/** Channel on which the web process hears that something new was recorded. */
export const RECORDED_CHANNEL = "faultline_recorded";
/** What is heard on it each second: measurements alone. Everything else is news, which cannot wait for the next second. */
export const MEASURED = "measured";

export interface ConnectOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly max?: number;
  /** The server gives up on a statement that takes longer; unlimited unless told. */
  readonly statementMs?: number;
  /** The server ends a session that leaves a transaction alone for longer, with all that it holds; the server's own setting unless told. */
  readonly idleInTransactionMs?: number;
}

/**
 * Of those whose transactions others wait for. A machine that vanishes does not say so, and TCP notices after two hours. None of
 * ours reckons for a tenth of this between two statements.
 */
export const ABANDONED_MS = 60_000;

/** Opens a pool. Connections are made on first use; `connect_timeout` is in seconds. */
export function connect({ url, name, max = 4, statementMs = 0, idleInTransactionMs }: ConnectOptions): Sql {
  const sql: Sql = postgres(url, {
    max,
    fetch_types: false,
    types: arrayTypes,
    connect_timeout: 5,
    idle_timeout: 0,
    onnotice: () => {},
    connection: {
      application_name: name,
      TimeZone: "UTC",
      statement_timeout: statementMs,
      ...(idleInTransactionMs && { idle_in_transaction_session_timeout: idleInTransactionMs }),
    },
    ...reconnecting(max),
  });
  // Without a question of its own to begin with, the client waits here for ever (github.com/porsager/postgres/issues/1219).
  sql.reserve = () => Promise.reject(new Error("No connection can be reserved: use begin"));
  return endWithConnection(sql);
}

/** A drizzle handle on a client of its own: `drizzle()` changes the client it is given. */
export function connectDrizzle(options: ConnectOptions) {
  const client = connect(options);
  return { db: drizzle(client), close: () => client.end({ timeout: 5 }) };
}
export type Drizzle = ReturnType<typeof connectDrizzle>["db"];

/** Whether row security refused a row that was to be written; a right that is missing has the same code and comes from elsewhere. */
export function isRefusedRow(error: unknown): boolean {
  const refusal = [...causesOf(error)].find((cause) => cause instanceof postgres.PostgresError);
  return refusal?.code === "42501" && refusal.routine === "ExecWithCheckOptions";
}

/** Postgres error code (`23505`) behind an error of either library, or undefined. */
export function errorCode(error: unknown): string | undefined {
  for (const cause of causesOf(error)) if ("code" in cause && typeof cause.code === "string") return cause.code;
  return undefined;
}
