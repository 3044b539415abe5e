import { parseArgs } from "node:util";
import { errorCode, type Sql } from "#db/client.ts";
import { newPassword, scramVerifier } from "#db/launch/password.ts";
import { migrateDatabase } from "#db/migrate.ts";
import {
  barVantage,
  endSessions,
  grantVantage,
  type Hold,
  hasRole,
  revokeVantage,
  roleOf,
} from "#db/write/vantage-role.ts";
import type { EpochMs } from "#domain/time.ts";
import { VANTAGE_NAME } from "#domain/vantage.ts";
import { Misuse } from "#scripts/command/misuse.ts";

export const USAGE = `npm run vantage -- grant NAME             lets a worker on another machine be the vantage NAME
npm run vantage -- grant NAME --password  the same, with a new password
npm run vantage -- revoke NAME            ends its sessions and takes that back; what it measured stays

Makes a database role that may do what a vantage must and nothing else, and prints its DATABASE_URL once. Again after an
upgrade, it renews the role's rights and leaves its password.
--world  on the record of the made-up world (npm start -- --world)
Works on the database of npm start, or on that of DATABASE_URL, whose role must own the tables and be allowed to make roles.`;

const NO_RIGHT = "42501";
const LOCKED = "55P03";

export interface VantageOrder {
  readonly action: "grant" | "revoke";
  readonly name: string;
  readonly newPassword: boolean;
  readonly world: boolean;
}

/** @returns null when only the usage is wanted. @throws Misuse */
export function readOrder(args: readonly string[]): VantageOrder | null {
  const options = {
    password: { type: "boolean", default: false },
    world: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return null;
  const [action, name, ...more] = positionals;
  if ((action !== "grant" && action !== "revoke") || name === undefined || more.length > 0) throw new Misuse(USAGE);
  if (!VANTAGE_NAME.test(name)) throw new Misuse(`${name}: lower-case letters, digits and hyphens, at most 40`);
  if (values.password && action === "revoke") throw new Misuse(USAGE);
  return { action, name, newPassword: values.password, world: values.world };
}

/** The rights are those of the newest schema. */
export function prepare({ url }: { readonly url: string }): Promise<void> {
  return migrateDatabase(url);
}

/**
 * Does it. Granting is all or nothing; revoking bars the role and ends its sessions before anything else, which stays so whatever follows.
 * @param open `sql` may make roles; `url` is that of the tables' owner, whose host the vantage is told
 * @returns what was done, in lines
 */
export async function carryOut(
  { sql, url }: { readonly sql: Sql; readonly url: string },
  { action, name, newPassword: renew, world }: VantageOrder,
  now: EpochMs,
): Promise<string[]> {
  if (action === "revoke") return revoke(sql, name);
  const password = await sql
    .begin(async (tx) => {
      const fresh = renew || !(await hasRole(tx, name)) ? newPassword() : null;
      await grantVantage(tx, { name, world, verifier: fresh === null ? null : scramVerifier(fresh) }, now);
      return fresh;
    })
    .catch(explain);
  if (password === null) return [`The rights of ${name} are renewed; its password is as it was.`];
  return [
    `On the other machine, where it is kept as a password is:`,
    `  FAULTLINE_VANTAGE=${name} DATABASE_URL='${guestUrl(url, roleOf(name), password)}' npm run worker`,
    ...(isLoopback(url) ? ["This address is of this machine alone: docs/operating.md, Vantages elsewhere."] : []),
  ];
}

async function revoke(sql: Sql, name: string): Promise<string[]> {
  await sql
    .begin(async (tx) => {
      if (!(await hasRole(tx, name))) throw new Misuse(`Nobody was granted the vantage ${name}.`);
      await barVantage(tx, name);
    })
    .catch(explain);
  const sessions = await sql
    .begin((tx) => endSessions(tx, name))
    .catch((error: unknown) => {
      if (errorCode(error) === NO_RIGHT) return null;
      throw error;
    });
  const goOn = sessions === 0 ? [] : [tellSessions(name, sessions)];
  const holds = await sql
    .begin((tx) => revokeVantage(tx, name))
    .catch((error: unknown) => {
      if (errorCode(error) !== LOCKED) return explain(error);
      const halfway = `${name} can log in no more, but has its rights still: the tables are in use, by a backup or another vantage perhaps. Revoke it again.`;
      throw new Error([halfway, ...goOn].join("\n"));
    });
  return [`Nobody may write as ${name} any more. What it measured stays.`, ...holds.map(tellHold(name)), ...goOn];
}

function tellSessions(name: string, sessions: number | null): string {
  const whose = `pg_stat_activity shows them under ${roleOf(name)}`;
  return sessions === null
    ? `Its sessions that are open could not be ended: the role of DATABASE_URL may not. Let a superuser end them; ${whose}.`
    : `${sessions} of its sessions have not ended yet; ${whose}.`;
}

/** What keeps a role, and what is to be done about it. */
function tellHold(name: string): (hold: Hold) => string {
  return ({ database, owns }) => {
    const where = database === null ? "on the server" : `in the database ${database}`;
    const next = owns
      ? `A superuser removes that there, by: drop owned by ${roleOf(name)}; then revoke it again.`
      : "Revoke it there, too; or grant it there again, and it may work there.";
    return `Its role stays, and cannot log in: it ${owns ? "owns something" : "has rights"} ${where}. ${next}`;
  };
}

function guestUrl(url: string, role: string, password: string): string {
  const own = new URL(url);
  own.username = role;
  own.password = password;
  return own.href;
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

function explain(error: unknown): never {
  const code = errorCode(error);
  if (code === LOCKED) throw new Error("The tables are in use, by a backup perhaps. Nothing was changed: try again.");
  if (code !== NO_RIGHT) throw error;
  const why = error instanceof Error ? error.message : String(error);
  throw new Error(
    `The role of DATABASE_URL may not do this (${why}). It must own the tables, and be allowed to make roles: alter role ... createrole`,
  );
}
