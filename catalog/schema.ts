import { z } from "zod";
import { checkSchema } from "#catalog/schema-check.ts";
import { count, link, list, seconds, slug, words } from "#catalog/schema-fields.ts";
import {
  type ChainSpec,
  type ControlSpec,
  SERVICE_KINDS,
  type ServiceSpec,
  STATUS_PAGE_KINDS,
} from "#domain/check/service.ts";
import { RPC_FAMILIES, VERIFICATIONS } from "#domain/check/spec.ts";

/**
 * The form of catalog entries from foreign files. What needs more than one field to decide stands in `catalog/verify.ts`,
 * which our own files pass through too.
 */

const component = z.strictObject({
  slug,
  name: words.max(100),
  layer: z.enum(["access", "chain", "cloud"]),
  chain: slug.exactOptional(),
  weight: z.number().positive().max(100).exactOptional(),
  checks: list(checkSchema).refine((checks) => checks.length > 0, "a component needs at least one check"),
});

const instant = z.iso.datetime({ offset: true, error: "must be an RFC 3339 instant, such as 2026-09-23T04:00:00Z" });

export const serviceSchema = z.strictObject({
  slug,
  name: words.max(100),
  kind: z.enum(SERVICE_KINDS),
  homepage: link,
  aliases: z.record(slug, slug).exactOptional(),
  named: z.boolean().exactOptional(),
  lifecycle: z.strictObject({
    state: z.enum(["active", "retired", "uncertain"]),
    effective: instant.exactOptional(),
    note: words.exactOptional(),
    sources: list(link).exactOptional(),
  }),
  statusPage: z.strictObject({
    url: link.nullable(),
    kind: z.enum(STATUS_PAGE_KINDS),
    apiUrl: link.nullable(),
    verified: z.enum(VERIFICATIONS),
    verifiedBy: words.exactOptional(),
    note: words.exactOptional(),
    shared: z.boolean().exactOptional(),
    components: z.record(words.max(200), slug).exactOptional(),
  }),
  hosting: list(
    z.strictObject({
      provider: slug,
      region: words.nullable(),
      claim: words,
      sourceUrl: link,
      strength: words,
      components: list(slug).exactOptional(),
      date: z
        .string()
        .regex(/^\d{4}-\d{2}(-\d{2})?$/)
        .exactOptional(),
    }),
  ),
  dependsOn: list(slug).exactOptional(),
  limits: list(
    z.strictObject({
      host: z.string().min(1).max(253),
      requests: z.int().positive(),
      perS: z.number().positive(),
      source: words,
    }),
  ).exactOptional(),
  blocking: words.exactOptional(),
  note: words.exactOptional(),
  components: list(component).refine((parts) => parts.length > 0, "a service needs at least one component"),
}) satisfies z.ZodType<ServiceSpec>;

export const chainSchema = z.strictObject({
  slug,
  name: words.max(100),
  family: z.enum(RPC_FAMILIES),
  chainId: z.int().positive().nullable(),
  blockTimeS: z.number().positive(),
  parent: slug.exactOptional(),
  limits: z.strictObject({
    providerLagBlocks: count,
    headAgeWarnS: seconds,
    headAgeCritS: seconds,
    hashDepth: count,
  }),
  source: words,
}) satisfies z.ZodType<ChainSpec>;

const control = { slug, name: words.max(100), network: words, asn: z.int().positive(), source: link };

export const controlSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...control,
    kind: z.literal("dns"),
    address: z.union([z.ipv4(), z.ipv6()], { error: "must be an IP address: a control may not depend on DNS" }),
    query: z.string().min(1).max(253),
    expect: z.string().min(1).max(253),
  }),
  z.strictObject({ ...control, kind: z.literal("http"), url: link, status: list(z.int().min(100).max(599), 20) }),
]) satisfies z.ZodType<ControlSpec>;

const asked = {
  since: z.iso.date().exactOptional().meta({ description: "When they asked: 2026-11-23." }),
  note: words.exactOptional(),
};
const host = z.string().regex(/^[a-z0-9.-]{1,253}$/, "is a host name in lower case, or an address");

export const optOutSchema = z.union([
  z.strictObject({ service: slug, ...asked }),
  z.strictObject({ host: host.meta({ description: "This host and all below it." }), ...asked }),
]);

export type OptOut = z.infer<typeof optOutSchema>;

/** What an operator may lay over our files. */
export const operatorSchema = z
  .strictObject({
    $schema: z.string().exactOptional(),
    services: list(serviceSchema, 1000).exactOptional().meta({
      description: "New services. One whose slug exists here already replaces it whole.",
    }),
    remove: list(slug, 1000).exactOptional().meta({ description: "Slugs of services that are not wanted." }),
    controls: list(controlSchema, 20).exactOptional().meta({
      description: "Replaces all controls: four at least, in three networks at least.",
    }),
    chains: list(chainSchema).exactOptional().meta({
      description: "New chains. One whose slug exists here already replaces it.",
    }),
    optOut: list(optOutSchema, 1000).exactOptional().meta({
      description: "Who asked not to be probed: none of their checks is run by any vantage, and the site says why.",
    }),
  })
  .meta({ title: "Faultline operator catalog" });

export type OperatorFile = z.infer<typeof operatorSchema>;
