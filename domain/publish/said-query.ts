import {
  isPublicId,
  readInstant,
  readLimit,
  readParameters,
  WRONG_CURSOR,
  WRONG_LIMIT,
  type Wrong,
  writeInstant,
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

/** `mmjrtmo0.a1b2c3d4e5f6`: safe in an address as it is. Its form is nobody's business and may change. */
export function encodeSaidCursor({ startedAt, id }: SaidCursor): string {
  return `${writeInstant(startedAt)}.${id}`;
}

/** @returns null for anything that `encodeSaidCursor` does not write. */
export function decodeSaidCursor(text: string): SaidCursor | null {
  const [started = "", id = "", ...more] = text.split(".");
  const startedAt = readInstant(started);
  return startedAt === null || !isPublicId(id) || more.length > 0 ? null : { startedAt, id };
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
