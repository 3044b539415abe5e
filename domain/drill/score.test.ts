import { describe, expect, it } from "vitest";
import type { CloudStatement, ModelledOutage, Scenario } from "#domain/drill/scenario.ts";
import { type DrillRecord, type RecordedIncident, scoreDrill } from "#domain/drill/score.ts";
import type { Scorecard } from "#domain/drill/scorecard.ts";
import { textIn } from "#domain/replay/dossier.ts";

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
  ...{
    id: "a",
    component: "infura/polygon",
    startedAt: at(10),
    detectedAt: at(14),
    resolvedAt: at(61),
    closedAt: null,
  },
  ...{ named: { ...virginia, word: "likely", score: 88 }, runnerUp: null, ...changes },
});

/** A drill in which everything was asked, read and judged, but for what is said otherwise. */
function score(
  outages: readonly ModelledOutage[],
  record: Partial<DrillRecord>,
  changes: Partial<Scenario> & { failures?: readonly string[] } = {},
) {
  const { failures = [], ...others } = changes;
  const scenario: Scenario = {
    ...{ id: "test", title: "Test", dossier: null, from: at(0), to: at(120), outages },
    ...{ unaffected: ["kraken/api"], disturbances: [], statements: [], cuts: [], departures: [], ...others },
  };
  return scoreDrill({
    scenario,
    statements: [statement],
    record: {
      ...{ incidents: [], clouds: [{ provider: "aws", regions: ["us-east-1"], firstSeenAt: at(22) }] },
      ...{ samples: { recorded: 100, neutral: {}, told: 1 }, unwell: { before: [], after: [] }, cutOff: [] },
      ...{
        ticks: everyMinute(0, 120),
        judgedUntil: at(119),
        feeds: [{ name: "cloud:aws/aws-health", readAt: at(119) }],
      },
      ...record,
    },
    run: { speed: 60, vantages: 1, from: at(0), to: at(120), endedAt: at(0), tookMs: 1 },
    failures,
    intervalsMs: [MINUTE],
    feeds: [{ name: "cloud:aws/aws-health", everyMs: MINUTE }],
    intervalMs: () => MINUTE,
  });
}

/** In English; each stands in both languages. */
function failuresOf({ failures }: Pick<Scorecard, "failures">): string[] {
  for (const why of failures) expect(why).toMatchObject({ en: /./, ja: /[ぁ-ん]/ });
  return failures.map((why) => textIn(why, "en"));
}

function everyMinute(from: number, to: number, neutral = 0) {
  return Array.from({ length: to - from }, (_, index) => ({
    ...{ intervalMs: MINUTE, tick: at(from + index), count: 1, neutral },
  }));
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

  it("an incident that opens later names the cause as well, and the first that is worst at it is told", () => {
    const other = { provider: "gcp", region: "us-east4", word: "likely", score: 91 };
    const again = (id: string, named: RecordedIncident["named"]) =>
      incident({ id, startedAt: at(16), detectedAt: at(20), named });
    const causeOf = (named: RecordedIncident["named"], ...more: readonly RecordedIncident[]) => {
      const incidents = [...more, again("b", named), incident({ resolvedAt: at(16) })];
      const { outages, failures, passed } = score([outage()], { incidents });
      expect(failures).toEqual([]);
      return [outages[0]?.seen?.incident, outages[0]?.attribution, outages[0]?.named?.provider, passed];
    };
    const right = { ...virginia, word: "likely", score: 88 };
    expect(causeOf(right)).toEqual(["a", "right", "aws", true]);
    expect(causeOf(other)).toEqual(["a", "wrong", "gcp", false]);
    expect(causeOf(null)).toEqual(["a", "none", undefined, false]);
    expect(causeOf(null, again("c", other))).toEqual(["a", "wrong", "gcp", false]);
  });

  it("an outage that is seen and soon taken for over, or is told long after its end, does not pass", () => {
    const notFollowed = (...incidents: readonly RecordedIncident[]) => {
      const card = score([outage()], { incidents });
      expect(card.passed).toBe(false);
      return failuresOf(card);
    };
    const short = incident({ resolvedAt: at(16) });
    const left = (minutes: string) =>
      `Of the outage of infura/polygon from 07:10 UTC on, ${minutes} min are in no incident`;
    const late = "The outage of infura/polygon ended at 08:00 UTC and was closed 50.0 min later";
    expect(notFollowed(short)).toEqual([left("44.0")]);
    const second = incident({ id: "b", startedAt: at(40), detectedAt: at(44), resolvedAt: at(110) });
    expect(notFollowed(short, second)).toEqual([left("24.0"), late]);
    expect(notFollowed(incident({ closedAt: at(110) }))).toEqual([late]);
  });

  it("a detection later than methods 1.3 allow for the interval is late", () => {
    const late = score([outage()], { incidents: [incident({ detectedAt: at(10 + 5 + 2 + 1) })] });
    expect([late.totals.late, late.passed]).toEqual([1, false]);
    const timely = score([outage()], { incidents: [incident({ detectedAt: at(10 + 5 + 2) })] });
    expect([timely.totals.late, timely.passed]).toEqual([0, true]);
  });

  it("what clouds posted is held against when it was read, of their regions alone", () => {
    const clouds = [
      { provider: "aws", regions: ["eu-west-1"], firstSeenAt: at(1) },
      { provider: "aws", regions: ["us-east-1"], firstSeenAt: at(22) },
    ];
    expect(score([], { clouds }).clouds).toEqual([
      { place: virginia, began: at(0), firstPostAt: at(21), worst: "disruption", seenAt: at(22) },
    ]);
    expect(score([], { clouds: [] }).clouds[0]?.seenAt).toBeNull();
  });

  it("windows without minutes of record are listed with their reason, and a run that went wrong does not pass", () => {
    const card = score(
      [outage({ assumption: "No source." })],
      { incidents: [incident()] },
      { failures: ["the world ended"] },
    );
    expect(card.assumptions).toEqual([
      { components: ["infura/polygon"], from: at(10), to: at(60), reason: "No source." },
    ]);
    expect(card.passed).toBe(false);
  });
});

describe("a drill in which nobody looked does not pass, though nothing was missed and nothing invented", () => {
  const quiet = (record: Partial<DrillRecord>, scenario: Partial<Scenario> = {}) => {
    const card = score([], record, scenario);
    expect(card.totals).toMatchObject({ modelled: 0, missed: 0, invented: 0 });
    expect(card.passed).toBe(card.failures.length === 0);
    return failuresOf(card);
  };

  it("one in which all was asked, judged and read passes", () => {
    expect(quiet({})).toEqual([]);
  });

  it("a worker that hangs, or is starved of more than a twentieth", () => {
    expect(quiet({ ticks: everyMinute(0, 60) })).toEqual(["Of what was due, 50.0% was recorded and told something"]);
    expect(quiet({ ticks: everyMinute(0, 113) })).toHaveLength(1);
    expect(quiet({ ticks: everyMinute(0, 114) })).toEqual([]);
    expect(score([], {}).samples.coverage).toBe(1);
  });

  it("a worker whose samples say nothing of anybody: it counts as little as one that hangs", () => {
    const ticks = [...everyMinute(0, 2), ...everyMinute(2, 120, 1)];
    const samples = { recorded: 120, neutral: { "neutral.loop_lag": 118 }, told: 0 };
    expect(quiet({ ticks, samples })).toEqual(["Of what was due, 1.6% was recorded and told something"]);
  });

  it("a judge that has stopped, or never began", () => {
    expect(quiet({ judgedUntil: at(112) })).toEqual(["Nothing was judged after 08:52 UTC"]);
    expect(quiet({ judgedUntil: null })).toEqual(["Nothing was judged"]);
    expect(quiet({ judgedUntil: at(113) })).toEqual([]);
  });

  it("a feed that was never asked, never readable, or not for the last half hour", () => {
    const told = ["Not read any more at its end: cloud:aws/aws-health"];
    expect(quiet({ feeds: [] })).toEqual(told);
    expect(quiet({ feeds: [{ name: "cloud:aws/aws-health", readAt: null }] })).toEqual(told);
    expect(quiet({ feeds: [{ name: "cloud:aws/aws-health", readAt: at(87) }] })).toEqual(told);
    expect(quiet({ feeds: [{ name: "cloud:aws/aws-health", readAt: at(88) }] })).toEqual([]);
  });

  it("a statement of a cloud that was never read; one that comes after its end need not be", () => {
    expect(quiet({ clouds: [] })).toEqual(["What was posted of AWS us-east-1 at 07:21 UTC was never read"]);
    const short = { to: at(21), from: at(0) };
    expect(quiet({ clouds: [], ticks: everyMinute(0, 21) }, short)).toEqual([]);
  });

  it("a disturbance of our own vantage that no sample tells of", () => {
    const disturbances = [{ target: "vantage:vantage-1", from: at(15), to: at(35) }];
    const told = ["No sample was put down to vantage:vantage-1, which had no network from 07:15 UTC on"];
    expect(quiet({}, { disturbances })).toEqual(told);
    expect(quiet({ cutOff: [{ vantage: "vantage-2", tick: at(20) }] }, { disturbances })).toEqual(told);
    expect(quiet({ cutOff: [{ vantage: "vantage-1", tick: at(35) }] }, { disturbances })).toEqual(told);
    expect(quiet({ cutOff: [{ vantage: "vantage-1", tick: at(20) }] }, { disturbances })).toEqual([]);
  });

  it("components that were not well before it began, of which the first are named", () => {
    const before = ["a/a", "b/b", "c/c", "d/d", "e/e"];
    expect(quiet({ unwell: { before, after: [] } })).toEqual([
      "Not seen to be well before it began: a/a, b/b, c/c and 2 more",
    ]);
  });
});

describe("what is not well at the end", () => {
  const told = (component: string) => [`Not seen to be well at its end: ${component}`];

  it("a component that must stay well, or has long been well again, does not pass", () => {
    const failures = (after: readonly string[]) =>
      failuresOf(score([outage()], { incidents: [incident()], unwell: { before: [], after } }));
    expect(failures([])).toEqual([]);
    expect(failures(["kraken/api"])).toEqual(told("kraken/api"));
    expect(failures(["infura/polygon"])).toEqual(told("infura/polygon"));
  });

  it("nor does an incident that was never closed", () => {
    const card = score([outage()], { incidents: [incident({ resolvedAt: null })] });
    expect([failuresOf(card), card.passed]).toEqual([told("infura/polygon"), false]);
  });

  it("what fails up to the end, or has healed a few rounds before, may still be unwell", () => {
    const unwell = { before: [], after: ["infura/polygon"] };
    const until = (minute: number) =>
      failuresOf(score([outage({ to: at(minute) })], { incidents: [incident({ resolvedAt: null })], unwell }));
    expect(until(120)).toEqual([]);
    expect(until(112)).toEqual([]);
    expect(until(111)).toEqual(told("infura/polygon"));
  });

  it("after a disturbance of ours everybody is given that time", () => {
    const cutOff = [{ vantage: "vantage-1", tick: at(105) }];
    const until = (minute: number) => {
      const disturbances = [{ target: "vantage:vantage-1", from: at(100), to: at(minute) }];
      return failuresOf(score([], { unwell: { before: [], after: ["kraken/api"] }, cutOff }, { disturbances }));
    };
    expect(until(112)).toEqual([]);
    expect(until(110)).toEqual(told("kraken/api"));
  });
});
