import { z } from "zod";
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
