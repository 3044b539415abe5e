import { z } from "zod";
import { NO_SLUG, SLUG } from "#catalog/slug.ts";
import { VERIFICATIONS } from "#domain/check/spec.ts";
import { FEED_KINDS } from "#domain/cloud/feed-kind.ts";
import type { CloudProvider, ContextFigure } from "#domain/hosting/cloud-provider.ts";

/** The form of a cloud and of a published figure. What needs more than one field to decide stands in `verify.ts` beside. */

const slug = z.string().max(60).regex(SLUG, NO_SLUG);
const words = z.string().trim().min(1, "must not be empty").max(1000);
const link = z.url({ protocol: /^https$/, error: "must be an https:// address" }).max(500);
const country = z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 alpha-2 code, such as US");
const share = z.number().min(0).max(1);
const verified = { verified: z.enum(VERIFICATIONS), verifiedBy: words.exactOptional() };
const note = words.exactOptional();

function list<T extends z.ZodType>(item: T) {
  return z.array(item).max(200).readonly();
}

const region = z.strictObject({
  id: slug,
  name: words.max(100),
  aliases: list(words.max(100)),
  country: country.nullable(),
  metro: words.max(100).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
});

export const cloudSchema = z.strictObject({
  slug,
  name: words.max(100),
  kind: z.enum(["cloud", "edge"]),
  homepage: link,
  controller: z.strictObject({ name: words.max(100), country, source: link, ...verified }),
  statusPage: link.nullable(),
  feeds: list(z.strictObject({ kind: z.enum(FEED_KINDS), url: link, note, ...verified })),
  ranges: z.strictObject({ urls: list(link), page: link.exactOptional(), note, ...verified }).nullable(),
  regions: list(region),
  regionsVerified: z.strictObject(verified).exactOptional(),
  note,
}) satisfies z.ZodType<CloudProvider>;

export const figureSchema = z.strictObject({
  id: slug,
  measures: words,
  countedBy: words,
  period: z
    .string()
    .regex(/^\d{4}(-Q[1-4]|-\d{2})?$/, "must be a year, a quarter such as 2025-Q2, or a month")
    .nullable(),
  dated: words,
  parts: list(
    z.strictObject({
      name: words.max(100),
      provider: slug.nullable(),
      share: share.nullable(),
      shareAlsoGiven: share.exactOptional(),
      count: z.int().nonnegative().nullable(),
      bound: z.literal("least").exactOptional(),
    }),
  ),
  remainder: share.nullable(),
  sources: list(link),
  corrections: list(z.strictObject({ claim: words, correction: words, sources: list(link) })),
  ...verified,
}) satisfies z.ZodType<ContextFigure>;
