import { hostname } from "node:os";
import { z } from "zod";
import { SECRET_KEY } from "#db/sealing.ts";
import { DEFAULT_LICENCE, LICENCE_IDS } from "#domain/publish/export/manifest.ts";
import { CONTACT } from "#domain/publish/operator.ts";
import { VANTAGE_NAME } from "#domain/vantage.ts";
import { DEFAULT_EVIDENCE_DAYS } from "#workers/keep/keep.ts";

const text = z.string().trim().min(1).max(200);
const slug = z
  .string()
  .regex(VANTAGE_NAME, "must be lower-case letters, digits and hyphens, at most 40")
  .describe("name of a vantage");

/** `local` for a machine whose name would not do as a vantage's. */
function defaultVantage(): string {
  const name = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return slug.safeParse(name).success ? name : "local";
}

const variables = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  FAULTLINE_VANTAGE: slug.default(defaultVantage),
  FAULTLINE_VANTAGE_PROVIDER: text.optional(),
  FAULTLINE_VANTAGE_REGION: text.optional(),
  FAULTLINE_VANTAGE_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a two-letter country code such as FI")
    .optional(),
  /** A file that adds or overrides services. */
  FAULTLINE_CATALOG: text.optional(),
  /** world.json of a running world: probe that instead of the internet. */
  FAULTLINE_WORLD: text.optional(),
  /** Who answers for this instance, named in the User-Agent: a URL or a mail address. */
  FAULTLINE_CONTACT: z.string().regex(CONTACT, "must be a URL or a mail address without spaces").optional(),
  /** Where readers find this instance's site: the User-Agent points to its page about itself. */
  FAULTLINE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** Local address to probe from, when the machine has several. */
  FAULTLINE_SOURCE_ADDRESS: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** Resolvers to use instead of the system's, comma-separated addresses. */
  FAULTLINE_DNS: text.optional(),
  /** What seals addresses and secrets of webhooks: the newest key first. Without one nobody can subscribe; the rest works. */
  FAULTLINE_SECRET_KEY: z
    .string()
    .regex(SECRET_KEY, "must be 32 bytes in base64 or hex, or several of these with commas between")
    .optional(),
  /** `only`: webhooks go to plain http on loopback and nowhere else. For tests. */
  FAULTLINE_WEBHOOK_LOOPBACK: z.literal("only").optional(),
  /** Where this instance keeps its state: months are exported into it. `.faultline` in the checkout by default. */
  FAULTLINE_HOME: z.string().min(1).default(".faultline"),
  /** Who runs this instance, in words: named in the licence of the exports. */
  FAULTLINE_OPERATOR: text.optional(),
  /** Under which licence months are exported: what is measured here is its operator's. */
  FAULTLINE_EXPORT_LICENCE: z.enum(LICENCE_IDS).default(DEFAULT_LICENCE),
  /** Where this worker's own figures are told, at /metrics; nowhere without it. */
  FAULTLINE_METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  FAULTLINE_METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  FAULTLINE_KEEP_RAW_DAYS: z.coerce.number().int().min(2).max(3650).default(30),
  FAULTLINE_KEEP_MINUTES_DAYS: z.coerce.number().int().min(2).max(3650).default(90),
  FAULTLINE_KEEP_EVIDENCE_DAYS: z.coerce.number().int().min(2).max(3650).optional(),
  FAULTLINE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

/** Evidence outlives the raw record it is taken from: by default too when that is kept unusually long. */
const schema = variables
  .transform((set) => ({
    ...set,
    FAULTLINE_KEEP_EVIDENCE_DAYS:
      set.FAULTLINE_KEEP_EVIDENCE_DAYS ?? Math.max(DEFAULT_EVIDENCE_DAYS, set.FAULTLINE_KEEP_RAW_DAYS),
  }))
  .refine((set) => set.FAULTLINE_KEEP_EVIDENCE_DAYS >= set.FAULTLINE_KEEP_RAW_DAYS, {
    path: ["FAULTLINE_KEEP_EVIDENCE_DAYS"],
    message: "must not be less than FAULTLINE_KEEP_RAW_DAYS",
  });

export type WorkerSettings = z.infer<typeof schema>;

/**
 * Reads the worker's settings. An empty variable counts as not set, so that a compose file may pass them through.
 * @throws Error naming every variable that is wrong, never its value (it may be a password).
 */
export function readWorkerSettings(env: Record<string, string | undefined>): WorkerSettings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`These settings are wrong or missing:\n${lines.join("\n")}`);
}
