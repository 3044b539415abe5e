import { z } from "zod";

/**
 * What the world (drill/world) leaves for the workers in `.faultline/world/world.json`: where names resolve, where
 * ports really are, and the keys it hands out. The worker only reads it, through FAULTLINE_WORLD.
 */
export const worldFileSchema = z.strictObject({
  pid: z.int().positive(),
  /** `127.0.0.1:PORT` of the world's DNS server. */
  dns: z.string(),
  /** PEM of the world's own authority. */
  ca: z.string(),
  /** Real port -> the world's unprivileged port on the same address. */
  ports: z.record(z.string(), z.int()),
  /** Real address literals (controls) -> the world's loopback address. */
  addresses: z.record(z.string(), z.string()),
  /** Keys for checks that need one. */
  env: z.record(z.string(), z.string()),
  /** Vantage name -> the loopback address its worker connects from. */
  vantages: z.record(z.string(), z.string()),
  /** `http://127.0.0.1:PORT`: where `npm run world` talks to; the token is its password. */
  control: z.string(),
  token: z.string(),
});
export type WorldFile = z.infer<typeof worldFileSchema>;
