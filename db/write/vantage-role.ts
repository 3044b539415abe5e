import type { Tx } from "#db/client.ts";
import { refuseMixing } from "#db/write/vantage.ts";
import { ROW_SHAPES } from "#db/write/vantage-rows.ts";
import type { EpochMs } from "#domain/time.ts";
import { VANTAGE_NAME } from "#domain/vantage.ts";

/**
 * The role of a vantage elsewhere: it may do what a worker without duties does, and nothing else. Rights on tables say what may
 * be done, row security says to whose rows and of what form: a vantage cannot write as another, nor what nobody could read. Reading
 * is left to rights alone, so that roles of the operator's own see what they saw before.
 */

/** What may be written in each table, and whose rows these are. */
const WRITES: readonly {
  readonly table: string;
  readonly rights: string;
  readonly policies: readonly ("insert" | "update" | "delete")[];
  readonly own: (vantageId: number) => string;
}[] = [
  {
    table: "vantage",
    rights: "update (provider, region, country, skew_ms, skew_error_ms, skew_at, address)",
    policies: ["update"],
    own: (id) => `id = ${id}`,
  },
  {
    table: "check_vantage",
    rights: "insert, update, delete",
    policies: ["insert", "update", "delete"],
    own: ofVantage,
  },
  { table: "worker_heartbeat", rights: "insert, update", policies: ["insert", "update"], own: ofVantage },
  { table: "measurement", rights: "insert", policies: ["insert"], own: ofVantage },
  { table: "check_latest", rights: "insert, update", policies: ["insert", "update"], own: ofVantage },
  { table: "measurement_minute", rights: "insert, update", policies: ["insert", "update"], own: ofVantage },
  { table: "vantage_round", rights: "insert", policies: ["insert"], own: ofVantage },
];
/** It may say once of a check that it has answered, and never take that back. */
const PROOF = { table: "check_def", rights: "update (proven_at)" };
const READS = ["service", "component", PROOF.table, ...WRITES.map(({ table }) => table)];

function ofVantage(vantageId: number): string {
  return `vantage_id = ${vantageId}`;
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
  if (!(await hasRole(tx, name))) await tx.unsafe(`create role ${role} login connection limit ${CONNECTIONS}`);
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
    grant ${PROOF.rights} on ${PROOF.table} to ${role};
    ${WRITES.map(({ table, rights }) => `grant ${rights} on ${table} to ${role};`).join("\n")}`);
  for (const table of [PROOF.table, ...WRITES.map((one) => one.table)]) await secureRows(tx, table);
  await tx.unsafe(`
    create policy ${role}_update on ${PROOF.table} for update to ${role} using (proven_at is null) with check (${shapeOf(PROOF.table)});
    ${WRITES.flatMap(({ table, policies, own }) =>
      policies.map((command) => {
        const using = command === "insert" ? "" : `using (${own(vantageId)})`;
        const check = command === "delete" ? "" : `with check (${own(vantageId)} and ${shapeOf(table)})`;
        return `create policy ${role}_${command} on ${table} for ${command} to ${role} ${using} ${check};`;
      }),
    ).join("\n")}`);
}

/**
 * Takes a vantage's rights away, and its role. What it measured stays.
 * @returns false when the role had to stay because it has rights elsewhere on the server: in the world's database, mostly.
 */
export async function revokeVantage(tx: Tx, name: string): Promise<boolean> {
  const role = roleOf(name);
  await tx.unsafe(`set local lock_timeout = '${LOCK_WAIT}'`);
  await withdraw(tx, role);
  const elsewhere = await tx`
    select from pg_shdepend d join pg_roles r on r.oid = d.refobjid
    where d.refclassid = 'pg_authid'::regclass and r.rolname = ${role} limit 1`;
  if (elsewhere.length > 0) return false;
  await tx.unsafe(`drop role ${role}`);
  return true;
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
