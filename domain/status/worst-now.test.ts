import { describe, expect, it } from "vitest";
import type { Situation } from "#domain/status/situation.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";
import { worstNow } from "#domain/status/worst-now.ts";

const counts = (some: Partial<Record<Status, number>>) =>
  Object.fromEntries(STATUSES.map((status) => [status, some[status] ?? 0])) as Record<Status, number>;
const chains = { of: 0, producing: 0, halted: [], late: [] };
const allWell: Situation = { kind: "allWell", unknown: 0, chains };

describe("the one status that stands for everything", () => {
  it("is the worst trouble, however much else is well or unknown", () => {
    const statuses = counts({ operational: 60, unknown: 9, degraded_performance: 3, partial_outage: 1 });
    expect(worstNow({ statuses, situation: allWell })).toBe("partial_outage");
  });
  it("is operational only where the sentence says that all is well", () => {
    const statuses = counts({ operational: 60, unknown: 2 });
    expect(worstNow({ statuses, situation: allWell })).toBe("operational");
    for (const situation of [
      { kind: "noData" },
      { kind: "nothingYet" },
      { kind: "offline", vantages: 1 },
      { kind: "silent", since: 1 },
      { kind: "unjudged", since: 1 },
      { kind: "mostlyUnknown", known: 1, of: 9, failing: 0 },
    ] as const)
      expect(worstNow({ statuses, situation }), situation.kind).toBe("unknown");
  });
  it("is unknown where the sentence says that nothing is known, whatever was known before", () => {
    const statuses = counts({ operational: 60, major_outage: 2 });
    for (const situation of [
      { kind: "nothingYet" },
      { kind: "offline", vantages: 1 },
      { kind: "silent", since: 1 },
      { kind: "unjudged", since: 1 },
    ] as const)
      expect(worstNow({ statuses, situation }), situation.kind).toBe("unknown");
    const little = { kind: "mostlyUnknown", known: 2, of: 9, failing: 2 } as const;
    expect(worstNow({ statuses, situation: little })).toBe("major_outage");
  });
});
