import type { Tx } from "#db/client.ts";
import { OTHER_COLUMNS } from "#db/write/measurement-columns.ts";
import { refuseMixing } from "#db/write/vantage.ts";
import { ROW_SHAPES } from "#db/write/vantage-rows.ts";
import type { EpochMs } from "#domain/time.ts";
import { VANTAGE_NAME } from "#domain/vantage.ts";

/**
 * The role of a vantage elsewhere: it may do what a worker without duties does, and nothing else. Rights on tables say what may
 * be done, row security says to whose rows and of what form: a vantage cannot write as another, nor what nobody could read. Reading
 * is left to rights alone, so that roles of the operator's own see what they saw before.
 */

/**
 * What may be written in each table, and whose rows these are. Updates are granted by column, and nothing may be deleted: whoever
 * may update or delete in a table may lock it as a whole, against everybody.
 */
const WRITES: readonly {
  readonly table: string;
  readonly inserts: boolean;
  readonly updates: readonly string[];
  readonly own: (vantageId: number) => string;
}[] = [
  {
    table: "vantage",
    inserts: false,
    updates: ["provider", "region", "country", "skew_ms", "skew_error_ms", "skew_at", "address"],
    own: (id) => `id = ${id}`,
  },
  { table: "check_vantage", inserts: true, updates: ["reason", "since", "stagger_ms"], own: ofVantage },
  {
    table: "worker_heartbeat",
    inserts: true,
    updates: [
      ...["worker_id", "version", "started_at", "beat_at", "stopped_at", "rolled_up_to", "gated"],
      ...["ticks_planned", "ticks_done", "ticks_skipped", "rows_buffered", "rows_lost", "loop_lag_ms"],
    ],
    own: ofVantage,
  },
  { table: "measurement", inserts: true, updates: [], own: ofVantage },
  {
    table: "check_latest",
    inserts: true,
    updates: ["ok_at", ...OTHER_COLUMNS.map(({ name }) => name)],
    own: ofVantage,
  },
  {
    table: "measurement_minute",
    inserts: true,
    updates: ["expected", "ok", "degraded", "failed", "neutral", "failure_types", "p50_ms", "p95_ms", "max_ms"],
    own: ofVantage,
  },
  { table: "vantage_round", inserts: true, updates: [], own: ofVantage },
];
/** It may say once of a check that it has answered, and never take that back. */
const PROOF = { table: "check_def", column: "proven_at" };
const READS = ["service", "component", PROOF.table, ...WRITES.map(({ table }) => table)];

function ofVantage(vantageId: number): string {
  return `vantage_id = ${vantageId}`;
}

function rightsOf({ inserts, updates }: (typeof WRITES)[number]): string[] {
  return [...(inserts ? ["insert"] : []), ...(updates.length > 0 ? [`update (${updates.join(", ")})`] : [])];
}

function shapeOf(table: string): string {
  const shape = ROW_SHAPES[table];
  if (shape === undefined) throw new Error(`what rows of ${table} look like is not known`);
  return shape.join(" and ");
}

/** Readable by whoever has the right to read: row security is about writing here. */
const READ_POLICY = "anyone_reads";
/** What a worker opens, and room for one that takes over. */
const CONNECTIONS = 10;
/** A worker that has vanished in a transaction must not keep what it holds until TCP notices. One that means ill may set this back. */
const IDLE = "60s";
/** So long the server may take to end a session. */
const END_WAIT_MS = 5_000;
/** A lock that is waited for holds up everybody else who wants the table: a backup, mostly, which takes its time. */
const LOCK_WAIT = "5s";

/** The name of a vantage's role. A hyphen, which names of vantages have instead of an underline, would have to be quoted. */
export function roleOf(vantage: string): string {
  if (!VANTAGE_NAME.test(vantage)) throw new Error(`${vantage} is no name of a vantage`);
  return `faultline_vantage_${vantage.replaceAll("-", "_")}`;
}

export interface Grant {
  readonly name: string;
  readonly world: boolean;
  /** What the server is to keep of a new password (db/launch/password.ts); null leaves the one that there is. */
  readonly verifier: string | null;
}

/** Whether a vantage has a role already. Roles are the whole server's. */
export async function hasRole(tx: Tx, vantage: string): Promise<boolean> {
  return (await tx`select from pg_roles where rolname = ${roleOf(vantage)}`).length > 0;
}

/**
 * Makes a vantage with a role of its own, or renews the rights of the one that there is: what it had beyond them is gone.
 * @throws MixedRecordError
 */
export async function grantVantage(tx: Tx, { name, world, verifier }: Grant, now: EpochMs): Promise<void> {
  const role = roleOf(name);
  await refuseMixing(tx, world);
  await tx`insert into vantage (name, world, created_at) values (${name}, ${world}, ${new Date(now)}) on conflict do nothing`;
  const [vantage] = await tx<{ id: string }[]>`select id from vantage where name = ${name}`;
  const vantageId = Number(vantage?.id);
  if (!Number.isSafeInteger(vantageId)) throw new Error(`vantage ${name} was not stored`);
  await tx.unsafe(`set local lock_timeout = '${LOCK_WAIT}'`);
  if (!(await hasRole(tx, name))) await tx.unsafe(`create role ${role}`);
  // One that was barred and had to stay comes back, too.
  await tx.unsafe(`
    alter role ${role} login connection limit ${CONNECTIONS};
    alter role ${role} set idle_in_transaction_session_timeout = '${IDLE}';`);
  if (verifier !== null) {
    if (!/^SCRAM-SHA-256\$[\w$:+/=]+$/.test(verifier)) throw new Error("that is no verifier of a password");
    await tx.unsafe(`alter role ${role} password '${verifier}'`);
  }
  await withdraw(tx, role);
  const [database] = await tx<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await tx.unsafe(`
    grant connect on database ${database?.name} to ${role};
    grant usage on schema public, drizzle to ${role};
    grant select on ${READS.join(", ")}, drizzle.__drizzle_migrations to ${role};
    grant update (${PROOF.column}) on ${PROOF.table} to ${role};
    ${WRITES.map((one) => `grant ${rightsOf(one).join(", ")} on ${one.table} to ${role};`).join("\n")}`);
  for (const table of [PROOF.table, ...WRITES.map((one) => one.table)]) await secureRows(tx, table);
  await tx.unsafe(`
    create policy ${role}_update on ${PROOF.table} for update to ${role}
      using (${PROOF.column} is null) with check (${shapeOf(PROOF.table)});
    ${WRITES.flatMap(({ table, inserts, updates, own }) => {
      const mine = own(vantageId);
      const check = `with check (${mine} and ${shapeOf(table)})`;
      return [
        ...(inserts ? [`create policy ${role}_insert on ${table} for insert to ${role} ${check};`] : []),
        ...(updates.length > 0
          ? [`create policy ${role}_update on ${table} for update to ${role} using (${mine}) ${check};`]
          : []),
      ];
    }).join("\n")}`);
}

/**
 * Keeps a vantage's role from logging in, on the whole server. It comes first, and in a transaction of its own: a session that goes
 * on can hold the locks that taking rights away needs. Granting lets it in again.
 */
export async function barVantage(tx: Tx, name: string): Promise<void> {
  await tx.unsafe(`alter role ${roleOf(name)} nologin connection limit 0`);
}

/**
 * Ends the sessions of a vantage's role, in every database. @returns how many are there still.
 * Rejects with code 42501 when who asks may not end them.
 */
export async function endSessions(tx: Tx, name: string): Promise<number> {
  const role = roleOf(name);
  // Who made a role may make itself a member of it, and only members may end its sessions.
  const [member] = await tx<{ is: boolean }[]>`select pg_has_role(${role}, 'usage') as is`;
  if (!member?.is) await tx.unsafe(`grant ${role} to current_user`);
  await tx`select pg_terminate_backend(pid, ${END_WAIT_MS}) from pg_stat_activity where usename = ${role}`;
  if (!member?.is) await tx.unsafe(`revoke ${role} from current_user`);
  // Within a transaction the server shows its sessions as they were when it was first asked.
  await tx`select pg_stat_clear_snapshot()`;
  return (await tx`select from pg_stat_activity where usename = ${role}`).length;
}

/** Why a role could not be dropped: it owns something in a database, or has rights there. */
export interface Hold {
  /** Null for what is the whole server's. */
  readonly database: string | null;
  readonly owns: boolean;
}

/**
 * Takes a vantage's rights in this database away, and its role. What it measured stays.
 * @returns what keeps the role, which then stays as it is; empty when it is gone.
 */
export async function revokeVantage(tx: Tx, name: string): Promise<Hold[]> {
  const role = roleOf(name);
  await tx.unsafe(`set local lock_timeout = '${LOCK_WAIT}'`);
  await withdraw(tx, role);
  const holds = await tx<Hold[]>`
    select b.datname as database, bool_or(d.deptype = 'o') as owns
    from pg_shdepend d join pg_roles r on r.oid = d.refobjid
    left join pg_database b on b.oid = case d.classid when 'pg_database'::regclass then d.objid else d.dbid end
    where d.refclassid = 'pg_authid'::regclass and r.rolname = ${role} group by 1 order by 1`;
  if (holds.length === 0) await tx.unsafe(`drop role ${role}`);
  return [...holds];
}

/** Turns row security on where it is off. The owner of the tables is not subject to it. */
async function secureRows(tx: Tx, table: string): Promise<void> {
  const [state] = await tx<{ on: boolean; read: boolean }[]>`
    select c.relrowsecurity as on, exists (select from pg_policy p where p.polrelid = c.oid and p.polname = ${READ_POLICY}) as read
    from pg_class c where c.oid = to_regclass(${`public.${table}`})`;
  if (!state?.read) await tx.unsafe(`create policy ${READ_POLICY} on ${table} for select using (true)`);
  if (!state?.on) await tx.unsafe(`alter table ${table} enable row level security`);
}

async function withdraw(tx: Tx, role: string): Promise<void> {
  const policies = await tx<{ table: string; name: string }[]>`
    select tablename as table, policyname as name from pg_policies where schemaname = 'public' and ${role} = any(roles)`;
  for (const { table, name } of policies) await tx.unsafe(`drop policy ${name} on ${table}`);
  // Only where it has any: on a table of somebody else's there is nothing that we could revoke.
  const granted = await tx<{ name: string }[]>`
    select distinct d.objid::regclass::text as name from pg_shdepend d
    join pg_roles r on r.oid = d.refobjid join pg_database b on b.oid = d.dbid
    where d.refclassid = 'pg_authid'::regclass and d.classid = 'pg_class'::regclass and d.deptype = 'a'
      and r.rolname = ${role} and b.datname = current_database()`;
  for (const { name } of granted) await tx.unsafe(`revoke all on ${name} from ${role}`);
  const [database] = await tx<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await tx.unsafe(`
    revoke all on schema public, drizzle from ${role};
    revoke all on database ${database?.name} from ${role};`);
}
