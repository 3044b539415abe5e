import { z } from "zod";
import { NO_SLUG, SLUG } from "#catalog/slug.ts";

/** What the forms of catalog entries are made of. */

export const slug = z
  .string()
  .max(60)
  .regex(SLUG, NO_SLUG)
  .meta({ description: "Lower-case letters, digits and single hyphens." });
export const words = z.string().trim().min(1, "must not be empty").max(1000);
export const link = z.url({ protocol: /^https$/, error: "must be an https:// address" }).max(500);
export const seconds = z.number().nonnegative();
export const count = z.int().nonnegative();

export function list<T extends z.ZodType>(item: T, max = 100) {
  return z.array(item).max(max).readonly();
}
