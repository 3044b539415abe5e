import pino from "pino";

/** What the workers write to: pino's own call shape, `log.warn({ err }, "words")`. */
export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error">;

/** A JSON line logger on standard error. Secrets are not logged anywhere; DATABASE_URL is cut out of errors all the same. */
export function createLog(name: string, level: string): pino.Logger {
  return pino({ name, level, redact: ["DATABASE_URL", "*.DATABASE_URL"] }, pino.destination({ dest: 2, sync: true }));
}
