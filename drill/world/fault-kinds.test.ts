import { describe, expect, it } from "vitest";
import { FAILURE_TYPES } from "#domain/failure/failure.ts";
import { faultNames, readFault } from "#drill/world/fault-kinds.ts";

describe("the names of faults", () => {
  it.each(FAILURE_TYPES)("%s can be provoked, or it is said why not", (type) => {
    const read = readFault(type);
    if ("refusal" in read) expect(read.refusal).toMatch(/cannot be provoked: (?!nothing here causes it)/);
    else expect(read.fault).toBe(type);
  });

  it.each(["stale", "slow", "halted", "rate_limited", "geo_blocked", "quota", "bot_challenge", "maintenance"])(
    "%s is known",
    (name) => {
      expect(readFault(name)).toHaveProperty("fault");
    },
  );

  it("lists every name for one that it does not know", () => {
    const read = readFault("broken");
    expect(read).toHaveProperty("refusal");
    if ("refusal" in read) for (const name of faultNames()) expect(read.refusal).toContain(name);
  });
});
