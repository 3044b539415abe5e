import { z } from "zod";
import { NO_SLUG, SLUG } from "#catalog/slug.ts";
import {
  type ChainSpec,
  type ControlSpec,
  SERVICE_KINDS,
  type ServiceSpec,
  STATUS_PAGE_KINDS,
} from "#domain/check/service.ts";
import {
  type CheckSpec,
  FRESHNESS_FACTS,
  RPC_FAMILIES,
  SIGNALS,
  TIERS,
  TIME_UNITS,
  VERIFICATIONS,
} from "#domain/check/spec.ts";

/**
 * The form of catalog entries from foreign files. What needs more than one field to decide stands in `catalog/verify.ts`,
 * which our own files pass through too.
 */

const slug = z
  .string()
  .max(60)
  .regex(SLUG, NO_SLUG)
  .meta({ description: "Lower-case letters, digits and single hyphens." });
const words = z.string().trim().min(1, "must not be empty").max(1000);
const path = z.string().min(1).max(200).meta({ description: "JSONPath subset; $ is the whole body." });
const link = z.url({ protocol: /^https$/, error: "must be an https:// address" }).max(500);
const seconds = z.number().nonnegative();
const count = z.int().nonnegative();

function list<T extends z.ZodType>(item: T, max = 100) {
  return z.array(item).max(max).readonly();
}

const optional = { optional: z.literal(true).exactOptional() };
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const assertion = z.discriminatedUnion(
  "op",
  [
    z.strictObject({ op: z.literal("eq"), path, value: z.union([scalar, z.null()]), ...optional }),
    z.strictObject({ op: z.literal("eq_json"), path, value: z.unknown(), ...optional }),
    z.strictObject({ op: z.literal("in"), path, value: list(scalar), ...optional }),
    z.strictObject({
      op: z.enum(["gt", "gte", "lte", "hex_gt", "len_gte", "len_eq"]),
      path,
      value: z.number(),
      ...optional,
    }),
    z.strictObject({
      op: z.enum(["exists", "not_exists", "is_null", "is_array", "is_array_or_object"]),
      path,
      ...optional,
    }),
    z.strictObject({ op: z.literal("regex"), path, value: z.string().max(300), ...optional }),
    z.strictObject({ op: z.literal("book_uncrossed"), bids: path, asks: path, ...optional }),
    z.strictObject({ op: z.literal("changes_within_s"), path, value: seconds, ...optional }),
    z.strictObject({ op: z.literal("not_decreasing"), path, ...optional }),
    z.strictObject({
      op: z.enum(["abi_word_eq", "abi_word_gt"]),
      path,
      index: count,
      value: z.number(),
      ...optional,
    }),
    z.strictObject({ op: z.literal("body_contains"), value: z.string().min(1).max(300), ...optional }),
    z.strictObject({ op: z.literal("body_len_gte"), value: count, ...optional }),
  ],
  { error: "op must be one of the assertions in domain/check/spec.ts, such as eq, exists or len_gte" },
);

const freshness = z.strictObject({
  fact: z.enum(FRESHNESS_FACTS),
  path,
  unit: z.enum(TIME_UNITS),
  index: count.exactOptional(),
  warnS: seconds.exactOptional(),
  critS: seconds.exactOptional(),
  note: words.exactOptional(),
});

const variable = z.strictObject({
  from: z.string().regex(/^[^/]+\/[^/]+\/[^/]+$/, "must be service/component/check"),
  offset: z.int(),
  as: z.enum(["number", "hex", "text"]),
});

const url = z.string().min(1).max(500).meta({
  description: `https:// or wss://. \${NAME} is an environment variable, {name} a declared variable.`,
});
const base = { url, variables: z.record(z.string(), variable).exactOptional() };

const request = z.discriminatedUnion(
  "probe",
  [
    z.strictObject({
      probe: z.literal("http"),
      method: z.enum(["GET", "POST"]),
      ...base,
      headers: z.record(z.string().min(1).max(100), z.string().max(1000)).exactOptional(),
      body: z.unknown().exactOptional(),
      format: z.enum(["json", "raw"]),
      redirects: z.int().min(0).max(5).exactOptional(),
      maxBodyBytes: z.int().min(1).max(4_194_304).exactOptional(),
      sign: z
        .strictObject({ scheme: z.literal("robinhood-ed25519"), keyEnv: z.string(), secretEnv: z.string() })
        .exactOptional(),
    }),
    z.strictObject({
      probe: z.literal("json-rpc"),
      family: z.enum(RPC_FAMILIES),
      ...base,
      method: z.string().min(1).max(100),
      params: list(z.unknown()),
    }),
    z.strictObject({
      probe: z.literal("websocket"),
      ...base,
      send: z.unknown().exactOptional(),
      maxBodyBytes: z.int().min(1).max(4_194_304).exactOptional(),
    }),
    z.strictObject({
      probe: z.literal("dns"),
      name: z.string().min(1).max(253),
      type: z.enum(["A", "AAAA"]),
      resolvers: list(z.union([z.ipv4(), z.ipv6()], { error: "must be an IP address" }), 10).exactOptional(),
    }),
  ],
  { error: "probe must be http, json-rpc, websocket or dns" },
);

const neutral = z.strictObject({
  type: z.enum(["neutral.rate_limited", "neutral.geo_blocked", "neutral.quota", "neutral.bot_challenge"]),
  status: list(z.int(), 20).exactOptional(),
  body: z.string().min(1).max(300).exactOptional(),
  header: z.string().min(1).max(100).exactOptional(),
  headerValue: z.string().min(1).max(300).exactOptional(),
});

export const checkSchema = z.strictObject({
  slug,
  proves: words.max(200),
  signal: z.enum(SIGNALS),
  tier: z.enum(TIERS),
  vital: z.boolean().exactOptional(),
  intervalS: z
    .int()
    .min(20, "no target is asked more often than every 20 s")
    .max(86_400)
    .meta({ description: "Seconds between two runs, 20 at least." }),
  request,
  status: list(z.int().min(100).max(599), 20).exactOptional(),
  assertions: list(assertion, 30),
  freshness: freshness.exactOptional(),
  facts: z
    .strictObject({
      head_number: path.exactOptional(),
      head_hash: path.exactOptional(),
      mode: path.exactOptional(),
    })
    .exactOptional(),
  chain: slug.exactOptional(),
  expectsChainId: z.string().min(1).max(100).exactOptional(),
  agreement: z.strictObject({ depth: count, minAgree: z.int().min(2) }).exactOptional(),
  operator: slug.exactOptional(),
  neutral: list(neutral, 20).exactOptional(),
  rateLimit: words.exactOptional(),
  docUrl: link.exactOptional(),
  verified: z.enum(VERIFICATIONS),
  verifiedBy: words.exactOptional(),
  note: words.exactOptional(),
}) satisfies z.ZodType<CheckSpec>;

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
