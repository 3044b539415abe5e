import { z } from "zod";
import { SECRET_KEY } from "#db/sealing.ts";
import { readClock } from "#domain/clock.ts";
import { CONTACT } from "#domain/publish/operator.ts";

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Address to listen on. Loopback by default: opening it to other machines is the operator's decision. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where readers find this site. Links that leave the site are made of this, and never of what a request claims. */
  FAULTLINE_URL: z
    .url({ protocol: /^https?$/, abort: true })
    .refine((url) => new URL(url).pathname === "/" && !/[?#@]/.test(url), "is an origin: no path, query or name")
    .transform((url) => new URL(url).origin)
    .optional(),
  /**
   * What names the entries of feeds: a host of yours, and a year in which it was yours (RFC 4151). Readers know entries by it, so
   * it stays as it was at the first deployment, whatever becomes of FAULTLINE_URL, whose host it is by default.
   */
  FAULTLINE_FEED_AUTHORITY: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, "is a host name in lower case")
    .optional(),
  FAULTLINE_FEED_YEAR: z
    .string()
    .regex(/^\d{4}$/, "is a year of four digits")
    .default("2026"),
  /** What seals addresses and secrets of webhooks: the same as the worker's. Without one nobody can subscribe. */
  FAULTLINE_SECRET_KEY: z
    .string()
    .regex(SECRET_KEY, "must be 32 bytes in base64 or hex, or several of these with commas between")
    .optional(),
  /** `only`: webhooks go to plain http on loopback and nowhere else. For tests. */
  FAULTLINE_WEBHOOK_LOOPBACK: z.literal("only").optional(),
  /** Who runs this instance, in words, and how to reach them: shown at /about. */
  FAULTLINE_OPERATOR: z.string().trim().min(1).max(200).optional(),
  FAULTLINE_CONTACT: z.string().regex(CONTACT, "must be a URL or a mail address without spaces").optional(),
  /** Proxies of yours that stand before this server and add to X-Forwarded-For. */
  FAULTLINE_PROXIES: z.coerce.number().int().min(0).max(9).default(0),
  /** Set by `npm run drill`: the clock of its day, and the scenario that is played. */
  FAULTLINE_CLOCK: z
    .string()
    .transform(readClock)
    .refine((clock) => clock !== null, "is no clock of a drill")
    .optional(),
  FAULTLINE_DRILL: z.string().max(80).optional(),
  /** Where this instance keeps its state: the scorecards of its drills stand there. `.faultline` in the checkout by default. */
  FAULTLINE_HOME: z.string().min(1).optional(),
  /** Set by `npm start -- --world`: what is shown is made up, and so are its exports. */
  FAULTLINE_WORLD: z.string().min(1).optional(),
  FAULTLINE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

export type WebSettings = z.infer<typeof schema>;

/** Reads the web process's settings. @throws Error naming every variable that is wrong, never its value. */
export function readWebSettings(env: Record<string, string | undefined>): WebSettings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`These settings are wrong or missing:\n${lines.join("\n")}`);
}
