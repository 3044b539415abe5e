import { z } from "zod";

/** The first member of a backup: what it is of, and what it will hold. */
export const HEADER = "header.json";
/** The last one: what it holds. A file without it is cut off, however whole it looks. */
export const MANIFEST = "manifest.json";

/** No more rows of a table are held in memory at a time, here and there. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/** The member that holds a piece of a table's rows, in the text format of COPY. */
export function pieceName(table: string, number: number): string {
  return `tables/${table}/${String(number).padStart(6, "0")}.copy`;
}

/** The table whose piece this is; null for another member. */
export function tableOfPiece(name: string): string | null {
  return /^tables\/([a-z0-9_]+)\/\d{6,}\.copy$/.exec(name)?.[1] ?? null;
}

const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const count = z.number().int().min(0);

export const headerSchema = z.strictObject({
  format: z.literal("faultline-backup"),
  formatVersion: z.literal(1),
  /** Of the product that wrote it. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** The newest migration of the database: `0008_delivery`. */
  migration: z.string().regex(/^\d{4}_[a-z0-9_]+$/),
  /** In an order in which what is referred to comes before what refers to it. */
  tables: z.array(z.strictObject({ name: identifier, columns: z.array(identifier).min(1) })).min(1),
  /** Days for which the tables that are cut by day have a place, even if nothing is in it. */
  partitions: z.array(z.strictObject({ parent: identifier, day: z.iso.date() })),
});
export type Header = z.infer<typeof headerSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal("faultline-backup"),
  formatVersion: z.literal(1),
  tables: z.array(
    z.strictObject({ name: identifier, rows: count, bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
  /** The last value that each sequence gave. */
  sequences: z.array(z.strictObject({ name: identifier, last: count })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** @throws Error when the text is none of ours */
export function readJson<T>(schema: z.ZodType<T>, body: Buffer): T {
  let json: unknown;
  try {
    json = JSON.parse(body.toString("utf8"));
  } catch {
    throw new Error("This is no backup of Faultline, or it is damaged.");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `This is no backup that this version reads (${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}).`,
  );
}
