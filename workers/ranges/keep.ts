import { createHash } from "node:crypto";
import type { Sql } from "#db/client.ts";
import {
  claimSource,
  confirmSource,
  heldRanges,
  type KnownFile,
  rangesVersion,
  recordUnreadable,
  storeRanges,
} from "#db/write/ranges.ts";
import type { AddressLookup, RangeSource } from "#domain/hosting/address.ts";
import type { EpochMs } from "#domain/time.ts";
import { newestFileOn } from "#workers/ranges/azure.ts";
import { buildLookup } from "#workers/ranges/lookup.ts";
import { rangeParsers } from "#workers/ranges/parsers.ts";

const MINUTE_MS = 60_000;
/** Providers change their ranges some times a week, AWS some times a day. */
const EVERY_MS = 6 * 60 * MINUTE_MS;
/** After nothing readable came. */
const RETRY_MS = 15 * MINUTE_MS;
const LONGEST_REASON = 200;
/** Stands before each digest. To be raised whenever parsers take something else from the same file. */
const PARSER_VERSION = "1:";

export interface RangeAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly etag: string | null;
}

/**
 * Gets a file, asking with `If-None-Match` when an etag is given; 304 then says that it is still that one. Follows redirects,
 * ends after a while and at some size, and rejects when nothing comes.
 */
export type RangeFetch = (url: string, etag: string | null) => Promise<RangeAnswer>;

export interface KeepRangesOptions {
  readonly sql: Sql;
  readonly now: () => EpochMs;
  readonly fetch: RangeFetch;
  readonly sources: readonly RangeSource[];
  readonly everyMs?: number;
  readonly retryMs?: number;
  /** Aborted when the worker stops: no further provider is asked. */
  readonly signal?: AbortSignal;
}

/** What came of asking one provider. */
export interface RangeReport {
  readonly provider: string;
  /** `refused`: the file lost too much; `unreadable`: there was none, or not in the form that we know. */
  readonly outcome: "changed" | "unchanged" | "refused" | "unreadable";
  readonly rows: number;
  readonly opened: number;
  readonly closed: number;
  readonly broken: number;
  readonly reason: string | null;
}

/**
 * Asks the providers whose turn it is for their ranges, one after the other, and stores what changed. Cheap when it is nobody's
 * turn: to be called every minute. Several workers may call it at once: each provider is asked by one.
 * @returns a report for each provider that was asked.
 */
export async function keepRanges(options: KeepRangesOptions): Promise<RangeReport[]> {
  const { sql, now, sources, everyMs = EVERY_MS, retryMs = RETRY_MS, signal } = options;
  const reports: RangeReport[] = [];
  for (const source of sources) {
    if (signal?.aborted) break;
    const known = await sql.begin((tx) => claimSource(tx, source.provider, { everyMs, retryMs }, now()));
    if (known !== null) reports.push(await refresh(options, source, known, everyMs));
  }
  return reports;
}

/** Why a provider's file could not be had. */
class NoFileError extends Error {}

async function refresh(
  { sql, now, fetch }: KeepRangesOptions,
  source: RangeSource,
  known: KnownFile,
  everyMs: number,
): Promise<RangeReport> {
  const { provider } = source;
  const report = { provider, rows: 0, opened: 0, closed: 0, broken: 0, reason: null };
  const unreadable = async (why: string): Promise<RangeReport> => {
    const reason = why.slice(0, LONGEST_REASON);
    await sql.begin((tx) => recordUnreadable(tx, provider, reason, now()));
    return { ...report, outcome: "unreadable", reason };
  };

  let file: FetchedFile | null;
  try {
    file = await fetchFile(fetch, source, known);
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
  const nextAt = now() + everyMs;
  if (file === null || file.digest === known.digest) {
    await sql.begin((tx) => confirmSource(tx, provider, { etag: file?.etag ?? known.etag, nextAt }, now()));
    return { ...report, outcome: "unchanged" };
  }
  const parsed = await rangeParsers[provider](file.bytes);
  if (!parsed.ok) return unreadable(parsed.reason);
  const { rows, broken } = parsed;
  const { digest, etag } = file;
  const fetched = { provider, rows, broken, digest, etag, nextAt, version: parsed.version ?? digest };
  const change = await sql.begin((tx) => storeRanges(tx, fetched, now()));
  const counted = { ...report, rows: rows.length, broken };
  if (!change.accepted) return { ...counted, outcome: "refused", reason: change.reason };
  const { opened, closed } = change;
  return { ...counted, outcome: opened + closed > 0 ? "changed" : "unchanged", opened, closed };
}

interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly etag: string | null;
}

/** @returns null when the provider says that its file is the one that is kept. */
async function fetchFile(fetch: RangeFetch, source: RangeSource, known: KnownFile): Promise<FetchedFile | null> {
  const urls = source.page === undefined ? source.urls : [await newestFile(fetch, source.page)];
  // A list in several files is fetched anew, since of the unchanged ones nothing would come; so is what was read otherwise.
  const etag = urls.length === 1 && known.digest?.startsWith(PARSER_VERSION) ? known.etag : null;
  const answers: RangeAnswer[] = [];
  for (const url of urls) answers.push(await fetch(url, etag));
  if (etag !== null && answers[0]?.status === 304) return null;
  const failed = answers.find(({ status }) => status !== 200);
  if (failed || answers.length === 0) throw new NoFileError(`HTTP ${failed?.status ?? "nothing to ask"}`);
  const bytes = joined(answers.map((answer) => answer.bytes));
  const digest = `${PARSER_VERSION}${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}`;
  return { bytes, digest, etag: answers.length === 1 ? (answers[0]?.etag ?? null) : null };
}

async function newestFile(fetch: RangeFetch, page: string): Promise<string> {
  const { status, bytes } = await fetch(page, null);
  if (status !== 200) throw new NoFileError(`HTTP ${status} for the page that links to the file`);
  const url = newestFileOn(new TextDecoder().decode(bytes));
  if (url === null) throw new NoFileError("the page that links to the file has no such link");
  return url;
}

/** Files of lines may end without a line's end. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return parts.length === 1 && only ? only : Buffer.concat(parts.flatMap((part) => [part, Buffer.from("\n")]));
}

export interface RangeMap {
  /** The map of the ranges that hold: built anew when they have changed since. */
  current(): Promise<AddressLookup>;
}

/** Keeps the worker's map beside the database's ranges. */
export function createRangeMap(sql: Sql): RangeMap {
  let lookup: AddressLookup | null = null;
  return {
    current: async () => {
      const version = await sql.begin((tx) => rangesVersion(tx));
      if (lookup === null || lookup.version !== version) {
        // One snapshot: the rows are those of the version, whatever is stored meanwhile.
        const held = await sql.begin("isolation level repeatable read read only", async (tx) => ({
          version: await rangesVersion(tx),
          rows: await heldRanges(tx),
        }));
        lookup = await buildLookup(held.rows, held.version);
      }
      return lookup;
    },
  };
}
