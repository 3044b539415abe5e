import { z } from "zod";
import { NO_SLUG, SLUG } from "#catalog/slug.ts";
import { type Dossier, PRECISIONS, SOURCE_KINDS, SUBJECT_KINDS, TOLD_STATES } from "#domain/replay/dossier.ts";

/** The form of a dossier. What needs more than one field to decide stands in `verify.ts` beside. */

const MAX_EVENTS = 1_000;

const slug = z.string().max(60).regex(SLUG, NO_SLUG);
const line = z.string().trim().min(1, "must not be empty").max(1_000);
const text = z
  .union([line, z.strictObject({ en: line, ja: line })])
  .meta({ description: "In English alone, or in both languages." });
const link = z.url({ protocol: /^https$/, error: "must be an https:// address" }).max(1_000);
const instant = z.iso.datetime({
  precision: 0,
  error: "must be an instant in UTC to the second, such as 2025-10-20T06:48:00Z",
});

function list<T extends z.ZodType>(item: T, max = 100) {
  return z.array(item).max(max).readonly();
}

const phase = z.strictObject({
  part: text.exactOptional().meta({ description: "Gets a row of its own; phases of one part stand in one row." }),
  from: instant,
  to: instant.nullable(),
  state: z.enum(TOLD_STATES),
  what: text,
});

const event = z.strictObject({
  at: instant.meta({ description: "Of precision day: midnight UTC of the day. It never becomes a time." }),
  precision: z.enum(PRECISIONS),
  window_utc: z.strictObject({ from: instant, to: instant }).exactOptional(),
  subject: slug.meta({
    description: "A slug or alias of the catalog, a cloud's region as aws-us-east-1, or a new name.",
  }),
  subject_kind: z.enum(SUBJECT_KINDS),
  layer: z.enum(["access", "chain"]).exactOptional(),
  state: z.enum(TOLD_STATES).meta({ description: "What the source conveyed at that moment, not hindsight." }),
  kind: z.enum(SOURCE_KINDS),
  headline: text,
  source_url: link,
  source_title: line,
  note: text.exactOptional(),
  values: z.record(z.string().max(100), z.union([z.number(), line])).exactOptional(),
  scope: slug
    .exactOptional()
    .meta({ description: "Of a cloud: region is about all of it, anything else about a part and moves no row." }),
  disputed: z.boolean().exactOptional(),
  measured_by: line.exactOptional().meta({ description: "Who measured, of a measurement of others." }),
  copy_read: line.exactOptional(),
});

const counts = z.strictObject({
  events: z.int(),
  minute: z.int(),
  approx: z.int(),
  day: z.int(),
  subjects: z.int(),
});

export const dossierSchema = z.strictObject({
  $schema: z.string().max(200).exactOptional().meta({ description: "For editors." }),
  id: z
    .string()
    .max(80)
    .regex(
      /^\d{4}-\d\d-\d\d-[a-z0-9]+(?:-[a-z0-9]+)*$/,
      "must be the day and what failed, such as 2025-10-20-aws-us-east-1",
    ),
  title: text,
  provider: line.max(100),
  region: slug,
  availability_zone: line.max(100).exactOptional(),
  other_regions: list(slug).exactOptional(),
  started_at: instant,
  ended_at: instant.nullable(),
  first_public_notice_at: instant.nullable(),
  root_cause: text,
  phases: list(phase),
  phase_source: z.strictObject({ url: link, title: line, note: text.exactOptional() }),
  events: z.array(event).min(1, "must hold at least one event").max(MAX_EVENTS).readonly(),
  contradictions: list(
    z.strictObject({
      topic: text,
      claims: z
        .array(z.strictObject({ value: z.union([text, z.number()]), by: text }))
        .max(100)
        .readonly(),
    }),
  ),
  gaps: list(text),
  notes: list(text),
  crypto_effect: text.exactOptional(),
  names: z.record(slug, text).exactOptional(),
  counts: counts.exactOptional().meta({ description: "May be given, and must then be right." }),
}) satisfies z.ZodType<Dossier>;

export type DossierFile = z.infer<typeof dossierSchema>;
