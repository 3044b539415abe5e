import { describe, expect, it } from "vitest";
import { annotateIncident, annotationProblems } from "#domain/incident/annotation.ts";
import type { Incident } from "#domain/incident/incident.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const said = { author: "Ada", text: "the check was wrong" };

const incident: Incident = {
  id: "abcdefghijkl",
  group: "g",
  component: "alpha/api",
  startedAt: NOW - 600_000,
  lastGood: null,
  detectedAt: NOW - 500_000,
  resolvedAt: null,
  lastBad: null,
  severity: "major",
  confirmed: false,
  vantages: ["here"],
  usable: 1,
  failureTypes: ["tcp.refused"],
  phase: "connection",
  finding: { kind: "failing" },
  verdict: "down",
  retracted: null,
  sequence: 3,
  ruleVersion: 1,
};

describe("an annotation", () => {
  it("is the incident's next step and changes nothing else of it but the retraction", () => {
    const { incident: noted, update, event } = annotateIncident(incident, { kind: "noted", ...said }, NOW);
    expect(noted).toEqual({ ...incident, sequence: 4 });
    expect(update).toMatchObject({ sequence: 4, kind: "noted", knownAt: NOW, severity: "major" });
    expect(event).toMatchObject({ type: "incident.updated", key: "incident/abcdefghijkl/4", said });

    const { incident: retracted } = annotateIncident(incident, { kind: "retracted", ...said }, NOW);
    expect(retracted).toEqual({
      ...incident,
      sequence: 4,
      retracted: { at: NOW, author: "Ada", reason: "the check was wrong" },
    });
  });

  it("may be a note on what was retracted, but nothing is retracted twice", () => {
    const { incident: retracted } = annotateIncident(incident, { kind: "retracted", ...said }, NOW);
    expect(annotateIncident(retracted, { kind: "noted", ...said }, NOW).incident.retracted).toEqual(
      retracted.retracted,
    );
    expect(() => annotateIncident(retracted, { kind: "retracted", ...said }, NOW)).toThrow(/retracted already.*by Ada/);
  });

  it.each([
    ["", "Ada", /text is empty/],
    ["  ", "Ada", /text is empty/],
    ["x".repeat(2_001), "Ada", /2001 characters/],
    ["two\nlines", "Ada", /control character/],
    ["\u202egnp", "Ada", /control character/],
    ["fine", "", /name is empty/],
    ["fine", "x".repeat(101), /101 characters/],
    ["fine", "A\u0000", /control character/],
    ["fine", "Rejudge", /npm run rejudge itself/],
  ])("of %j by %j is refused", (text, author, why) => {
    expect(annotationProblems({ text, author }).join()).toMatch(why);
    expect(() => annotateIncident(incident, { kind: "noted", text, author }, NOW)).toThrow(why);
  });

  it("keeps any script, and is counted in characters", () => {
    expect(annotationProblems({ text: "🛰️ 誤検知".padEnd(10), author: "山田" })).toEqual([]);
    expect(annotationProblems({ text: "🛰".repeat(2_000), author: "x" })).toEqual([]);
  });
});
