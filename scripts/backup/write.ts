import { createHash, randomBytes } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { link, mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Sql, Tx } from "#db/client.ts";
import { readMigration } from "#db/read/migration.ts";
import { lockPartitions } from "#db/write/partitions.ts";
import type { EpochMs } from "#domain/time.ts";
import { HEADER, type Header, MANIFEST, type Manifest, PIECE_BYTES, pieceName } from "#scripts/backup/manifest.ts";
import { listDays, listSequences, listTables } from "#scripts/backup/tables.ts";
import { TAR_END, tarMember } from "#scripts/backup/tar.ts";

export interface BackupOptions {
  readonly sql: Sql;
  /** Where it is to stand. Nothing may stand there yet. */
  readonly file: string;
  readonly version: string;
  readonly now: EpochMs;
}

/**
 * Writes a backup of everything as it was at one instant, while the product runs: one transaction reads all tables. The file
 * is a gzip'd tar whose members any tar lists; it bears its name only when it is whole.
 * @param options `sql` needs two connections
 */
export async function backup({ sql, file, version, now }: BackupOptions): Promise<Manifest["tables"]> {
  if (existsSync(file)) throw new Error(`${file} is there already.`);
  await mkdir(dirname(file), { recursive: true });
  // Of this run alone: two that were told the same file do not write into one another's.
  const draft = `${file}.${randomBytes(6).toString("hex")}.part`;
  const done: Manifest["tables"] = [];
  try {
    // Days are neither made nor dropped meanwhile: that would wait for us, and every recording behind it. Held by a
    // transaction of its own, for the snapshot must not be older than the lock.
    await sql.begin(async (lock) => {
      await lockPartitions(lock);
      await sql.begin("isolation level repeatable read read only", async (tx) => {
        await pipeline(
          Readable.from(members(tx, { version, now, done }), { objectMode: true }),
          createGzip(),
          // Its owner's alone: the record holds sealed secrets. On the disk before it gets its name.
          createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true }),
        );
      });
    });
    // Takes no name that somebody else has by now, as renaming would.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") throw new Error(`${file} is there already.`);
      // There are file systems without links.
      return rename(draft, file);
    });
    await rm(draft, { force: true });
    return done;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

interface Progress {
  readonly version: string;
  readonly now: EpochMs;
  readonly done: Manifest["tables"];
}

async function* members(tx: Tx, { version, now, done }: Progress): AsyncGenerator<Buffer> {
  const atS = now / 1_000;
  const json = (name: string, value: unknown) =>
    tarMember({ name, body: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) }, atS);
  await tx.unsafe("set local datestyle to 'ISO, YMD'");
  const migration = await readMigration(tx);
  if (migration === null) throw new Error("There is no record of Faultline in this database.");
  const header: Header = {
    format: "faultline-backup",
    formatVersion: 1,
    version,
    createdAt: new Date(now).toISOString(),
    migration,
    tables: await listTables(tx),
    partitions: await listDays(tx),
  };
  yield json(HEADER, header);
  for (const { name, columns } of header.tables) {
    const hash = createHash("sha256");
    let [rows, bytes, number] = [0, 0, 0];
    for await (const body of pieces(tx, name, columns)) {
      hash.update(body);
      rows += linesIn(body);
      bytes += body.length;
      number += 1;
      yield tarMember({ name: pieceName(name, number), body }, atS);
    }
    done.push({ name, rows, bytes, sha256: hash.digest("hex") });
  }
  const manifest: Manifest = {
    format: "faultline-backup",
    formatVersion: 1,
    tables: done,
    sequences: await listSequences(tx),
  };
  yield json(MANIFEST, manifest);
  yield TAR_END;
}

/** A table's rows in pieces of bounded size. Names come from the database's own catalog, checked by the header's schema when they are read. */
async function* pieces(tx: Tx, table: string, columns: readonly string[]): AsyncGenerator<Buffer> {
  const list = columns.map((column) => `"${column}"`).join(", ");
  const rows = await tx.unsafe(`copy (select ${list} from "${table}") to stdout`).readable();
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(held, bytes);
    [held, bytes] = [[], 0];
  }
  // The driver pauses its socket when it is ahead of us, and forgets to go on when it had read the end by then: the answer to
  // the next statement would never be read.
  rows._read(0);
  if (bytes > 0) yield Buffer.concat(held, bytes);
}

/** Rows of COPY's text format: a line break within a value is written as `\n`. */
export function linesIn(body: Buffer): number {
  let lines = 0;
  for (let at = body.indexOf(10); at >= 0; at = body.indexOf(10, at + 1)) lines += 1;
  return lines;
}
