import { describe, expect, it } from "vitest";
import type { Incident } from "#domain/incident/incident.ts";
import { compare, compareSpans, isDifferent, TOLERANCE_MS } from "#domain/status/rejudge-diff.ts";
import { makeJudged } from "#domain/status/testing/judged.ts";
import type { FindingKind, Judged } from "#domain/status/verdict.ts";
import type { VerdictSpan } from "#domain/uptime/spans.ts";

const START = Date.parse("2026-03-10T12:00:00Z");
const minute = (n: number) => START + n * 60_000;
const window = { from: minute(0), to: minute(60) };

/** `[["up", 0], ["down", 10]]`: what holds from which minute on. */
type History = readonly (readonly ["answers" | "failing" | "intermittent" | "waiting", number])[];

function verdictsOf(history: History): Judged[] {
  return history.map(([kind, at]) => makeJudged(kind as FindingKind, { since: minute(at) }));
}

function spansOf(history: History): VerdictSpan[] {
  const verdicts = verdictsOf(history);
  return verdicts.map(({ verdict, since }, index) => ({
    verdict,
    from: since,
    to: verdicts[index + 1]?.since ?? null,
  }));
}

function incident(id: string, from: number, to: number | null, more: Partial<Incident> = {}): Incident {
  return {
    id,
    group: "g",
    component: "alpha/api",
    startedAt: minute(from),
    lastGood: null,
    detectedAt: minute(from + 2),
    resolvedAt: to === null ? null : minute(to),
    lastBad: null,
    severity: "major",
    confirmed: false,
    vantages: ["here"],
    usable: 1,
    failureTypes: ["tcp.refused"],
    phase: "connection",
    finding: { kind: "failing" },
    verdict: to === null ? "down" : "up",
    retracted: null,
    sequence: 2,
    ruleVersion: 1,
    ...more,
  };
}

const byPerson = { at: minute(90), author: "Ada", reason: "no" };
const byRejudge = { ...byPerson, author: "rejudge", rejudged: true as const };
const UP: History = [["answers", -90]];

const difference = (recorded: readonly Incident[], recomputed: readonly Incident[]) =>
  compare({ spans: spansOf(UP), incidents: recorded }, { verdicts: verdictsOf(UP), incidents: recomputed }, window);

describe("verdicts on record against recomputed ones", () => {
  it("differ where they do, for longer than the judge's pace", () => {
    const was = spansOf([
      ["answers", -90],
      ["failing", 10],
      ["answers", 20],
    ]);
    expect(compareSpans(was, was, window)).toEqual([]);
    expect(compareSpans(was, spansOf(UP), window)).toEqual([
      { from: minute(10), to: minute(20), recorded: "down", recomputed: "up" },
    ]);
    const late = TOLERANCE_MS / 60_000;
    expect(
      compareSpans(
        was,
        spansOf([
          ["answers", -90],
          ["failing", 10 + late],
          ["answers", 20],
        ]),
        window,
      ),
    ).toEqual([]);
  });

  it("that begin later are unknown before, and nothing outside the window counts", () => {
    expect(compareSpans(spansOf([["answers", 5]]), spansOf(UP), window)).toEqual([
      { from: minute(0), to: minute(5), recorded: "unknown", recomputed: "up" },
    ]);
    expect(
      compareSpans(
        spansOf([
          ["failing", -90],
          ["answers", -5],
        ]),
        spansOf(UP),
        window,
      ),
    ).toEqual([]);
  });

  it("are counted in seconds, with what a person has retracted left out on both sides", () => {
    const spans = spansOf([
      ["answers", -90],
      ["failing", 10],
      ["answers", 20],
      ["failing", 30],
      ["answers", 40],
    ]);
    const verdicts = verdictsOf([
      ["answers", -90],
      ["failing", 15],
      ["answers", 20],
      ["failing", 30],
      ["answers", 40],
    ]);
    const incidents = [incident("a", 10, 20), incident("b", 30, 40, { retracted: byPerson })];
    const found = compare({ spans, incidents }, { verdicts, incidents: [] }, window);
    expect(found.before).toMatchObject({ down: 600, unknown: 600 });
    expect(found.after).toMatchObject({ down: 300, unknown: 600 });
    expect(found.downInBothS).toBe(300);
  });

  it("that differ at an end of the window cannot be corrected within it", () => {
    const verdicts = verdictsOf(UP);
    for (const [history, end] of [
      [
        [
          ["failing", -90],
          ["answers", 5],
        ],
        "from",
      ],
      [
        [
          ["answers", -90],
          ["failing", 50],
        ],
        "to",
      ],
      [
        [
          ["answers", -90],
          ["failing", 10],
          ["answers", 50],
        ],
        null,
      ],
    ] as const)
      expect(compare({ spans: spansOf(history), incidents: [] }, { verdicts, incidents: [] }, window).openEnd).toBe(
        end,
      );
  });
});

describe("incidents on record against recomputed ones", () => {
  it("are the same by component and time, whatever their ids and whenever they were found", () => {
    const found = difference([incident("a", 10, 20)], [incident("x", 10, 20, { detectedAt: minute(40), group: "h" })]);
    expect(isDifferent(found)).toBe(false);
  });

  it("keep identity, group and detection when they change", () => {
    const { change, appear, vanish } = difference(
      [incident("a", 10, 20)],
      [incident("x", 8, 25, { severity: "critical" })],
    );
    expect(change).toMatchObject([
      {
        fields: ["startedAt", "resolvedAt", "severity"],
        corrected: { id: "a", group: "g", detectedAt: minute(12), startedAt: minute(8), resolvedAt: minute(25) },
      },
    ]);
    expect([appear, vanish]).toEqual([[], []]);
  });

  it("appear and vanish where the other side has none", () => {
    const { appear, vanish } = difference([incident("a", 10, 20)], [incident("x", 30, 40)]);
    expect(appear).toMatchObject([{ id: "x" }]);
    expect(vanish).toMatchObject([{ incident: { id: "a" }, within: null }]);
  });

  it("that became one say in which the other went on", () => {
    const { change, vanish } = difference([incident("a", 10, 20), incident("b", 30, 33)], [incident("x", 10, 33)]);
    expect(change).toMatchObject([{ recorded: { id: "a" }, fields: ["resolvedAt"] }]);
    expect(vanish).toMatchObject([{ incident: { id: "b" }, within: "a" }]);
  });

  it("that became two are the longer one and a new one", () => {
    const { change, appear } = difference([incident("a", 10, 50)], [incident("x", 10, 15), incident("y", 30, 50)]);
    expect(change).toMatchObject([{ recorded: { id: "a" }, corrected: { startedAt: minute(30) } }]);
    expect(appear).toMatchObject([{ id: "x" }]);
  });

  it("that a person took back stay so, in whole and in part; those that rejudge took back are gone", () => {
    const back = incident("a", 10, 50, { retracted: byPerson });
    expect(isDifferent(difference([back], [incident("x", 10, 15), incident("y", 30, 50)]))).toBe(false);
    expect(isDifferent(difference([back], []))).toBe(false);
    const gone = incident("a", 10, 50, { retracted: byRejudge });
    expect(difference([gone], [incident("x", 10, 50)]).appear).toMatchObject([{ id: "x" }]);
    expect(isDifferent(difference([gone], []))).toBe(false);
  });

  it("that go on beyond an end of the window keep what lies there", () => {
    const [early, late] = [incident("a", -10, 20), incident("b", 50, null)];
    const { change, openEnd } = difference([early, late], [incident("x", -30, 25), incident("y", 45, 70)]);
    expect(openEnd).toBe(null);
    expect(change).toMatchObject([
      { corrected: { id: "a", startedAt: minute(-10), resolvedAt: minute(25) }, fields: ["resolvedAt"] },
      { corrected: { id: "b", startedAt: minute(45), resolvedAt: null, verdict: "down" }, fields: ["startedAt"] },
    ]);
  });

  it("that do so on one side only cannot be corrected within it", () => {
    expect(difference([incident("a", -10, 20)], []).openEnd).toBe("from");
    expect(difference([], [incident("x", 50, null)]).openEnd).toBe("to");
    expect(difference([incident("a", 10, null)], [incident("x", 10, 20)]).openEnd).toBe("to");
  });
});
