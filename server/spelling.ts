import { type Parameters as ApiParameters, type ParameterError, readQuery } from "#domain/publish/api/parameters.ts";

/** The one spelling of a parameter's value, so that what means the same is kept once; null when it is no such value. */
export type Spelling = (value: string) => string | null;

/** What a route knows: names and the spellings of their values. Everything else in a query is nobody's business. */
export type Parameters = Readonly<Record<string, Spelling>>;

/** A query is read no further than this, in characters. */
const LONGEST_VALUE = 200;

export const slug: Spelling = matching(/^[a-z0-9-]{1,64}$/);

/** What somebody may be looked for by: up to 64 characters, with single spaces between words. */
export const name: Spelling = (value) => {
  const text = value.trim().replace(/\s+/g, " ");
  return text !== "" && text.length <= 64 ? text : null;
};

export function matching(pattern: RegExp): Spelling {
  return (value) => (pattern.test(value) ? value : null);
}

export function oneOf(values: readonly string[]): Spelling {
  return (value) => (values.includes(value) ? value : null);
}

/** Of what may be asked for: before 1970 nothing was recorded, and a year of five digits has another spelling. */
const [FIRST_MS, END_MS] = [0, Date.UTC(10_000, 0)];

/** `2025-10-20T07:11:42+00:00` is spelled `2025-10-20T07:11Z`: instants snap to the minute they are in. */
export const minute: Spelling = (value) => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(value)) return null;
  const at = Date.parse(value);
  return at >= FIRST_MS && at < END_MS ? `${new Date(at).toISOString().slice(0, 16)}Z` : null;
};

/** A page's query in its one spelling: each known parameter at most once, in the table's order; the rest is dropped. */
export function pageQuery(query: string, parameters: Parameters): string {
  if (query.length < 2) return "";
  const given = new URLSearchParams(query);
  const spelled = new URLSearchParams();
  for (const [name, spelling] of Object.entries(parameters)) {
    const value = given.get(name);
    const known = value === null || value.length > LONGEST_VALUE ? null : spelling(value);
    if (known !== null) spelled.set(name, known);
  }
  return spelled.size === 0 ? "" : `?${spelled}`;
}

/** A query of the API in its one spelling; or what is not right with it: who asks the API is told, and nothing is made for it. */
export function apiQuery(query: string, parameters: ApiParameters): string | readonly ParameterError[] {
  const read = readQuery(new URLSearchParams(query), parameters);
  if ("errors" in read) return read.errors;
  return read.given.size === 0 ? "" : `?${new URLSearchParams([...read.given])}`;
}
