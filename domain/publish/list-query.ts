import type { EpochMs } from "#domain/time.ts";

/** What the lists of the API have in common: how they are asked, and how a place in them is written. */

export const LIMIT = { default: 50, max: 200 } as const;
/** The ids that incidents and clouds' events have (domain/incident/identity.ts). */
const ID = /^[a-z0-9]{12}$/;
const SLUG = /^[a-z0-9-]{1,64}$/;
/** The end of the year 9999: of what is later the database does not know the written form. */
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** How many entries are asked for, or null when it is not from 1 to 200. */
export function readLimit(text: string | undefined): number | null {
  if (text === undefined) return LIMIT.default;
  if (!/^[1-9]\d{0,2}$/.test(text)) return null;
  const limit = Number(text);
  return limit <= LIMIT.max ? limit : null;
}

/** What was asked of a list, by name and in its one spelling (domain/publish/api/parameters.ts). */
export type Given = ReadonlyMap<string, string>;

/** How many entries are asked for. */
export function limitOf(given: Given): number {
  return readLimit(given.get("limit")) ?? LIMIT.default;
}

/** Of one of a few words, the one that is asked for. */
export function wordOf<T extends string>(given: Given, name: string, words: readonly T[]): T | null {
  return words.find((word) => word === given.get(name)) ?? null;
}

export function isPublicId(text: string): boolean {
  return ID.test(text);
}

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** An instant as a part of a cursor: up to eleven letters and digits. */
export function writeInstant(at: EpochMs): string {
  return at.toString(36);
}

/** @returns null for what `writeInstant` does not write, and for what is not within the years 1970 to 9999. */
export function readInstant(text: string): EpochMs | null {
  const at = /^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
  return at <= LATEST ? at : null;
}

/** A place in a list that is sorted by an instant and an id. */
export interface Entry {
  readonly at: EpochMs;
  readonly id: string;
}

/** `mmjrtmo0.a1b2c3d4e5f6`: safe in an address as it is. Its form is nobody's business and may change. */
export function writeEntry({ at, id }: Entry): string {
  return `${writeInstant(at)}.${id}`;
}

/** @returns null for anything that `writeEntry` does not write. */
export function readEntry(text: string): Entry | null {
  const [instant = "", id = "", ...more] = text.split(".");
  const at = readInstant(instant);
  return at === null || !isPublicId(id) || more.length > 0 ? null : { at, id };
}
