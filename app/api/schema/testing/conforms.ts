/** What a JSON Schema of ours may say; a word that is not here is an error, and never passed over. */
interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly examples?: unknown;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema;
}

interface Answer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** As much of an OpenAPI document as is needed to hold answers against it. */
export interface Document {
  readonly paths: Readonly<Record<string, { readonly get: { readonly responses: Readonly<Record<string, Answer>> } }>>;
}

/** What is told of an answer: its status, its type, its body as it was read. */
export interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

/** Where an answer is not as the document says; nothing when it is. */
export function breaches(document: Document, at: string, { status, type, body }: Told): string[] {
  const promised = document.paths[at]?.get.responses[String(status)];
  if (promised === undefined) return [`${at} never says ${status}`];
  const [name = ""] = (type ?? "").split(";");
  const { content = {} } = resolved<Answer>(document, promised);
  const media = content[name];
  if (media === undefined) return [`${at} never says ${status} as ${type}`];
  return misfits(document, media.schema, body, "$");
}

function resolved<T extends { readonly $ref?: string }>(document: Document, one: T): T {
  if (one.$ref === undefined) return one;
  const found = one.$ref
    .slice(2)
    .split("/")
    .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], document);
  if (found === undefined) throw new Error(`${one.$ref} is not in the document`);
  return found as T;
}

function misfits(document: Document, given: Schema, value: unknown, path: string): string[] {
  const schema = resolved(document, given);
  const wrong = (what: string) => [`${path} ${what}`];
  for (const word of Object.keys(schema)) if (!WORDS.has(word)) throw new Error(`no such word of JSON Schema: ${word}`);
  const { anyOf, type } = schema;
  if (anyOf !== undefined && !anyOf.some((one) => misfits(document, one, value, path).length === 0)) {
    return wrong("is none of what it may be");
  }
  if (type !== undefined && ![type].flat().some((one) => isOfType(one, value))) return wrong(`is no ${type}`);
  if ("const" in schema && schema.const !== value) return wrong("is another constant");
  if (schema.enum !== undefined && !schema.enum.includes(value)) return wrong("is none of the words");
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(String(value)))
    return wrong("is misspelled");
  if (Number(value) < (schema.minimum ?? -Infinity) || Number(value) > (schema.maximum ?? Infinity)) {
    return wrong("is out of range");
  }
  const { items } = schema;
  if (Array.isArray(value) && items !== undefined) {
    return value.flatMap((one, index) => misfits(document, items, one, `${path}[${index}]`));
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? fieldsMisfit(document, schema, value, path)
    : [];
}

function fieldsMisfit(document: Document, schema: Schema, value: object, path: string): string[] {
  const { properties = {}, required = [], propertyNames, additionalProperties } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}.${name} is missing`);
  const others = Object.entries(value).flatMap(([name, one]) => {
    const own = properties[name] ?? additionalProperties;
    return [
      ...(propertyNames === undefined ? [] : misfits(document, propertyNames, name, `${path}.${name}?`)),
      ...(own === undefined ? [] : misfits(document, own, one, `${path}.${name}`)),
    ];
  });
  return [...missing, ...others];
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

const WORDS: ReadonlySet<string> = new Set<keyof Schema>([
  "$ref",
  "description",
  "examples",
  "type",
  "const",
  "enum",
  "anyOf",
  "pattern",
  "minimum",
  "maximum",
  "items",
  "properties",
  "required",
  "propertyNames",
  "additionalProperties",
]);
