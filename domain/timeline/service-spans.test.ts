import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineStatus } from "#domain/status/algebra.ts";
import { FINDINGS, type FindingKind } from "#domain/status/verdict.ts";
import { componentSpans } from "#domain/timeline/component-spans.ts";
import { combineSpans, type ServicePart } from "#domain/timeline/service-spans.ts";
import { anyParts } from "#domain/timeline/testing/arbitrary.ts";
import { END, instantsOf } from "#domain/uptime/testing/arbitrary.ts";

const window = { from: 0, to: END };

/** A component whose finding turns at these instants. */
function part(slug: string, turns: readonly (readonly [number, FindingKind])[], more: Partial<ServicePart> = {}) {
  const entries = turns.map(([at, finding]) => ({
    knownAt: at,
    effectiveAt: at,
    verdict: FINDINGS[finding],
    finding,
    failureType: null,
    seen: { n: 1, of: 1 },
    before: at,
  }));
  const spans = componentSpans(slug, { entries, retracted: [], maintenance: [] }, window, END);
  return { spans, weight: 1, edgeOnly: false, ...more };
}
const told = (parts: readonly ServicePart[]) =>
  combineSpans(parts, window).map(({ status, from, to }) => [status, from, to]);

describe("what a service was", () => {
  it("is partly out while some of its components are, and out while all are", () => {
    const parts = [
      part("polygon", [
        [0, "answers"],
        [10, "failing"],
      ]),
      part("base", [
        [0, "answers"],
        [20, "failing"],
        [30, "answers"],
      ]),
    ];
    expect(told(parts)).toEqual([
      ["operational", 0, 10],
      ["partial_outage", 10, 20],
      ["major_outage", 20, 30],
      ["partial_outage", 30, END],
    ]);
    const [, partly] = combineSpans(parts, window);
    expect(partly?.why).toMatchObject({ component: "polygon", finding: "failing", parts: { n: 1, of: 2 } });
  });

  it("leaves out a component of which nothing was on record yet, and is a gap while that is so of all", () => {
    const parts = [part("old", [[10, "answers"]]), part("new", [[20, "failing"]])];
    expect(told(parts)).toEqual([
      ["unknown", 0, 10],
      ["operational", 10, 20],
      ["partial_outage", 20, END],
    ]);
    expect(combineSpans(parts, window)[0]?.why).toEqual({ kind: "gap" });
  });

  it("is never operational by an edge alone, and says that this is why nobody knows", () => {
    const spans = combineSpans([part("web", [[0, "answers"]], { edgeOnly: true })], window);
    expect(spans[0]).toMatchObject({ status: "unknown", why: { finding: "edge_only" } });
  });

  it("without components is unknown", () => {
    expect(told([])).toEqual([["unknown", 0, END]]);
  });

  it("is at every instant the published combination of what its components were, in whatever order they come", () => {
    fc.assert(
      fc.property(anyParts, fc.boolean(), (parts, isTurned) => {
        const spans = combineSpans(isTurned ? parts.toReversed() : parts, window);
        expect(spans.at(0)?.from).toBe(0);
        expect(spans.at(-1)?.to).toBe(END);
        for (const at of instantsOf(window)) {
          const here = parts.flatMap(({ spans: own, ...share }) => {
            const span = own.find(({ from, to }) => from <= at && at < to);
            return span === undefined || span.why.kind === "gap" ? [] : [{ ...share, status: span.status }];
          });
          const found = spans.filter(({ from, to }) => from <= at && at < to);
          expect(found.map(({ status }) => status)).toEqual([combineStatus(here)]);
        }
      }),
    );
  });
});
