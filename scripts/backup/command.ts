import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Sql } from "#db/client.ts";
import { MIGRATIONS_FOLDER, migrateDatabase } from "#db/migrate.ts";
import { MIGRATIONS, readMigration } from "#db/read/migration.ts";
import type { EpochMs } from "#domain/time.ts";
import type { OpenDatabase } from "#scripts/backup/database.ts";
import type { Manifest } from "#scripts/backup/manifest.ts";
import { NOT_EMPTY, readBackupHeader, restore } from "#scripts/backup/read.ts";
import { listTables } from "#scripts/backup/tables.ts";
import { backup } from "#scripts/backup/write.ts";
import { Misuse } from "#scripts/command/misuse.ts";

export const BACKUP_USAGE = `npm run backup [-- FILE]    writes everything that the database holds into one file

While the product runs, as of one instant. Without FILE it stands in the folder backups of FAULTLINE_HOME.
--world  the record of the made-up world (npm start -- --world)
FAULTLINE_SECRET_KEY is not in it: keep that elsewhere.`;

export const RESTORE_USAGE = `npm run restore -- FILE    fills an empty database from a backup, and brings it to this version

While the product does not run: all of it is restored, checked against its checksums, or nothing.
--world  as the record of the made-up world
The database is that of DATABASE_URL, or the embedded one of FAULTLINE_HOME; one that is not empty is refused.`;

export interface FileOrder {
  readonly file: string | null;
  readonly world: boolean;
}

/** @returns null when only the usage is wanted. @throws Misuse */
export function readFileOrder(args: readonly string[], usage: string): FileOrder | null {
  const options = {
    world: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return null;
  const [file = null, ...more] = positionals;
  if (more.length > 0) throw new Misuse(usage);
  return { file, world: values.world };
}

/** `faultline-20261123T032200Z.tar.gz` */
export function backupName(now: EpochMs, world: boolean): string {
  const at = new Date(now).toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
  return `faultline${world ? "-world" : ""}-${at}.tar.gz`;
}

/** @returns what was done, in lines. */
export async function writeBackup(sql: Sql, file: string, version: string, now: EpochMs): Promise<string[]> {
  const tables = await backup({ sql, file: resolve(file), version, now });
  return [`${rowsOf(tables)} rows of ${tables.length} tables in ${resolve(file)} (${statSync(file).size} bytes)`];
}

/** @returns what was done, in lines. @throws Error when it is refused; then nothing was changed */
export async function restoreBackup({ sql, url }: OpenDatabase, file: string): Promise<string[]> {
  const header = await readBackupHeader(file);
  if (!MIGRATIONS.includes(header.migration)) {
    throw new Error(
      `The backup is of a newer version of Faultline (${header.version}, ${header.migration}) than this one.`,
    );
  }
  await refuseOthers(sql);
  const { migration, tables } = await sql.begin(async (tx) => ({
    migration: await readMigration(tx),
    tables: await listTables(tx),
  }));
  if (migration === null && tables.length > 0) throw new Error(NOT_EMPTY);
  if (migration !== null && migration !== header.migration) {
    throw new Error(
      `The database is there already, at ${migration}, and the backup is of ${header.migration}. Give an empty one: a new database by DATABASE_URL, or a new folder by FAULTLINE_HOME.`,
    );
  }
  if (migration === null) await migrateTo(url, header.migration);
  const restored = await restore(sql, file);
  // From here on all of it is there, whoever stops us.
  await migrateDatabase(url);
  // The planner knows nothing of what came by itself; it finds out later all the same.
  await sql`analyze`.catch(() => {});
  return [`${rowsOf(restored)} rows of ${restored.length} tables restored, as of ${header.createdAt}`];
}

function rowsOf(tables: Manifest["tables"]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

/** Sessions of ours; that which only looked whether the database answers may still be on its way out. */
const OWN_SESSIONS = ["faultline-restore", "faultline-launch"];

/** @throws Error when the product is at work on the database */
async function refuseOthers(sql: Sql): Promise<void> {
  const others = await sql<{ name: string }[]>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name like 'faultline-%'
      and application_name <> all(${OWN_SESSIONS}) order by 1`;
  if (others.length === 0) return;
  throw new Error(
    `The product is at work on this database (${others.map(({ name }) => name).join(", ")}). Stop it first.`,
  );
}

/** Brings an empty database to an older schema: that of the migrations up to one. */
export async function migrateTo(url: string, last: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-migrations-"));
  try {
    const journal = JSON.parse(readFileSync(join(MIGRATIONS_FOLDER, "meta/_journal.json"), "utf8"));
    const entries = journal.entries.slice(0, MIGRATIONS.indexOf(last) + 1) as readonly { tag: string }[];
    mkdirSync(join(folder, "meta"));
    for (const { tag } of entries) cpSync(join(MIGRATIONS_FOLDER, `${tag}.sql`), join(folder, `${tag}.sql`));
    writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
    await migrateDatabase(url, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
