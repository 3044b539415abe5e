import { describe, expect, test } from "vitest";
import { z } from "zod";
import { operatorJsonSchema } from "#catalog/json-schema.ts";
import { ownCatalog } from "#catalog/load.ts";
import { chainSchema, controlSchema, operatorSchema, serviceSchema } from "#catalog/schema.ts";
import type { checkSchema } from "#catalog/schema-check.ts";
import type { ComponentSpec, ControlSpec, ServiceSpec } from "#domain/check/service.ts";
import type { Assertion, CheckRequest, CheckSpec, Freshness } from "#domain/check/spec.ts";
import { indexText, staleFiles } from "#scripts/catalog-index.ts";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Every key of every member of a union. */
type Keys<T> = T extends unknown ? keyof T : never;
type Parsed = z.infer<typeof serviceSchema>;
type ParsedComponent = Parsed["components"][number];
type ParsedCheck = z.infer<typeof checkSchema>;
type Present<T> = Exclude<T, undefined>;

/** Compiled, not run: the schema and the domain's types say the same, field by field. */
const same: {
  readonly service: Same<Parsed, ServiceSpec>;
  readonly check: Same<ParsedCheck, CheckSpec>;
  readonly control: Same<z.infer<typeof controlSchema>, ControlSpec>;
  readonly serviceKeys: Same<Keys<Parsed>, Keys<ServiceSpec>>;
  readonly componentKeys: Same<Keys<ParsedComponent>, Keys<ComponentSpec>>;
  /** `optedOut` comes of the operator's list of those who asked, and stands in no file of a service. */
  readonly checkKeys: Same<Keys<ParsedCheck> | "optedOut", Keys<CheckSpec>>;
  readonly requestKeys: Same<Keys<ParsedCheck["request"]>, Keys<CheckRequest>>;
  readonly assertionKeys: Same<Keys<ParsedCheck["assertions"][number]>, Keys<Assertion>>;
  readonly assertionOps: Same<ParsedCheck["assertions"][number]["op"], Assertion["op"]>;
  readonly freshnessKeys: Same<Keys<Present<ParsedCheck["freshness"]>>, Keys<Freshness>>;
  readonly factKeys: Same<Keys<Present<ParsedCheck["facts"]>>, Keys<Present<CheckSpec["facts"]>>>;
  readonly neutralKeys: Same<
    Keys<Present<ParsedCheck["neutral"]>[number]>,
    Keys<Present<CheckSpec["neutral"]>[number]>
  >;
  readonly lifecycleKeys: Same<Keys<Parsed["lifecycle"]>, Keys<ServiceSpec["lifecycle"]>>;
  readonly statusPageKeys: Same<Keys<Parsed["statusPage"]>, Keys<ServiceSpec["statusPage"]>>;
} = {
  service: true,
  check: true,
  control: true,
  serviceKeys: true,
  componentKeys: true,
  checkKeys: true,
  requestKeys: true,
  assertionKeys: true,
  assertionOps: true,
  freshnessKeys: true,
  factKeys: true,
  neutralKeys: true,
  lifecycleKeys: true,
  statusPageKeys: true,
};

/** The few words of JSON Schema that ours uses, judged here so that no validator need be installed. */
interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Objects in a schema that let any key in. */
function openObjects(schema: JsonSchema, path = "$"): string[] {
  const open = schema.properties && schema.additionalProperties !== false ? [path] : [];
  const parts: [string, JsonSchema][] = [
    ...Object.entries(schema.properties ?? {}),
    ...Object.entries(schema.$defs ?? {}),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((part, index): [string, JsonSchema] => [
      `${index}`,
      part,
    ]),
    ...(schema.items ? [["items", schema.items] satisfies [string, JsonSchema]] : []),
  ];
  return [...open, ...parts.flatMap(([name, part]) => openObjects(part, `${path}.${name}`))];
}

describe("the schema", () => {
  test("says the same as the domain's types", () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });

  test("accepts every service, chain and control that we ship", () => {
    for (const service of ownCatalog.services) expect(() => serviceSchema.parse(service), service.slug).not.toThrow();
    for (const chain of ownCatalog.chains) expect(() => chainSchema.parse(chain), chain.slug).not.toThrow();
    for (const control of ownCatalog.controls) expect(() => controlSchema.parse(control), control.slug).not.toThrow();
  });

  test("keeps what it reads as it is", () => {
    expect(serviceSchema.array().parse(ownCatalog.services)).toEqual(ownCatalog.services);
  });
});

describe("the JSON Schema for operators", () => {
  test("lets no unknown key in, at any depth", () => {
    expect(openObjects(operatorJsonSchema() as JsonSchema)).toEqual([]);
  });

  test("rejects an unknown key and accepts what we ship, when read back", () => {
    const schema = z.fromJSONSchema(operatorJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse({ services: ownCatalog.services }).error?.issues ?? []).toEqual([]);
    expect(schema.safeParse({ servises: [] }).success).toBe(false);
    const [service] = ownCatalog.services;
    expect(schema.safeParse({ services: [{ ...service, colour: "red" }] }).success).toBe(false);
  });

  test("asks for the same as the schema that reads the file", () => {
    expect(operatorSchema.safeParse({ services: [{}] }).success).toBe(false);
  });
});

describe("generated files", () => {
  test("are not stale", async () => {
    expect(await staleFiles()).toEqual([]);
  });

  test("list services in the order of their slugs, whatever the order of the folder", () => {
    expect(indexText(["b-c.ts", "1a.ts", "b-c.test.ts", "README.md"])).toBe(
      [
        "// Generated by scripts/catalog-index.ts: run `npm run catalog:index` after adding or removing a service.",
        'import { service as service1a } from "#catalog/services/1a.ts";',
        'import { service as bC } from "#catalog/services/b-c.ts";',
        'import type { ServiceSpec } from "#domain/check/service.ts";',
        "",
        "/** Every service of the catalog, by slug. */",
        "export const services: readonly ServiceSpec[] = [",
        "  service1a,",
        "  bC,",
        "];",
        "",
      ].join("\n"),
    );
  });

  test("hold every service under the name of its file", async () => {
    for (const { slug } of ownCatalog.services) {
      const file = await import(`./services/${slug}.ts`);
      expect(file.service.slug).toBe(slug);
    }
  });
});
