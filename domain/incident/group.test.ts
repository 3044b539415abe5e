import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupFor, type IncidentGroup } from "#domain/incident/group.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { T0 } from "#domain/status/testing/judged.ts";

const MIN = 60_000;
const of = (groups: readonly IncidentGroup[], minute: number, component = "infura/polygon") =>
  groupFor(groups, component, T0 + minute * MIN, CURRENT_RULES);
const group = (id: string, minute: number): IncidentGroup => ({ id, anchor: T0 + minute * MIN });

const anyOnset = fc.integer({ min: 0, max: 180 * MIN }).map((ms) => T0 + ms);
const anyGroups = fc.uniqueArray(fc.record({ id: fc.nat({ max: 999 }).map((n) => `group-${n}`), anchor: anyOnset }), {
  maxLength: 8,
  selector: ({ id }) => id,
});

describe("the group of an incident", () => {
  it("is a new one where there is none, anchored at its onset", () => {
    expect(of([], 5)).toEqual({ id: expect.stringMatching(/^[a-z0-9]{12}$/), anchor: T0 + 5 * MIN });
  });
  it("is that of an onset less than 15 minutes away, before or after", () => {
    for (const minute of [-14.9, 0, 14.9]) expect(of([group("g", 0)], minute).id).toBe("g");
    for (const minute of [-15, 15]) expect(of([group("g", 0)], minute).id).not.toBe("g");
  });
  it("is the nearest of several", () => {
    expect(of([group("a", 0), group("b", 12)], 7).id).toBe("b");
  });
  it("does not creep on: the 13th minute after the 13th minute is another group", () => {
    const first = of([], 0);
    expect(of([first], 13)).toBe(first);
    expect(of([first], 26)).not.toEqual(first);
  });
});

describe("laws of groups", () => {
  it("no onset is ever 15 minutes or further from the anchor of its group", () => {
    fc.assert(
      fc.property(fc.array(anyOnset, { maxLength: 30 }), (onsets) => {
        const groups: IncidentGroup[] = [];
        for (const [n, onset] of onsets.entries()) {
          const found = groupFor(groups, `service/${n}`, onset, CURRENT_RULES);
          expect(Math.abs(found.anchor - onset)).toBeLessThan(CURRENT_RULES.groupMs);
          if (!groups.includes(found)) groups.push(found);
        }
        expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
      }),
    );
  });
  it("among the same groups the order they are read in decides nothing", () => {
    fc.assert(
      fc.property(anyGroups, anyOnset, (groups, onset) => {
        const found = groupFor(groups, "a/b", onset, CURRENT_RULES);
        expect(groupFor([...groups].reverse(), "a/b", onset, CURRENT_RULES)).toEqual(found);
      }),
    );
  });
  it("a group that is found is the nearest there is", () => {
    fc.assert(
      fc.property(anyGroups, anyOnset, (groups, onset) => {
        const away = Math.abs(groupFor(groups, "a/b", onset, CURRENT_RULES).anchor - onset);
        for (const { anchor } of groups) if (away > 0) expect(Math.abs(anchor - onset)).toBeGreaterThanOrEqual(away);
      }),
    );
  });
});
