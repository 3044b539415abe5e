import { describe, expect, it } from "vitest";
import type { CloudStatement, ModelledOutage, Scenario } from "#domain/drill/scenario.ts";
import { type DrillRecord, type RecordedIncident, scoreDrill } from "#domain/drill/score.ts";

const MINUTE = 60_000;
const T = Date.UTC(2025, 9, 20, 7);
const at = (minute: number) => T + minute * MINUTE;
const virginia = { provider: "aws", region: "us-east-1" };

const outage = (changes: Partial<ModelledOutage> = {}): ModelledOutage => ({
  ...{ components: ["infura/polygon"], fault: "http.error", from: at(10), to: at(60), cause: virginia },
  ...{ assumption: null, ...changes },
});
const statement: CloudStatement = {
  place: virginia,
  began: at(0),
  posts: [
    { at: at(21), severity: "degraded" },
    { at: at(50), severity: "disruption" },
    { at: at(90), severity: null },
  ],
};
const incident = (changes: Partial<RecordedIncident> = {}): RecordedIncident => ({
  ...{ id: "a", component: "infura/polygon", startedAt: at(10), detectedAt: at(14), resolvedAt: at(61) },
  ...{ named: { ...virginia, word: "likely", score: 88 }, runnerUp: null, ...changes },
});

function score(outages: readonly ModelledOutage[], record: Partial<DrillRecord>, failures: readonly string[] = []) {
  const scenario: Scenario = {
    ...{ id: "test", title: "Test", dossier: null, from: at(0), to: at(120), outages },
    ...{ unaffected: ["kraken/api"], disturbances: [], statements: [], cuts: [], departures: [] },
  };
  const samples = { recorded: 100, coverage: 1, neutral: {}, told: 1 };
  return scoreDrill({
    scenario,
    statements: [statement],
    record: { incidents: [], clouds: [], samples, ...record },
    run: { speed: 60, vantages: 1, from: at(0), to: at(120), endedAt: at(0), tookMs: 1 },
    failures,
    intervalMs: () => MINUTE,
  });
}

describe("the score of a drill", () => {
  it("an outage that was seen is told with its delay, when the cloud said so, and whose doing it was", () => {
    const card = score([outage()], { incidents: [incident()] });
    expect(card.outages[0]).toMatchObject({
      seen: { incident: "a", delayMs: 4 * MINUTE, late: false },
      saidAt: at(21),
      attribution: "right",
      named: { word: "likely" },
    });
    expect(card.totals).toMatchObject({ modelled: 1, seen: 1, missed: 0, invented: 0, right: 1 });
    expect(card.passed).toBe(true);
  });

  it("an outage without an incident is missed, each component by itself", () => {
    const both = outage({ components: ["infura/polygon", "infura/base"] });
    const card = score([both], { incidents: [incident()] });
    expect(card.outages.map(({ component, seen }) => [component, seen !== null])).toEqual([
      ["infura/base", false],
      ["infura/polygon", true],
    ]);
    expect(card.totals).toMatchObject({ modelled: 2, missed: 1 });
    expect(card.passed).toBe(false);
  });

  it("an incident of whom nothing befell, and one before the outage, are invented", () => {
    const early = incident({ id: "early", startedAt: at(7), detectedAt: at(9), resolvedAt: at(9) });
    const other = incident({ id: "other", component: "kraken/api", named: null });
    const card = score([outage()], { incidents: [early, other, incident()] });
    expect(card.invented.map(({ incident }) => incident)).toEqual(["early", "other"]);
    expect(card.passed).toBe(false);
  });

  it("the round before the outage counts as its beginning, and the one after its end as its aftermath", () => {
    const before = score([outage()], { incidents: [incident({ startedAt: at(9) })] });
    expect(before.totals).toMatchObject({ seen: 1, invented: 0 });
    const after = incident({ id: "b", startedAt: at(61), detectedAt: at(64), resolvedAt: null });
    expect(score([outage()], { incidents: [incident({ resolvedAt: at(40) }), after] }).totals.invented).toBe(0);
  });

  it("of two outages of a component each has its own incident", () => {
    const second = outage({ from: at(80), to: at(100) });
    const incidents = [incident(), incident({ id: "b", startedAt: at(80), detectedAt: at(84), resolvedAt: at(101) })];
    const card = score([outage(), second], { incidents });
    expect(card.outages.map(({ seen }) => seen?.incident)).toEqual(["a", "b"]);
  });

  it("another cloud than the modelled one is wrong, none is not named, and any is wrong where none was", () => {
    const named = { provider: "gcp", region: "us-east4", word: "possible", score: 45 };
    expect(score([outage()], { incidents: [incident({ named })] }).outages[0]?.attribution).toBe("wrong");
    const silent = score([outage()], { incidents: [incident({ named: null })] });
    expect([silent.outages[0]?.attribution, silent.passed]).toEqual(["none", false]);
    const own = outage({ cause: null });
    expect(score([own], { incidents: [incident({ named: null })] }).outages[0]?.attribution).toBe("right");
    expect(score([own], { incidents: [incident()] }).outages[0]?.attribution).toBe("wrong");
  });

  it("a detection later than methods 1.3 allow for the interval is late", () => {
    const late = score([outage()], { incidents: [incident({ detectedAt: at(10 + 5 + 2 + 1) })] });
    expect(late.totals.late).toBe(1);
    expect(score([outage()], { incidents: [incident({ detectedAt: at(10 + 5 + 2) })] }).totals.late).toBe(0);
  });

  it("what clouds posted is held against when it was read, of their regions alone", () => {
    const clouds = [
      { provider: "aws", regions: ["eu-west-1"], firstSeenAt: at(1) },
      { provider: "aws", regions: ["us-east-1"], firstSeenAt: at(22) },
    ];
    expect(score([], { clouds }).clouds).toEqual([
      { place: virginia, began: at(0), firstPostAt: at(21), worst: "disruption", seenAt: at(22) },
    ]);
    expect(score([], {}).clouds[0]?.seenAt).toBeNull();
  });

  it("windows without minutes of record are listed with their reason, and a run that went wrong does not pass", () => {
    const card = score([outage({ assumption: "No source." })], { incidents: [incident()] }, ["the world ended"]);
    expect(card.assumptions).toEqual([
      { components: ["infura/polygon"], from: at(10), to: at(60), reason: "No source." },
    ]);
    expect(card.passed).toBe(false);
  });
});
