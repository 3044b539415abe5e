import { z } from "zod";
import { count, link, list, seconds, slug, words } from "#catalog/schema-fields.ts";
import {
  type CheckSpec,
  FRESHNESS_FACTS,
  RPC_FAMILIES,
  SIGNALS,
  TIERS,
  TIME_UNITS,
  VERIFICATIONS,
} from "#domain/check/spec.ts";

/** The form of one check: what is asked, and what counts as an answer. */

const path = z.string().min(1).max(200).meta({ description: "JSONPath subset; $ is the whole body." });
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
      maxBodyBytes: z.int().min(1).max(8_388_608).exactOptional(),
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
