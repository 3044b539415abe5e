import { readdirSync } from "node:fs";
import { is } from "drizzle-orm";
import { type ForeignKey, getTableConfig, PgDialect, PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { migrateDatabase } from "#db/migrate.ts";
import * as catalog from "#db/schema/catalog.ts";
import * as cloud from "#db/schema/cloud.ts";
import * as delivery from "#db/schema/delivery.ts";
import * as hosting from "#db/schema/hosting.ts";
import * as measurement from "#db/schema/measurement.ts";
import * as rollup from "#db/schema/rollup.ts";
import * as verdict from "#db/schema/verdict.ts";
import { testDatabase } from "#db/testing/database.ts";

const database = testDatabase();
const tables = Object.values({ ...catalog, ...cloud, ...measurement, ...rollup, ...verdict, ...hosting, ...delivery })
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

/** `CHECK ((outcome = ANY (ARRAY['ok'::text])))` and `"measurement"."outcome" in ('ok')` say the same: outcome in ok. */
function listCheck(name: string, sql: string): string {
  const column = /(?:^CHECK \(+|")(\w+)"?(?: = ANY| in )/.exec(sql)?.[1];
  const values = [...sql.matchAll(/'([^']*)'/g)].map((match) => match[1]);
  if (column === undefined || values.length === 0) throw new Error(`teach this test to compare ${name}: ${sql}`);
  return `${name}: ${column} in ${values.join(", ")}`;
}

const columnNames = (columns: readonly unknown[]) =>
  columns
    .map((column) => {
      if (typeof column === "object" && column !== null && "name" in column) return String(column.name);
      throw new Error("teach this test to compare expressions in keys and indexes");
    })
    .join(", ");

/** Columns of an index, with the operator class where one is named: `prefix inet_ops`. */
const indexColumns = (columns: readonly unknown[]) =>
  columns
    .map((column) => {
      const { opClass } = (column as { indexConfig?: { opClass?: string } }).indexConfig ?? {};
      return `${columnNames([column])}${opClass === undefined ? "" : ` ${opClass}`}`;
    })
    .join(", ");

const foreignKey = (key: ForeignKey) => {
  const { columns, foreignTable, foreignColumns } = key.reference();
  return `${key.getName()}: FOREIGN KEY (${columnNames(columns)}) REFERENCES ${getTableConfig(foreignTable).name}(${columnNames(foreignColumns)})`;
};

it("the drizzle schema and the migrated database have the same keys and checks, over the same columns and values", async () => {
  const live = await database.sql<{ name: string; type: string; def: string }[]>`
    select conname as name, contype as type, pg_get_constraintdef(k.oid) as def
    from pg_constraint k join pg_class t on t.oid = k.conrelid
    where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'c', 'f') and not t.relispartition`;
  const dialect = new PgDialect();
  const declared = tables.flatMap((table) => [
    ...table.columns
      .filter((column) => column.primary)
      .map((column) => `${table.name}_pkey: PRIMARY KEY (${column.name})`),
    ...table.columns
      .filter((column) => column.isUnique)
      .map((column) => `${column.uniqueName}: UNIQUE (${column.name})`),
    ...table.primaryKeys.map((key) => `${key.getName()}: PRIMARY KEY (${columnNames(key.columns)})`),
    ...table.uniqueConstraints.map((unique) => `${unique.getName()}: UNIQUE (${columnNames(unique.columns)})`),
    ...table.checks.map((check) => listCheck(check.name, dialect.sqlToQuery(check.value).sql)),
    ...table.foreignKeys.map(foreignKey),
  ]);
  const described = live.map(({ name, type, def }) => (type === "c" ? listCheck(name, def) : `${name}: ${def}`));
  expect(described.sort()).toEqual(declared.sort());
});

it("the drizzle schema and the migrated database have the same indexes, of the same kind and columns", async () => {
  const live = await database.sql<{ name: string; def: string }[]>`
    select i.relname as name, pg_get_indexdef(i.oid) as def
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and not t.relispartition
      and not exists (select 1 from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u'))`;
  const dialect = new PgDialect();
  const declared = tables.flatMap((table) =>
    table.indexes.map(({ config }) => {
      const where = config.where ? ` WHERE (${dialect.sqlToQuery(config.where).sql})` : "";
      return `${config.unique ? "UNIQUE " : ""}${config.name} USING ${config.method ?? "btree"} (${indexColumns(config.columns)})${where}`;
    }),
  );
  const described = live.map(
    ({ name, def }) =>
      `${def.startsWith("CREATE UNIQUE") ? "UNIQUE " : ""}${name} ${def.slice(def.indexOf("USING")).replace("IS NULL", "is null")}`,
  );
  expect(described.sort()).toEqual(declared.sort());
});

it("evidence keeps every column of the raw record", () => {
  const columns = (name: string) =>
    tables
      .find((table) => table.name === name)
      ?.columns.map((column) => `${column.name} ${column.getSQLType()} ${column.notNull}`);
  expect(columns("measurement_evidence")).toEqual(columns("measurement"));
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
  const files = readdirSync(new URL("../migrations", import.meta.url)).filter((name) => name.endsWith(".sql"));
  expect(row?.n).toBe(files.length);
});
