import { afterEach } from "vitest";
import { attempts } from "#scripts/testing/loopback-guards.ts";

/** No test may reach beyond this machine: the one during which it happened fails, even if the code under test swallowed the error. */
afterEach(() => {
  const made = attempts.splice(0);
  if (made.length > 0) throw new Error(`this test tried to reach beyond this machine: ${made.join(", ")}`);
});
