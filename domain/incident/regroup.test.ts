import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncidentGroup } from "#domain/incident/group.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { type Caused, joinGroup, joinGroups } from "#domain/incident/regroup.ts";
import { T0 } from "#domain/status/testing/judged.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const MIN = 60_000;
const group = (id: string, minute: number): IncidentGroup => ({ id, anchor: T0 + minute * MIN });
const [a, b, c, d] = [group("a", 0), group("b", 20), group("c", 40), group("d", 60)] as const;
const joined = (...caused: readonly (readonly [IncidentGroup, string])[]) =>
  Object.fromEntries(joinGroups(caused.map(([of, cause]) => ({ group: of, cause }))));

describe("groups with incidents of one cause", () => {
  it("are one: the one whose anchor is earliest takes the others' incidents in", () => {
    expect(joined([b, "aws"], [a, "aws"], [c, "aws"])).toEqual({ b: "a", c: "a" });
  });
  it("of one anchor are told apart by their ids, so that it is the same one every time", () => {
    const twin = group("z", 0);
    expect(joined([twin, "aws"], [a, "aws"])).toEqual({ z: "a" });
    expect(joined([a, "aws"], [twin, "aws"])).toEqual({ z: "a" });
  });
  it("and those that share a group with another cause, are one", () => {
    expect(joined([b, "aws"], [b, "gcp"], [a, "gcp"], [c, "aws"], [d, "azure"])).toEqual({ b: "a", c: "a" });
  });
  it("of causes that have nothing in common stay apart, and so does a group by itself", () => {
    expect(joined([a, "aws"], [b, "gcp"])).toEqual({});
    expect(joined([a, "aws"], [a, "aws"])).toEqual({});
    expect(joined()).toEqual({});
  });
});

const anyCaused: fc.Arbitrary<Caused[]> = fc.array(
  fc.record({
    group: fc.nat({ max: 12 }).map((n) => group(`group-${n}`, (n * 7) % 13)),
    cause: fc.constantFrom("aws", "gcp", "azure", "ovh", "oracle"),
  }),
  { maxLength: 30 },
);

describe("laws of joining", () => {
  it("leave each cause one group, and nothing that is still to be joined", () => {
    fc.assert(
      fc.property(anyCaused, (caused) => {
        const into = joinGroups(caused);
        const byId = new Map(caused.map(({ group: one }) => [one.id, one]));
        const after = caused.map(({ group: one, cause }) => ({
          group: byId.get(into.get(one.id) ?? one.id) ?? one,
          cause,
        }));
        expect(joinGroups(after)).toEqual(new Map());
        for (const cause of new Set(after.map((one) => one.cause)))
          expect(new Set(after.filter((one) => one.cause === cause).map(({ group: one }) => one.id)).size).toBe(1);
      }),
    );
  });
  it("never move an incident into a younger group, nor into one that is itself given up", () => {
    fc.assert(
      fc.property(anyCaused, (caused) => {
        const anchors = new Map(caused.map(({ group: one }) => [one.id, one.anchor]));
        const into = joinGroups(caused);
        for (const [from, to] of into) {
          expect(anchors.get(to)).toBeLessThanOrEqual(anchors.get(from) ?? 0);
          expect(into.has(to)).toBe(false);
        }
      }),
    );
  });
  it("depend on no order", () => {
    fc.assert(
      fc.property(anyCaused, (caused) => {
        expect([...joinGroups([...caused].reverse())].sort()).toEqual([...joinGroups(caused)].sort());
      }),
    );
  });
});

describe("an incident's step into another group", () => {
  const view = makeIncidentView();
  const { about: _about, madeUp: _madeUp, ...incident } = view;
  const open: Incident = { ...incident, group: "b", resolvedAt: null, sequence: 3 };
  const now = T0 + 90 * MIN;

  it("changes its group and nothing else, is the next of its history, and tells where it came from", () => {
    const step = joinGroup(open, "a", now);
    expect(step.incident).toEqual({ ...open, group: "a", sequence: 4 });
    expect(step.update).toMatchObject({ sequence: 4, kind: "joined", knownAt: now, effectiveAt: now });
    expect(step.event).toMatchObject({
      type: "incident.updated",
      key: `incident/${open.id}/4`,
      movedFrom: "b",
      incident: { group: "a" },
      update: step.update,
    });
  });
  it("of one that is over does not move its end", () => {
    const over: Incident = { ...open, resolvedAt: T0 + 30 * MIN, verdict: "up" };
    expect(joinGroup(over, "a", now).update).toMatchObject({
      knownAt: now,
      effectiveAt: over.resolvedAt,
      verdict: "up",
    });
  });
});
