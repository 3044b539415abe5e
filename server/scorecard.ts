import { z } from "zod";
import { SCORECARD_VERSION, type Scorecard } from "#domain/drill/scorecard.ts";

/** The form of `.faultline/drill/ID.json`, which `npm run drill` writes. */

const text = z.union([z.string(), z.object({ en: z.string(), ja: z.string() })]);
const at = z.number().int();
const count = z.number().int().nonnegative();
const place = z.object({ provider: z.string(), region: z.string() });

const seen = z.object({
  incident: z.string(),
  startedAt: at,
  detectedAt: at,
  delayMs: z.number(),
  late: z.boolean(),
  resolvedAt: at.nullable(),
});

const outage = z.object({
  component: z.string(),
  fault: z.string(),
  from: at,
  to: at,
  cause: place.nullable(),
  seen: seen.nullable(),
  saidAt: at.nullable(),
  attribution: z.enum(["right", "wrong", "none", "unseen"]),
  named: place.extend({ word: z.string(), score: z.number() }).nullable(),
  runnerUp: place.extend({ score: z.number() }).nullable(),
});

export const scorecardSchema = z.object({
  version: z.literal(SCORECARD_VERSION),
  scenario: z.object({ id: z.string(), title: text, dossier: z.string().nullable() }),
  run: z.object({ speed: z.number(), vantages: count, from: at, to: at, endedAt: at, tookMs: z.number() }),
  outages: z.array(outage),
  invented: z.array(z.object({ incident: z.string(), component: z.string(), startedAt: at, detectedAt: at })),
  clouds: z.array(
    z.object({
      place,
      began: at,
      firstPostAt: at,
      worst: z.enum(["degraded", "disruption"]),
      seenAt: at.nullable(),
    }),
  ),
  samples: z.object({ recorded: count, coverage: z.number(), neutral: z.record(z.string(), count), told: count }),
  failures: z.array(text),
  assumptions: z.array(z.object({ components: z.array(z.string()), from: at, to: at, reason: text })),
  departures: z.array(text),
  totals: z.object({
    modelled: count,
    seen: count,
    late: count,
    missed: count,
    invented: count,
    right: count,
    wrong: count,
    none: count,
    neutral: count,
  }),
  passed: z.boolean(),
}) satisfies z.ZodType<Scorecard>;
