import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldVerdicts, type VerdictSpan } from "#domain/uptime/spans.ts";
import { type Marks, statePieces, UPTIME_STATES, type UptimeState } from "#domain/uptime/state-pieces.ts";
import { addSeconds, emptySeconds, type StateSeconds, stateSeconds } from "#domain/uptime/state-seconds.ts";
import { anyEntries, anyMarks, anyWindow, holds, instantsOf } from "#domain/uptime/testing/arbitrary.ts";

const anySpans = anyEntries.map((entries) => foldVerdicts(entries));
const total = (seconds: StateSeconds) => UPTIME_STATES.reduce((sum, state) => sum + seconds[state], 0);

/** The rules, once more and for a single instant. */
function stateAt(at: number, spans: readonly VerdictSpan[], { excluded, maintenance }: Required<Marks>): UptimeState {
  const verdict = spans.find((span) => holds([span], at))?.verdict ?? "unknown";
  if (verdict === "up") return "up";
  if (holds(maintenance, at)) return "maintenance";
  return holds(excluded, at) ? "unknown" : verdict;
}

describe("the seconds of a window", () => {
  const spans: VerdictSpan[] = [
    { from: 1000, to: 5000, verdict: "up" },
    { from: 5000, to: 6500, verdict: "down" },
    { from: 6500, to: 7000, verdict: "degraded" },
    { from: 7000, to: null, verdict: "up" },
  ];

  it("are counted by verdict, and time before the first is unknown", () => {
    expect(stateSeconds(spans, { from: 0, to: 10_000 })).toEqual({
      ...emptySeconds,
      up: 7,
      down: 1.5,
      degraded: 0.5,
      unknown: 1,
    });
  });

  it("are all unknown when there is no record", () => {
    expect(stateSeconds([], { from: 0, to: 10_000 })).toEqual({ ...emptySeconds, unknown: 10 });
  });

  it("a gap between spans is unknown, not what came before it", () => {
    const torn: VerdictSpan[] = [
      { from: 0, to: 4000, verdict: "up" },
      { from: 6000, to: null, verdict: "up" },
    ];
    expect(stateSeconds(torn, { from: 0, to: 10_000 })).toEqual({ ...emptySeconds, up: 8, unknown: 2 });
  });

  it("a retracted incident leaves uptime: its bad time is unknown, and up time stays up", () => {
    expect(stateSeconds(spans, { from: 0, to: 10_000 }, { excluded: [{ from: 4000, to: 6000 }] })).toEqual({
      ...emptySeconds,
      up: 7,
      down: 0.5,
      degraded: 0.5,
      unknown: 2,
    });
  });

  it("declared maintenance excuses bad and unknown time, and up time stays up", () => {
    expect(stateSeconds(spans, { from: 0, to: 10_000 }, { maintenance: [{ from: 500, to: 6000 }] })).toEqual({
      up: 7,
      down: 0.5,
      degraded: 0.5,
      maintenance: 1.5,
      unknown: 0.5,
    });
  });

  it("overlapping and repeated declarations count once, and maintenance goes before retraction", () => {
    const marks = {
      excluded: [
        { from: 5000, to: 6000 },
        { from: 5500, to: 5800 },
        { from: 5000, to: null },
      ],
      maintenance: [
        { from: 6000, to: 6200 },
        { from: 5900, to: 6100 },
        { from: 9000, to: 8000 },
      ],
    };
    expect(stateSeconds(spans, { from: 0, to: 10_000 }, marks)).toEqual({
      ...emptySeconds,
      up: 7,
      maintenance: 0.3,
      unknown: 2.7,
    });
  });

  it("do not accept a window that ends before it begins or has no end", () => {
    expect(() => stateSeconds(spans, { from: 2, to: 1 })).toThrow(RangeError);
    expect(() => stateSeconds(spans, { from: 0, to: Number.POSITIVE_INFINITY })).toThrow(RangeError);
    expect(() => stateSeconds(spans, { from: Number.NaN, to: 1 })).toThrow(RangeError);
    expect(stateSeconds(spans, { from: 1, to: 1 })).toEqual(emptySeconds);
  });
});

describe("laws of the seconds", () => {
  it("every millisecond is counted once, and as the rules say", () => {
    fc.assert(
      fc.property(anySpans, anyWindow, anyMarks, (spans, window, marks) => {
        const counted: Record<UptimeState, number> = { ...emptySeconds };
        for (const at of instantsOf(window)) counted[stateAt(at, spans, marks)] += 1;
        const seconds = stateSeconds(spans, window, marks);
        for (const state of UPTIME_STATES) expect(seconds[state]).toBe(counted[state] / 1000);
      }),
      { numRuns: 500 },
    );
  });

  it("the five always add up to the length of the window", () => {
    fc.assert(
      fc.property(anySpans, anyWindow, anyMarks, (spans, window, marks) => {
        expect(total(stateSeconds(spans, window, marks))).toBeCloseTo((window.to - window.from) / 1000, 9);
      }),
    );
  });

  it("a window split anywhere adds up to the whole", () => {
    fc.assert(
      fc.property(anySpans, anyWindow, anyMarks, fc.nat(), (spans, { from, to }, marks, cut) => {
        const middle = from + (cut % (to - from + 1));
        const before = stateSeconds(spans, { from, to: middle }, marks);
        const sum = addSeconds(before, stateSeconds(spans, { from: middle, to }, marks));
        const whole = stateSeconds(spans, { from, to }, marks);
        for (const state of UPTIME_STATES) expect(sum[state]).toBeCloseTo(whole[state], 9);
      }),
    );
  });

  it("gaps never become up, whatever is declared", () => {
    fc.assert(
      fc.property(anySpans, anyWindow, anyMarks, fc.nat(), (spans, window, marks, lost) => {
        const torn = spans.filter((_, index) => index !== lost % Math.max(1, spans.length));
        const up = torn.filter(({ verdict }) => verdict === "up");
        const seen = instantsOf(window).filter((at) => holds(up, at)).length;
        expect(stateSeconds(torn, window, marks).up).toBe(seen / 1000);
      }),
    );
  });

  it("the pieces behind them fill the window in order, and no two neighbours are alike", () => {
    fc.assert(
      fc.property(anySpans, anyWindow, anyMarks, (spans, window, marks) => {
        const pieces = statePieces(spans, window, marks);
        expect([window.from, ...pieces.map(({ to }) => to)]).toEqual([...pieces.map(({ from }) => from), window.to]);
        pieces.forEach(({ state }, index) => {
          expect(pieces[index + 1]?.state).not.toBe(state);
        });
      }),
    );
  });
});
