import {
  readEntry,
  readLimit,
  readParameters,
  WRONG_CURSOR,
  WRONG_LIMIT,
  type Wrong,
  writeEntry,
} from "#domain/publish/list-query.ts";
import type { EpochMs } from "#domain/time.ts";

/** A place in the list: after an incident. */
export interface SaidCursor {
  readonly startedAt: EpochMs;
  readonly id: string;
}

export interface SaidQuery {
  readonly limit: number;
  readonly cursor: SaidCursor | null;
}

export function encodeSaidCursor({ startedAt, id }: SaidCursor): string {
  return writeEntry({ at: startedAt, id });
}

/** @returns null for anything that `encodeSaidCursor` does not write. */
export function decodeSaidCursor(text: string): SaidCursor | null {
  const entry = readEntry(text);
  return entry && { startedAt: entry.at, id: entry.id };
}

/** Reads the parameters of a service's list: each at most once, none that is not known. `wrong` says what is not right. */
export function parseSaidQuery(parameters: Iterable<readonly [string, string]>): { readonly query: SaidQuery } | Wrong {
  const parsed = readParameters(parameters, ["limit", "cursor"]);
  if ("wrong" in parsed) return parsed;
  const limit = readLimit(parsed.given.get("limit"));
  if (limit === null) return WRONG_LIMIT;
  const text = parsed.given.get("cursor");
  const cursor = text === undefined ? null : decodeSaidCursor(text);
  return text !== undefined && cursor === null ? WRONG_CURSOR : { query: { limit, cursor } };
}
