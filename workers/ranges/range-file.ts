import { setImmediate as breathe } from "node:timers/promises";
import type { z } from "zod";
import type { RangeProvider, RangeRow } from "#domain/hosting/address.ts";
import { parsePrefix } from "#workers/ranges/address.ts";

/** What a provider's file says. */
export interface RangeFile {
  readonly ok: true;
  /** The file's own; null when it has none. */
  readonly version: string | null;
  /** One for each prefix and service. */
  readonly rows: readonly RangeRow[];
  /** Rows that could not be read. */
  readonly broken: number;
}

/** A file from which nothing is taken. */
export interface RangeRefusal {
  readonly ok: false;
  readonly reason: string;
}

/** Reads one provider's file. It lets others run in between: a stall here would be measured as a slow target. */
export type RangeParser = (bytes: Uint8Array) => Promise<RangeFile | RangeRefusal>;

/** One row as it stands in a file; the prefix has not been looked at. */
export type Candidate = Omit<RangeRow, "provider">;

/** The rows of a file one after the other, null for each that cannot be read; at the end the file's version. */
export type Rows = Generator<Candidate | null, string | null>;

/** The largest file known (Azure's) has 4 MB and 90,000 prefixes. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ROWS = 250_000;
/** A file of which more than one row in so many cannot be read is not the file that we know. */
const BROKEN_PART = 5;
const ROWS_AT_ONCE = 1_000;

/** Why a file as a whole cannot be read. */
export class BrokenFileError extends Error {}

/** Makes a parser of a provider's rows. */
export function rangeParser(provider: RangeProvider, readRows: (bytes: Uint8Array) => Rows): RangeParser {
  return async (bytes) => {
    try {
      return await collect(provider, readRows(bytes));
    } catch (error) {
      if (error instanceof BrokenFileError) return { ok: false, reason: error.message };
      throw error;
    }
  };
}

async function collect(provider: RangeProvider, source: Rows): Promise<RangeFile | RangeRefusal> {
  const rows = new Map<string, RangeRow>();
  let [read, broken] = [0, 0];
  let next = source.next();
  for (; !next.done; next = source.next()) {
    if (++read > MAX_ROWS) throw new BrokenFileError(`more than ${MAX_ROWS} rows`);
    if (read % ROWS_AT_ONCE === 0) await breathe();
    const candidate = next.value;
    const prefix = candidate && parsePrefix(candidate.prefix);
    if (!candidate || !prefix) {
      broken += 1;
      continue;
    }
    const key = `${prefix.text} ${candidate.service ?? ""}`;
    // Said twice is said once. A prefix in two places at the same time is in neither: the first stands, the other is counted.
    const before = rows.get(key);
    if (before === undefined) rows.set(key, { ...candidate, provider, prefix: prefix.text });
    else if (before.region !== candidate.region) broken += 1;
  }
  if (rows.size === 0) throw new BrokenFileError(read === 0 ? "no rows" : `none of its ${read} rows can be read`);
  if (broken * BROKEN_PART > read) throw new BrokenFileError(`${broken} of its ${read} rows cannot be read`);
  return { ok: true, version: next.value, rows: [...rows.values()], broken };
}

/** The text of a file, refused when it is too long or no UTF-8. */
export function readText(bytes: Uint8Array): string {
  if (bytes.byteLength > MAX_BYTES) throw new BrokenFileError(`more than ${MAX_BYTES} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenFileError("not UTF-8");
  }
}

/** The lines of a text file that say something. */
export function* readLines(bytes: Uint8Array): Generator<string> {
  for (const line of readText(bytes).split("\n")) {
    const said = line.trim();
    if (said !== "" && !said.startsWith("#")) yield said;
  }
}

/** A JSON file whose frame is as expected; its rows are looked at one by one. */
export function readJson<T>(bytes: Uint8Array, frame: z.ZodType<T>): T {
  const text = readText(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BrokenFileError("not JSON");
  }
  const result = frame.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BrokenFileError(`${issue?.path.join(".") || "the file"}: ${issue?.message ?? "not as expected"}`);
}
