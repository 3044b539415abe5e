import { z } from "zod";

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Address to listen on. Loopback by default: opening it to other machines is the operator's decision. */
  HOST: z.string().min(1).default("127.0.0.1"),
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
