import { describe, expect, it } from "vitest";
import { endedUnseen, type Incident } from "#domain/incident/incident.ts";
import { type ComponentNews, type Step, severityOf, stepIncident } from "#domain/incident/transition.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import type { Status } from "#domain/status/status.ts";
import { makeJudged, T0 } from "#domain/status/testing/judged.ts";
import type { FindingKind, Judged } from "#domain/status/verdict.ts";

const MIN = 60_000;

/** News at a minute: what is found, when it began, and when it is known. */
function news(
  kind: FindingKind,
  minute: number,
  judged: Partial<Judged> = {},
  rest: Partial<ComponentNews> = {},
): ComponentNews {
  const since = T0 + minute * MIN;
  return {
    component: "infura/polygon",
    judged: makeJudged(kind, { since, lastGood: since - 30_000, ...judged }),
    service: "partial_outage",
    knownAt: since + 90_000,
    ...rest,
  };
}

const step = (last: Incident | null, what: ComponentNews): Step | null =>
  stepIncident(last, what, CURRENT_RULES, (onset) => `group-${onset}`);

/** The incident after a row of news. */
function incidentAfter(...row: readonly ComponentNews[]): Incident {
  const incident = row.reduce<Incident | null>((last, what) => step(last, what)?.incident ?? last, null);
  if (incident === null) throw new Error("no incident was opened");
  return incident;
}
const retract = (incident: Incident): Incident => ({
  ...incident,
  retracted: { at: T0 + 5 * MIN, author: "ops", reason: "our resolver was broken" },
});

const DOWN = news("failing", 0);
const open = incidentAfter(DOWN);
const closed = incidentAfter(DOWN, news("answers", 10));

describe("without an incident, or with one that is over", () => {
  it("trouble opens one, with its onset bracket, its evidence and its group", () => {
    const found = step(null, DOWN);
    expect(found?.update).toMatchObject({ sequence: 1, kind: "opened", verdict: "down", effectiveAt: T0 });
    expect(found?.incident).toMatchObject({
      id: expect.stringMatching(/^[a-z0-9]{12}$/),
      group: `group-${T0}`,
      startedAt: T0,
      lastGood: T0 - 30_000,
      detectedAt: T0 + 90_000,
      resolvedAt: null,
      severity: "major",
      confirmed: false,
      failureTypes: ["tcp.refused"],
      phase: "connection",
      ruleVersion: CURRENT_RULES.version,
    });
  });
  it.each<FindingKind>(["answers", "waiting", "unproven", "no_vantage"])("%s opens none", (kind) => {
    expect(step(null, news(kind, 0))).toBeNull();
    expect(step(closed, news(kind, 12))).toBeNull();
  });
  it("trouble 15 minutes after the end or later is another incident", () => {
    const found = step(closed, news("failing", 25));
    expect(found?.update?.kind).toBe("opened");
    expect(found?.incident.id).not.toBe(closed.id);
    expect(found?.incident.sequence).toBe(1);
  });
  it("trouble sooner than that is the same one, which has begun when it began", () => {
    const found = step(closed, news("stale", 24.9));
    expect(found?.update).toMatchObject({ kind: "reopened", sequence: 3, severity: "major", verdict: "degraded" });
    expect(found?.incident).toMatchObject({ id: closed.id, startedAt: T0, resolvedAt: null, detectedAt: T0 + 90_000 });
  });
  it("evidence that begins before the end that was found first is the same one too", () => {
    expect(step(closed, news("failing", 8))?.update?.kind).toBe("reopened");
  });
  it("what was retracted and is over stays as it is: new trouble is another incident, however soon", () => {
    const found = step(retract(closed), news("failing", 12));
    expect(found?.update?.kind).toBe("opened");
    expect(found?.incident).toMatchObject({ retracted: null, sequence: 1 });
    expect(found?.incident.id).not.toBe(closed.id);
  });
});

describe("with an open incident", () => {
  it("the first good round ends it", () => {
    const found = step(open, news("answers", 10));
    expect(found?.update).toMatchObject({ kind: "resolved", sequence: 2, effectiveAt: T0 + 10 * MIN, verdict: "up" });
    expect(found?.incident).toMatchObject({ resolvedAt: T0 + 10 * MIN, verdict: "up", finding: open.finding });
  });
  it("its end lies between the last bad result and that round, if that result was one of its own", () => {
    const ended = (lastBad: number | null) => step(open, news("answers", 10, { lastBad }))?.incident.lastBad;
    expect(ended(T0 + 9 * MIN)).toBe(T0 + 9 * MIN);
    expect(ended(T0)).toBe(T0);
    expect(ended(T0 - MIN)).toBeNull();
    expect(ended(null)).toBeNull();
    const again = incidentAfter(DOWN, news("answers", 10, { lastBad: T0 + 9 * MIN }), news("failing", 15));
    expect(again).toMatchObject({ resolvedAt: null, lastBad: null });
  });
  it("unknown neither ends nor changes it: not seeing is no recovery", () => {
    expect(step(open, news("vantage_down", 3))).toBeNull();
  });
  it("where nobody looks any more it is closed, or it would stay open for ever, and how it ended stays unknown", () => {
    const found = step(open, news("not_monitored", 9, { lastGood: null }));
    expect(found?.update).toMatchObject({ kind: "resolved", verdict: "unknown", effectiveAt: T0 + 9 * MIN });
    expect(found?.incident).toMatchObject({
      resolvedAt: T0 + 9 * MIN,
      verdict: "unknown",
      finding: { kind: "failing" },
    });
    expect([endedUnseen(found?.incident ?? open), endedUnseen(open), endedUnseen(closed)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(step(closed, news("not_monitored", 12))).toBeNull();
  });
  it("the same news again is no news", () => {
    expect(step(open, DOWN)).toBeNull();
    expect(step(incidentAfter(DOWN, news("stale", 4)), news("stale", 4))).toBeNull();
  });
  it("down after degraded is worse, and its finding is what the incident says from then on", () => {
    const found = step(incidentAfter(news("stale", 0)), news("failing", 3));
    expect(found?.update).toMatchObject({ kind: "worsened", severity: "major" });
    expect(found?.incident).toMatchObject({ finding: { kind: "failing" }, startedAt: T0, sequence: 2 });
  });
  it("degraded after down is better; it keeps the worst severity and the worst finding", () => {
    const found = step(open, news("recovering", 6));
    expect(found?.update).toMatchObject({ kind: "improved", severity: "major", verdict: "degraded" });
    expect(found?.incident).toMatchObject({ finding: { kind: "failing" }, severity: "major", verdict: "degraded" });
  });
  it("the last of the service's components makes it critical", () => {
    const found = step(open, news("failing", 0, {}, { service: "major_outage" }));
    expect(found?.update).toMatchObject({ kind: "worsened", severity: "critical" });
    expect(step(found?.incident ?? null, news("failing", 0))).toBeNull();
  });
  it("a second place confirms it, from when that is known", () => {
    const found = step(open, news("failing", 0, { vantages: ["here", "there"], usable: 2 }, { knownAt: T0 + 3 * MIN }));
    expect(found?.update).toMatchObject({ kind: "confirmed", effectiveAt: T0 + 3 * MIN });
    expect(found?.incident).toMatchObject({ confirmed: true, vantages: ["here", "there"], usable: 2 });
  });
  it("another kind of the same depth is a change", () => {
    expect(step(open, news("far_stale", 2))?.update?.kind).toBe("changed");
  });
  it("evidence that only grows is kept, and is no news", () => {
    const found = step(open, news("failing", 0, { failureTypes: ["http.error", "tcp.refused"] }));
    expect(found?.update).toBeNull();
    expect(found?.incident).toMatchObject({ failureTypes: ["tcp.refused", "http.error"], sequence: 1 });
  });
  it("an onset found later to be earlier is the onset, with its own bracket", () => {
    expect(step(open, news("failing", -2))?.incident).toMatchObject({
      startedAt: T0 - 2 * MIN,
      lastGood: T0 - 2.5 * MIN,
    });
  });
  it("an end that would be before its onset is at its onset", () => {
    expect(step(open, news("answers", -1))?.incident.resolvedAt).toBe(T0);
  });
});

describe("with a retracted incident that is still open", () => {
  it.each<FindingKind>(["failing", "stale", "waiting"])("%s changes nothing", (kind) => {
    expect(step(retract(open), news(kind, 6))).toBeNull();
  });
  it("up ends it without a word, and trouble after that counts again", () => {
    const ended = step(retract(open), news("answers", 6));
    expect(ended?.update).toBeNull();
    expect(ended?.incident).toMatchObject({ resolvedAt: T0 + 6 * MIN, sequence: open.sequence });
    expect(step(ended?.incident ?? null, news("failing", 7))?.update?.kind).toBe("opened");
  });
  it("that nobody looks any more ends it without a word too", () => {
    const ended = step(retract(open), news("not_monitored", 6));
    expect(ended).toMatchObject({ update: null, incident: { resolvedAt: T0 + 6 * MIN, sequence: open.sequence } });
  });
});

describe("severity", () => {
  it.each<[FindingKind, Status, string]>([
    ["stale", "degraded_performance", "minor"],
    ["stale", "major_outage", "minor"],
    ["failing", "partial_outage", "major"],
    ["failing", "major_outage", "critical"],
  ])("%s of a service in %s is %s", (kind, service, expected) => {
    expect(severityOf(news(kind, 0, {}, { service }))).toBe(expected);
  });
});
