import { createHash, type Hash } from "node:crypto";
import type { Writable } from "node:stream";
import type { Tx } from "#db/client.ts";
import type { Header, Manifest } from "#scripts/backup/manifest.ts";
import { linesIn } from "#scripts/backup/write.ts";

/** Puts the pieces of tables into the database, each table by one COPY. */
export interface Loader {
  /** The pieces of a table come one after the other. @throws what the database refuses */
  add(table: string, piece: Buffer): Promise<void>;
  /** @returns what was put in. */
  finish(): Promise<Manifest["tables"]>;
  /** Breaks off what is under way, so that the transaction can be ended. */
  abandon(): Promise<void>;
}

interface Open {
  readonly name: string;
  readonly into: Writable;
  readonly hash: Hash;
  rows: number;
  bytes: number;
}

export function createLoader(tx: Tx, { tables }: Header): Loader {
  const done: Manifest["tables"] = [];
  let open: Open | null = null;

  const start = async (name: string): Promise<Open> => {
    const table = tables.find((one) => one.name === name);
    if (table === undefined || done.some((one) => one.name === name)) {
      throw new Error(`The backup is damaged: rows of ${name} are out of place.`);
    }
    return { name, into: await copyInto(tx, table), hash: createHash("sha256"), rows: 0, bytes: 0 };
  };
  const close = async () => {
    if (open === null) return;
    const { name, into, hash, rows, bytes } = open;
    open = null;
    await finishCopy(tx, name, into);
    done.push({ name, rows, bytes, sha256: hash.digest("hex") });
  };
  return {
    add: async (table, piece) => {
      if (open?.name !== table) {
        await close();
        open = await start(table);
      }
      open.hash.update(piece);
      open.rows += linesIn(piece);
      open.bytes += piece.length;
      await write(open.into, piece);
    },
    finish: async () => {
      await close();
      return done;
    },
    abandon: async () => {
      if (open === null) return;
      open.into.destroy(new Error("the restore was broken off"));
      open = null;
      // Fails, for the transaction is broken off with the COPY; then the server has heard of it.
      await tx`select 1`.catch(() => {});
    },
  };
}

/** Identities are taken as they are: COPY asks no sequence. */
async function copyInto(tx: Tx, { name, columns }: Header["tables"][number]): Promise<Writable> {
  const list = columns.map((column) => `"${column}"`).join(", ");
  const into = await tx.unsafe(`copy "${name}" (${list}) from stdin`).writable();
  // Told where it is waited for.
  into.on("error", () => {});
  return into;
}

/** Resolves when the system has taken it. @throws what the server refused meanwhile */
function write(into: Writable, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    into.write(piece, (error) => (error ? reject(into.errored ?? error) : resolve()));
  });
}

/**
 * Ends a COPY. What the server refuses after the last byte (a row that refers to none) is told by no stream of the driver,
 * which would wait for ever; the next statement of the transaction fails then.
 */
async function finishCopy(tx: Tx, table: string, into: Writable): Promise<void> {
  // With everything handed over, `end` sends the end at once, and so before the next statement.
  await write(into, Buffer.alloc(0));
  into.end();
  await tx`select 1`.catch((error: unknown) => {
    throw new Error(`The database refused the rows of ${table}; its log says why.`, { cause: error });
  });
}
