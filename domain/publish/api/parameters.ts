import { foreignText } from "#domain/publish/foreign-text.ts";
import { isPublicId, isSlug, LIMIT, readLimit } from "#domain/publish/list-query.ts";

/** What a parameter of the API may be, or a part of an address that varies. */
export interface Parameter {
  /** The one spelling of a value; null when it is none. */
  readonly spell: (value: string) => string | null;
  /** What values there are, for who gave another: `a whole number from 1 to 200`. */
  readonly is: string;
  /** The same as JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Without it the resource says nothing. */
  readonly required?: true;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** What is not right with one parameter, for who sent it. */
export interface ParameterError {
  readonly name: string;
  readonly detail: string;
}

/** What is said of a query some of which is not right. */
export const WRONG_QUERY = "These parameters are not right.";

/** A value is read no further than this, in characters; a name that is told again, no further than that. */
const LONGEST_VALUE = 200;
const LONGEST_NAME = 64;
/** Errors that are told of one query. */
const MOST_ERRORS = 10;

/** What was given, each in its one spelling and in the order of the table; or what is not right with it, by name. */
export function readQuery(
  query: Iterable<readonly [string, string]>,
  parameters: Parameters,
): { readonly given: ReadonlyMap<string, string> } | { readonly errors: readonly ParameterError[] } {
  const names = Object.keys(parameters);
  const sent = new Map<string, string>();
  const errors = new Map<string, string>();
  for (const [name, value] of query) {
    if (!Object.hasOwn(parameters, name)) errors.set(nameToTell(name), noSuch(names));
    else if (sent.has(name)) errors.set(name, "is given more than once");
    else sent.set(name, value);
    if (errors.size >= MOST_ERRORS) break;
  }
  const given = new Map<string, string>();
  for (const [name, { spell, is, required }] of Object.entries(parameters)) {
    const value = sent.get(name);
    if (value === undefined) {
      if (required) errors.set(name, `is needed: ${is}`);
      continue;
    }
    const spelled = value.length > LONGEST_VALUE ? null : spell(value);
    if (spelled !== null) given.set(name, spelled);
    else if (!errors.has(name)) errors.set(name, `is ${is}`);
  }
  if (errors.size === 0) return { given };
  return { errors: [...errors].slice(0, MOST_ERRORS).map(([name, detail]) => ({ name, detail })) };
}

function noSuch(names: readonly string[]): string {
  return `is no parameter here; ${names.length === 0 ? "there are none" : `there are ${names.join(", ")}`}`;
}

/** A name that somebody made up, as it may be told again: on one line and short. */
function nameToTell(name: string): string {
  return foreignText(name, LONGEST_NAME) ?? "";
}

export function oneOf(values: readonly string[]): Parameter {
  return {
    spell: (value) => (values.includes(value) ? value : null),
    is: `one of ${values.join(", ")}`,
    schema: { type: "string", enum: values },
  };
}

export function slugOf(what: string): Parameter {
  return {
    spell: (value) => (isSlug(value) ? value : null),
    is: `the slug of a ${what}`,
    schema: { type: "string", pattern: "^[a-z0-9-]{1,64}$" },
  };
}

export function idOf(what: string): Parameter {
  return {
    spell: (value) => (isPublicId(value) ? value : null),
    is: `the id of ${what}: 12 letters and digits`,
    schema: { type: "string", pattern: "^[a-z0-9]{12}$" },
  };
}

/** @param respell the cursor as it was read; null when it is none of this list */
export function cursorOf(respell: (text: string) => string | null): Parameter {
  return { spell: respell, is: "the next_cursor of the page before", schema: { type: "string", maxLength: 200 } };
}

export const limit: Parameter = {
  spell: (value) => (readLimit(value) === null ? null : value),
  is: `a whole number from 1 to ${LIMIT.max}`,
  schema: { type: "integer", minimum: 1, maximum: LIMIT.max, default: LIMIT.default },
};
