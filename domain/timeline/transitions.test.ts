import fc from "fast-check";
import { expect, it } from "vitest";
import { combineSpans } from "#domain/timeline/service-spans.ts";
import { anyParts } from "#domain/timeline/testing/arbitrary.ts";
import { spanAt, spanOfCell, transitionsOf } from "#domain/timeline/transitions.ts";
import { END, instantsOf } from "#domain/uptime/testing/arbitrary.ts";

const window = { from: 0, to: END };

it("the table of turns says of every instant what the spans say, and no turn leads to what was before it", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const spans = combineSpans(parts, window);
      const turns = transitionsOf({ spans });
      turns.forEach((turn, index) => {
        expect(turn.before).toBe(turns[index - 1]?.status ?? null);
        expect(turn.before).not.toBe(turn.status);
        expect(turn.isOpen).toBe(index === turns.length - 1);
      });
      for (const at of instantsOf(window)) {
        const turn = turns.find((one) => one.at <= at && at < one.at + one.lastedMs);
        expect(turn?.status).toBe(spanAt(spans, at)?.status);
      }
    }),
  );
});

it("a cell is told by the first span of its status that it shows, and an instant without any by none", () => {
  const [spans] = fc.sample(anyParts, { seed: 7, numRuns: 1 }).map((parts) => combineSpans(parts, window));
  const first = spans?.[0];
  expect(spanOfCell(spans ?? [], first?.status ?? "unknown", { from: 0, to: END })).toBe(first);
  expect(spanAt(spans ?? [], END)).toBeNull();
});
