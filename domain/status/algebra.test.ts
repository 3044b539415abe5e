import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineStatus, isTroubled, type Part, rank, statusOf, worstStatus } from "#domain/status/algebra.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";
import { VERDICTS } from "#domain/status/verdict.ts";

const part = (status: Status, rest: Partial<Part> = {}): Part => ({ status, weight: 1, edgeOnly: false, ...rest });
const anyStatus = fc.constantFrom(...STATUSES);
const anyPart: fc.Arbitrary<Part> = fc.record({
  status: anyStatus,
  weight: fc.constantFrom(0, 0.25, 1, 3),
  edgeOnly: fc.boolean(),
});
const anyParts = fc.array(anyPart, { maxLength: 8 });

describe("a verdict as a status", () => {
  it("partial outage arises only by combination", () => {
    expect(VERDICTS.map(statusOf)).toEqual(["operational", "degraded_performance", "major_outage", "unknown"]);
  });
});

it("trouble is what is known and not well: neither what nobody knows nor announced maintenance is", () => {
  expect(STATUSES.filter(isTroubled)).toEqual(["degraded_performance", "partial_outage", "major_outage"]);
  expect(isTroubled(null)).toBe(false);
});

describe("parts to a whole", () => {
  it("one of seven dead is a partial outage, six of seven too, all are a major one", () => {
    const dead = (n: number) => [
      ...Array.from({ length: n }, () => part("major_outage")),
      ...Array.from({ length: 7 - n }, () => part("operational")),
    ];
    expect([0, 1, 6, 7].map((n) => combineStatus(dead(n)))).toEqual([
      "operational",
      "partial_outage",
      "partial_outage",
      "major_outage",
    ]);
  });
  it("unknown beats green and loses to known trouble", () => {
    expect(combineStatus([part("operational"), part("unknown")])).toBe("unknown");
    expect(combineStatus([part("under_maintenance"), part("unknown")])).toBe("unknown");
    for (const trouble of ["degraded_performance", "partial_outage"] satisfies Status[])
      expect(combineStatus([part(trouble), part("unknown"), part("operational")])).toBe(trouble);
  });
  it("nothing that is judged is unknown, never operational", () => {
    expect(combineStatus([])).toBe("unknown");
    expect(combineStatus([part("operational", { weight: 0 })])).toBe("unknown");
  });
  it("an edge that answers makes nothing operational, and stands in nobody's way beside a real answer", () => {
    const edge = part("operational", { edgeOnly: true });
    expect(combineStatus([edge])).toBe("unknown");
    expect(combineStatus([edge, part("operational")])).toBe("operational");
    expect(combineStatus([edge, part("operational", { weight: 0 })])).toBe("unknown");
    expect(combineStatus([part("major_outage", { edgeOnly: true })])).toBe("major_outage");
  });
});

describe("laws of the status algebra", () => {
  it("a part that gets worse never improves the whole", () => {
    fc.assert(
      fc.property(anyParts, anyPart, anyStatus, (others, changed, other) => {
        const [better, worse] = [changed.status, other].sort((a, b) => rank(a) - rank(b)) as [Status, Status];
        const whole = (status: Status) => rank(combineStatus([...others, { ...changed, status }]));
        expect(whole(worse)).toBeGreaterThanOrEqual(whole(better));
      }),
      { numRuns: 3_000 },
    );
  });
  it("and so not through two storeys either: component, service, layer", () => {
    fc.assert(
      fc.property(
        fc.array(anyParts, { minLength: 1, maxLength: 4 }),
        anyPart,
        anyStatus,
        (services, changed, other) => {
          const [better, worse] = [changed.status, other].sort((a, b) => rank(a) - rank(b)) as [Status, Status];
          const layer = (status: Status) =>
            combineStatus(
              services.map((parts, n) => part(combineStatus(n === 0 ? [...parts, { ...changed, status }] : parts))),
            );
          expect(rank(layer(worse))).toBeGreaterThanOrEqual(rank(layer(better)));
        },
      ),
      { numRuns: 2_000 },
    );
  });
  it("the order of the parts is irrelevant", () => {
    fc.assert(
      fc.property(
        anyParts.chain((parts) =>
          fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length })),
        ),
        ([parts, shuffled]) => {
          expect(combineStatus(shuffled)).toBe(combineStatus(parts));
        },
      ),
    );
  });
  it("what is not monitored here leaves the combination, whatever it would say", () => {
    fc.assert(
      fc.property(anyParts, anyPart, (parts, left) => {
        expect(combineStatus([...parts, { ...left, weight: 0 }])).toBe(combineStatus(parts));
      }),
    );
  });
  it("edges alone never make anything operational", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(combineStatus(parts.map((one) => ({ ...one, edgeOnly: true })))).not.toBe("operational");
      }),
    );
  });
  it("the whole is as its worst part is; only where some but not all are dead is it a partial outage", () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1, maxLength: 8 }), (statuses) => {
        const whole = combineStatus(statuses.map((status) => part(status)));
        const worst = worstStatus(statuses);
        expect(whole).toBe(
          worst === "major_outage" && statuses.some((each) => each !== worst) ? "partial_outage" : worst,
        );
      }),
    );
  });
});
