import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { migrateDatabase } from "#db/migrate.ts";
import * as catalog from "#db/schema/catalog.ts";
import * as measurement from "#db/schema/measurement.ts";
import { testDatabase } from "#db/testing/database.ts";

const database = testDatabase();
const tables = Object.values({ ...catalog, ...measurement })
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table));

/** Postgres' own name for a drizzle type. */
const liveType = (type: string) => type.replace("timestamp with time zone", "timestamptz");

it("the drizzle schema and the migrated database have the same tables, columns, types and nullability", async () => {
  const live = await database.sql<{ table: string; column: string; type: string; nullable: boolean }[]>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;
  const describe = (row: { table: string; column: string; type: string; nullable: boolean }) =>
    `${row.table}.${row.column} ${liveType(row.type)}${row.nullable ? "" : " not null"}`;
  const declared = tables.flatMap((table) =>
    table.columns.map((column) => ({
      table: table.name,
      column: column.name,
      type: column.getSQLType(),
      nullable: !column.notNull,
    })),
  );
  expect(tables.length).toBeGreaterThan(5);
  expect(live.map(describe).sort()).toEqual(declared.map(describe).sort());
});

it("the drizzle schema and the migrated database have the same keys, indexes and checks", async () => {
  const live = await database.sql<{ name: string }[]>`
    select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and not t.relispartition
    union
    select conname from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f')
      and conparentid = 0`;
  const declared = tables.flatMap((table) => [
    ...table.columns.filter((column) => column.primary).map(() => `${table.name}_pkey`),
    ...table.columns.flatMap((column) => (column.isUnique && column.uniqueName ? [column.uniqueName] : [])),
    ...table.primaryKeys.map((key) => key.getName()),
    ...table.uniqueConstraints.map((constraint) => constraint.getName() ?? ""),
    ...table.indexes.map((index) => index.config.name ?? ""),
    ...table.checks.map((check) => check.name),
    ...table.foreignKeys.map((key) => key.getName()),
  ]);
  expect(live.map((row) => row.name).sort()).toEqual([...new Set(declared)].sort());
});

it("what is asked of every hot table is partitioned by time and carries no foreign key", async () => {
  const rows = await database.sql<{ name: string; strategy: string; keys: number }[]>`
    select c.relname as name, p.partstrat as strategy,
      (select count(*)::int from pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as keys
    from pg_partitioned_table p join pg_class c on c.oid = p.partrelid order by 1`;
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { name: "measurement", strategy: "r", keys: 0 },
    { name: "measurement_minute", strategy: "r", keys: 0 },
    { name: "vantage_round", strategy: "r", keys: 0 },
  ]);
});

it("migrating twice at once, and again, changes nothing and fails nobody", async () => {
  await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
  await migrateDatabase(database.url);
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from drizzle.__drizzle_migrations`;
  expect(row?.n).toBe(1);
});
