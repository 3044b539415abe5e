import { z } from "zod";
import { dossierSchema } from "#catalog/dossier/schema.ts";
import { operatorSchema } from "#catalog/schema.ts";

/** The JSON Schema of an operator's file, for editors: generated from the same zod schema that reads it. */
export function operatorJsonSchema(): unknown {
  return jsonSchema(operatorSchema);
}

/** The same of a dossier. */
export function dossierJsonSchema(): unknown {
  return jsonSchema(dossierSchema);
}

function jsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, {
    io: "input",
    reused: "ref",
    // zod says readOnly for our immutable arrays; in JSON Schema it would mean that nobody may write them.
    override: ({ jsonSchema: written }) => {
      delete written.readOnly;
    },
  });
}
