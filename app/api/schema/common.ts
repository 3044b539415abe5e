import { z } from "zod";
import { SEVERITIES } from "#domain/incident/incident.ts";
import { STATUSES } from "#domain/status/status.ts";

/**
 * What answers hold, as it is promised in /openapi.json. Objects are open: fields are added as the API grows, and a client that
 * refused what it does not know would break on each.
 */

/** Those with a name of their own in the document. */
export const named = z.registry<{ id: string }>();

/** A schema under its name. */
export function called<T extends z.ZodType>(id: string, schema: T): T {
  named.add(schema, { id });
  return schema;
}

/** RFC 3339 in UTC, with milliseconds. */
export const time = called(
  "Time",
  z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    .meta({ description: "RFC 3339 in UTC, with milliseconds.", examples: ["2026-11-22T14:31:07.212Z"] }),
);
export const status = called("Status", z.enum(STATUSES));
export const severity = called("Severity", z.enum(SEVERITIES));
export const text = z.string();
export const figure = z.number();
export const count = z.int().nonnegative();
export const flag = z.boolean();
export const texts = z.array(text);
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
export const layer = z.enum(["access", "chain", "cloud"]);
export const stretch = called("Stretch", z.looseObject({ from: time, to: time }));
/** A text in both languages. */
export const bothLanguages = called("Text", z.looseObject({ en: text, ja: text }));

/** The answer with one thing, or with all of a list. */
export const dataOf = <T extends z.ZodType>(schema: T, more: Record<string, z.ZodType> = {}) =>
  z.looseObject({ data: schema, ...more });
/** A page of a list. */
export const pageOf = <T extends z.ZodType>(schema: T, more: Record<string, z.ZodType> = {}) =>
  z.looseObject({ data: z.array(schema), ...more, next_cursor: orNull(text) });

/** RFC 9457. */
export const problem = called(
  "Problem",
  z.looseObject({
    type: text,
    title: text,
    status: z.int(),
    detail: text,
    errors: z.array(z.looseObject({ name: text, detail: text })).optional(),
  }),
);
