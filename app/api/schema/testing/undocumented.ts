import { z } from "zod";

/** Paths of what a value has and its schema does not know: objects are open, so that a field may be added, but not in silence. */
export function undocumented(schema: z.ZodType, value: unknown, path = "$"): string[] {
  if (schema instanceof z.ZodOptional) return undocumented(schema.unwrap() as z.ZodType, value, path);
  if (schema instanceof z.ZodUnion) {
    const options = schema.options as readonly z.ZodType[];
    const own = options.find((option) => option.safeParse(value).success);
    return own === undefined ? [path] : undocumented(own, value, path);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((one, index) => undocumented(schema.element as z.ZodType, one, `${path}[${index}]`));
  }
  if (!(schema instanceof z.ZodObject) || typeof value !== "object" || value === null) return [];
  const shape = schema.shape as Record<string, z.ZodType>;
  if (FREE.has(Object.keys(shape).sort().join())) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const own = shape[name];
    return own === undefined ? [`${path}.${name}`] : undocumented(own, one, `${path}.${name}`);
  });
}

/** A reason of an attribution: each kind has figures of its own. */
const FREE = new Set(["kind,text"]);
