import { type Given, limitOf, readEntry, writeEntry } from "#domain/publish/list-query.ts";
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

/** What of a service's list is asked for. */
export function saidQueryOf(given: Given): SaidQuery {
  return { limit: limitOf(given), cursor: decodeSaidCursor(given.get("cursor") ?? "") };
}
