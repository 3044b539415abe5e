import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verdict } from "#domain/status/verdict.ts";
import { availability } from "#domain/uptime/availability.ts";
import { meanOfComponents, serviceSeconds } from "#domain/uptime/service-seconds.ts";
import { foldVerdicts, type VerdictSpan } from "#domain/uptime/spans.ts";
import { UPTIME_STATES } from "#domain/uptime/state-pieces.ts";
import { emptySeconds, stateSeconds } from "#domain/uptime/state-seconds.ts";
import { anyEntries, anyMarks, anyWindow, instantsOf } from "#domain/uptime/testing/arbitrary.ts";

/** Spans of a second each, the last one open: `up down up`. */
function secondBySecond(verdicts: string): VerdictSpan[] {
  return foldVerdicts(
    verdicts.split(" ").map((verdict, second) => ({
      knownAt: second * 1000,
      effectiveAt: second * 1000,
      verdict: verdict as Verdict,
    })),
  );
}

const window = { from: 0, to: 4000 };

describe("uptime of a service", () => {
  it("counts the time in which at least one component was down, which their mean hides", () => {
    const components = ["down up up up", "up down up up", "up up down up"].map((verdicts) => ({
      spans: secondBySecond(verdicts),
    }));
    const service = serviceSeconds(components, window);
    expect(service.anyDown).toBe(3);
    expect(availability(service.together).availability).toBe(0.25);
    expect(meanOfComponents(service.components)).toEqual({ availability: 0.75, of: 3 });
  });

  it("counts time once in which several were down", () => {
    const spans = secondBySecond("down up up up");
    expect(serviceSeconds([{ spans }, { spans }], window).anyDown).toBe(1);
  });

  it("does not say that none was down while one could not be seen", () => {
    const seen = { spans: secondBySecond("up degraded down up") };
    const unseen = { spans: secondBySecond("unknown unknown unknown up") };
    expect(serviceSeconds([seen, unseen], window).together).toEqual({ ...emptySeconds, up: 1, down: 1, unknown: 2 });
    expect(serviceSeconds([seen, { spans: [] }], window).together.up).toBe(0);
  });

  it("of a service without components nothing is known", () => {
    expect(serviceSeconds([], window)).toEqual({
      anyDown: 0,
      together: { ...emptySeconds, unknown: 4 },
      components: [],
    });
    expect(() => serviceSeconds([], { from: 1, to: 0 })).toThrow(RangeError);
  });

  it("applies what is declared to the component it is declared for", () => {
    const spans = secondBySecond("down up up degraded");
    const maintained = { spans, maintenance: [{ from: 0, to: null }] };
    expect(serviceSeconds([maintained], window).together).toEqual({ ...emptySeconds, up: 2, maintenance: 2 });
    expect(serviceSeconds([maintained, { spans }], window).together).toEqual({
      ...emptySeconds,
      up: 2,
      down: 1,
      degraded: 1,
    });
    expect(serviceSeconds([{ spans, excluded: [{ from: 0, to: 1000 }] }], window).anyDown).toBe(0);
  });

  it("the mean is of those components that have a figure, and says of how many", () => {
    const known = { ...emptySeconds, up: 3, down: 1 };
    const hardly = { ...emptySeconds, down: 1, unknown: 3 };
    expect(meanOfComponents([known, hardly])).toEqual({ availability: 0.75, of: 1 });
    expect(meanOfComponents([hardly])).toEqual({ availability: null, of: 0 });
    const degraded = { ...emptySeconds, degraded: 4 };
    expect(meanOfComponents([known, degraded], { degradedWeight: 0.5 })).toEqual({ availability: 0.625, of: 2 });
  });
});

describe("laws of a service's seconds", () => {
  const anyComponents = fc.array(
    fc.tuple(anyEntries, anyMarks).map(([entries, marks]) => ({ spans: foldVerdicts(entries), ...marks })),
    { minLength: 1, maxLength: 4 },
  );

  it("every millisecond is down if any component is, and up only if all are", () => {
    fc.assert(
      fc.property(anyComponents, anyWindow, (components, within) => {
        const service = serviceSeconds(components, within);
        const instants = instantsOf(within).map((at) =>
          components.map(({ spans, ...marks }) => stateSeconds(spans, { from: at, to: at + 1 }, marks)),
        );
        const down = instants.filter((states) => states.some((state) => state.down > 0)).length;
        const up = instants.filter((states) => states.every((state) => state.up > 0)).length;
        expect([service.anyDown, service.together.up]).toEqual([down / 1000, up / 1000]);
        const sum = UPTIME_STATES.reduce((total, state) => total + service.together[state], 0);
        expect(sum).toBeCloseTo((within.to - within.from) / 1000, 9);
      }),
    );
  });

  it("one component alone is the service", () => {
    fc.assert(
      fc.property(anyEntries, anyMarks, anyWindow, (entries, marks, within) => {
        const spans = foldVerdicts(entries);
        const alone = stateSeconds(spans, within, marks);
        expect(serviceSeconds([{ spans, ...marks }], within)).toEqual({
          anyDown: alone.down,
          together: alone,
          components: [alone],
        });
      }),
    );
  });
});
