import fc from "fast-check";
import { VERDICTS } from "#domain/status/verdict.ts";
import { type ComponentLog, componentSpans } from "#domain/timeline/component-spans.ts";
import type { ServicePart } from "#domain/timeline/service-spans.ts";
import { anyMarks, END } from "#domain/uptime/testing/arbitrary.ts";

const instant = fc.integer({ min: 0, max: END });

/** Time is a few dozen milliseconds here, as in domain/uptime/testing. */
export const anyLog: fc.Arbitrary<ComponentLog> = fc
  .tuple(
    fc.array(
      fc.record({
        knownAt: instant,
        effectiveAt: instant,
        verdict: fc.constantFrom(...VERDICTS),
        finding: fc.constantFrom("answers" as const, "failing" as const, "no_vantage" as const),
        failureType: fc.constantFrom(null, "tcp.refused" as const),
        seen: fc.record({ n: fc.integer({ min: 0, max: 1 }), of: fc.constant(1) }),
        before: fc.option(instant),
      }),
      { maxLength: 10 },
    ),
    anyMarks,
  )
  .map(([entries, { excluded, maintenance }]) => ({ entries, retracted: excluded, maintenance }));

/** Parts of one service, all of one window that ends at the present. */
export const anyParts: fc.Arbitrary<ServicePart[]> = fc.array(
  fc.record({ log: anyLog, weight: fc.constantFrom(0, 1, 2), edgeOnly: fc.boolean() }).map(({ log, ...share }) => ({
    ...share,
    spans: componentSpans("api", log, { from: 0, to: END }, END),
  })),
  { maxLength: 4 },
);
