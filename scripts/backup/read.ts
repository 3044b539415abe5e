import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { Sql, Tx } from "#db/client.ts";
import { makePartition } from "#db/write/partitions.ts";
import { createLoader } from "#scripts/backup/load.ts";
import {
  HEADER,
  type Header,
  headerSchema,
  MANIFEST,
  type Manifest,
  manifestSchema,
  readJson,
  tableOfPiece,
} from "#scripts/backup/manifest.ts";
import { listTables } from "#scripts/backup/tables.ts";
import { type Member, readTar } from "#scripts/backup/tar.ts";

/** The members of a backup. @throws Error in our words when the file is cut off, damaged or none */
async function* readArchive(file: string): AsyncGenerator<Member> {
  const source = createReadStream(file);
  const plain = createGunzip();
  source.on("error", (error) => plain.destroy(error));
  source.pipe(plain);
  try {
    yield* readTar(plain);
  } catch (error) {
    const { code = "", message } = error as { code?: string; message: string };
    if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
      throw new Error(`${file} cannot be read (${code}).`);
    if (code.startsWith("Z_") || /archive/.test(message))
      throw new Error(`${file} is cut off, damaged or no backup: ${message}.`);
    throw error;
  } finally {
    source.destroy();
    plain.destroy();
  }
}

/** What a backup says of itself, without reading the rest of it. */
export async function readBackupHeader(file: string): Promise<Header> {
  for await (const { name, body } of readArchive(file)) {
    if (name !== HEADER) break;
    return readJson(headerSchema, body);
  }
  throw new Error(`${file} is no backup of Faultline.`);
}

/**
 * Fills an empty database of the backup's own migration, in one transaction: all of it, or nothing.
 * @returns what was restored. @throws Error when the database is not empty, or the file not whole and unchanged
 */
export async function restore(sql: Sql, file: string): Promise<Manifest["tables"]> {
  return sql.begin(async (tx) => {
    await tx.unsafe("set local datestyle to 'ISO, YMD'");
    const header = await readBackupHeader(file);
    await lockEmpty(tx, header);
    for (const { parent, day } of header.partitions) await makePartition(tx, parent, day);
    const { read, manifest } = await load(tx, file, header);
    compare(read, manifest);
    for (const { name, rows } of manifest.tables) await countAgain(tx, name, rows);
    for (const { name, last } of manifest.sequences) {
      if (last > 0) await tx`select setval(${`public.${name}`}::regclass, ${last})`;
    }
    return manifest.tables;
  });
}

/** Nobody else writes from here on. */
async function lockEmpty(tx: Tx, header: Header): Promise<void> {
  const tables = await listTables(tx);
  const told = (list: Header["tables"]) =>
    JSON.stringify([...list].map(({ name, columns }) => [name, [...columns].sort()]).sort());
  if (told(tables) !== told(header.tables)) {
    throw new Error("The tables of this database are not those of the backup, though its migration is the same.");
  }
  await tx.unsafe(`lock table ${tables.map(({ name }) => `"${name}"`).join(", ")} in access exclusive mode`);
  for (const { name } of tables) {
    const [row] = await tx.unsafe(`select 1 from "${name}" limit 1`);
    if (row !== undefined) throw new Error(NOT_EMPTY);
  }
}

export const NOT_EMPTY = `The database is not empty, and a backup is never mixed into another record. Restore into a new one:
an empty database by DATABASE_URL, or a new folder by FAULTLINE_HOME.`;

interface Loaded {
  readonly read: Manifest["tables"];
  readonly manifest: Manifest;
}

async function load(tx: Tx, file: string, header: Header): Promise<Loaded> {
  const tables = createLoader(tx, header);
  let manifest: Manifest | null = null;
  try {
    for await (const { name, body } of readArchive(file)) {
      if (name === MANIFEST) manifest = readJson(manifestSchema, body);
      const table = tableOfPiece(name);
      if (table !== null) await tables.add(table, body);
    }
    const read = await tables.finish();
    if (manifest === null) throw new Error(`${file} is cut off: its manifest is missing.`);
    return { read, manifest };
  } catch (error) {
    await tables.abandon();
    throw error;
  }
}

function compare(read: Manifest["tables"], { tables }: Manifest): void {
  for (const table of tables) {
    const found = read.find(({ name }) => name === table.name) ?? { rows: 0, bytes: 0, sha256: EMPTY };
    if (found.rows !== table.rows || found.bytes !== table.bytes || found.sha256 !== table.sha256) {
      throw new Error(`The backup is damaged: the rows of ${table.name} are not those that were written.`);
    }
  }
  const unknown = read.find(({ name }) => !tables.some((table) => table.name === name));
  if (unknown) throw new Error(`The backup is damaged: its manifest does not know ${unknown.name}.`);
}

const EMPTY = createHash("sha256").digest("hex");

async function countAgain(tx: Tx, table: string, rows: number): Promise<void> {
  const [row] = await tx.unsafe<{ count: string }[]>(`select count(*) from "${table}"`);
  if (Number(row?.count) !== rows) throw new Error(`${row?.count} rows of ${rows} are in ${table}.`);
}
