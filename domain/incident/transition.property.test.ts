import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupFor } from "#domain/incident/group.ts";
import { type Incident, type IncidentUpdate, SEVERITIES } from "#domain/incident/incident.ts";
import { type ComponentNews, type Step, stepIncident } from "#domain/incident/transition.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { STATUSES } from "#domain/status/status.ts";
import { anyJudged, T0 } from "#domain/status/testing/judged.ts";
import type { EpochMs } from "#domain/time.ts";

interface Event {
  readonly news: ComponentNews;
  /** An operator takes the newest incident back after this. */
  readonly retract: boolean;
}

/** News of a component as the judge has it: each verdict begins no earlier than the one before it, and is known later. */
const anyHistory: fc.Arbitrary<Event[]> = fc
  .array(
    fc.record({
      judged: anyJudged,
      laterS: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 300, max: 3_600 })),
      delayS: fc.integer({ min: 1, max: 240 }),
      service: fc.constantFrom(...STATUSES),
      retract: fc.integer({ min: 0, max: 11 }).map((n) => n === 0),
    }),
    { maxLength: 30 },
  )
  .map((list) => {
    let since = T0;
    let knownAt = T0;
    return list.map(({ judged, laterS, delayS, service, retract }) => {
      since += laterS * 1_000;
      knownAt = Math.max(knownAt + 1_000, since + delayS * 1_000);
      const moveTo = (at: EpochMs | null) => (at === null ? null : at + since - judged.since);
      const moved = { ...judged, since, lastGood: moveTo(judged.lastGood), lastBad: moveTo(judged.lastBad) };
      return { news: { component: "infura/polygon", judged: moved, service, knownAt }, retract };
    });
  });

interface Moment {
  readonly event: Event;
  readonly before: Incident | null;
  readonly step: Step | null;
  readonly after: Incident | null;
}

function run(history: readonly Event[]): Moment[] {
  let last: Incident | null = null;
  return history.map((event): Moment => {
    const before = last;
    const step = stepIncident(before, event.news, CURRENT_RULES, (onset) => {
      return groupFor([], event.news.component, onset, CURRENT_RULES).id;
    });
    const after = step?.incident ?? before;
    const { knownAt } = event.news;
    last = after && event.retract ? { ...after, retracted: { at: knownAt, author: "ops", reason: "ours" } } : after;
    return { event, before, step, after };
  });
}

const isOpen = (incident: Incident | null) => incident !== null && incident.resolvedAt === null;
const law = (name: string, holds: (moments: readonly Moment[]) => void) =>
  it(name, () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        holds(run(history));
      }),
      { numRuns: 1_000 },
    );
  });

describe("laws of a component's incidents", () => {
  law("there is never more than one open: another is opened only when the last one is over", (moments) => {
    for (const { before, after } of moments)
      if (before !== null && after?.id !== before.id) expect(isOpen(before)).toBe(false);
  });
  law("none ends before it began, nor begins before its last good result", (moments) => {
    for (const { after } of moments) {
      if (after === null) continue;
      if (after.resolvedAt !== null) expect(after.resolvedAt).toBeGreaterThanOrEqual(after.startedAt);
      if (after.lastGood !== null) expect(after.lastGood).toBeLessThan(after.startedAt);
      expect(after.detectedAt).toBeGreaterThan(after.startedAt);
    }
  });
  law("the last bad result lies within it, before its end; an incident that is open has none", (moments) => {
    for (const { after } of moments) {
      if (after === null || after.lastBad === null) continue;
      expect(after.lastBad).toBeGreaterThanOrEqual(after.startedAt);
      expect(after.resolvedAt).toBeGreaterThan(after.lastBad);
    }
  });
  law("updates are numbered from 1 without a gap, and nothing is numbered that is no update", (moments) => {
    const updates = new Map<string, IncidentUpdate[]>();
    for (const { before, step } of moments) {
      if (step === null) continue;
      const known = updates.get(step.incident.id) ?? [];
      if (step.update) updates.set(step.incident.id, [...known, step.update]);
      else expect(step.incident.sequence).toBe(before?.sequence);
    }
    for (const list of updates.values()) {
      expect(list.map(({ sequence }) => sequence)).toEqual(list.map((_, n) => n + 1));
      expect(list[0]?.kind).toBe("opened");
      expect(list.slice(1).some(({ kind }) => kind === "opened")).toBe(false);
    }
  });
  law("two outages less than 15 minutes apart are one incident, and further apart they are two", (moments) => {
    for (const { before, step, event } of moments) {
      if (step === null || before === null || before.resolvedAt === null || before.retracted !== null) continue;
      const near = event.news.judged.since - before.resolvedAt < CURRENT_RULES.mergeMs;
      expect(step.incident.id === before.id).toBe(near);
      expect(step.update?.kind).toBe(near ? "reopened" : "opened");
    }
  });
  law(
    "unknown changes nothing; up only ends; trouble is never without an open incident, but for a retracted one",
    (moments) => {
      for (const { before, step, after, event } of moments) {
        const { verdict } = event.news.judged;
        if (verdict === "unknown") expect(step).toBeNull();
        else if (verdict === "up") expect(isOpen(after)).toBe(false);
        else expect(isOpen(after)).toBe(true);
        if (verdict === "up" && !isOpen(before)) expect(step).toBeNull();
      }
    },
  );
  law("what is retracted says nothing more, and stays closed until the component has been up", (moments) => {
    for (const { before, step, event } of moments) {
      if (!before?.retracted || !isOpen(before)) continue;
      if (event.news.judged.verdict !== "up") expect(step).toBeNull();
      else expect(step).toMatchObject({ update: null, incident: { id: before.id, retracted: before.retracted } });
    }
  });
  law("evidence and severity only grow while an incident lives", (moments) => {
    for (const { before, after } of moments) {
      if (before === null || after === null || before.id !== after.id) continue;
      expect(after.vantages).toEqual(expect.arrayContaining([...before.vantages]));
      expect(after.failureTypes).toEqual(expect.arrayContaining([...before.failureTypes]));
      expect(after.usable).toBeGreaterThanOrEqual(before.usable);
      expect(SEVERITIES.indexOf(after.severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(before.severity));
      expect(after.confirmed || !before.confirmed).toBe(true);
      expect(after.startedAt).toBeLessThanOrEqual(before.startedAt);
      expect([after.group, after.detectedAt, after.component]).toEqual([
        before.group,
        before.detectedAt,
        before.component,
      ]);
    }
  });
  law("the same news twice is news once", (moments) => {
    for (const { after, event } of moments)
      expect(stepIncident(after, event.news, CURRENT_RULES, () => "group")).toBeNull();
  });
  it("the same past gives the same incidents with the same addresses, and each its own", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const first = run(history);
        expect(run(history)).toEqual(first);
        const opened = first.flatMap(({ step }) => (step?.update?.kind === "opened" ? [step.incident.id] : []));
        expect(new Set(opened).size).toBe(opened.length);
      }),
    );
  });
});
