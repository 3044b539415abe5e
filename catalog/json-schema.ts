import { z } from "zod";
import { operatorSchema } from "#catalog/schema.ts";

/** The JSON Schema of an operator's file, for editors: generated from the same zod schema that reads it. */
export function operatorJsonSchema(): unknown {
  return z.toJSONSchema(operatorSchema, {
    io: "input",
    reused: "ref",
    // zod says readOnly for our immutable arrays; in JSON Schema it would mean that nobody may write them.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
}
