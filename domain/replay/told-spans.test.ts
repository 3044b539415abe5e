import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "#domain/replay/replay.ts";
import { clock, entry } from "#domain/replay/testing/entry.ts";
import { SIGHTING_MS, toldSpans } from "#domain/replay/told-spans.ts";
import { STATUSES } from "#domain/status/status.ts";

const window = { from: clock("06:00"), to: clock("12:00") };

/** `06:00 unknown, 07:00 major_outage, ...` */
function told(...entries: readonly Entry[]): string {
  return toldSpans(entries, window)
    .map(({ from, status }) => `${new Date(from).toISOString().slice(11, 16)} ${status}`)
    .join(", ");
}

describe("a change that who is responsible tells", () => {
  it("ends what he told before, to the minute", () => {
    const spans = toldSpans(
      [entry("07:00"), entry("09:00", { id: "2", status: "operational", kind: "reconstructed" })],
      window,
    );
    expect(spans.map(({ status }) => status)).toEqual(["unknown", "major_outage", "operational"]);
    expect(spans[1]).toMatchObject({ to: clock("09:00"), ends: { certainty: "known" } });
    expect(spans[2]).toMatchObject({ to: window.to, ends: { certainty: "open" } });
  });
});

describe("a sighting", () => {
  it("is drawn for 35 minutes at most, and then nobody knows", () => {
    expect(told(entry("07:00", { kind: "press" }))).toBe("06:00 unknown, 07:00 major_outage, 07:35 unknown");
  });

  it("is not joined to another state: nothing is made up between the two", () => {
    const other = entry("10:00", { id: "2", status: "partial_outage", kind: "press" });
    expect(told(entry("07:00", { kind: "press" }), other)).toBe(
      "06:00 unknown, 07:00 major_outage, 07:35 unknown, 10:00 partial_outage, 10:35 unknown",
    );
  });

  it("of the same state within six hours is the same trouble", () => {
    expect(told(entry("07:00", { kind: "press" }), entry("11:00", { id: "2", kind: "press" }))).toBe(
      "06:00 unknown, 07:00 major_outage, 11:00 major_outage, 11:35 unknown",
    );
  });

  it("with `about` has an edge that says so", () => {
    const within = { from: clock("06:50"), to: clock("07:20") };
    const [, span] = toldSpans([entry("07:00", { kind: "press", isAbout: true, within })], window);
    expect(span?.begins).toEqual({ certainty: "bracketed", other: within.to, clipped: false });
  });
});

it("what somebody measures of a state that is told already does not end it", () => {
  const seen = entry("07:10", { id: "2", kind: "measured" });
  const over = entry("09:00", { id: "3", status: "operational" });
  expect(told(entry("07:00"), seen, over)).toBe("06:00 unknown, 07:00 major_outage, 09:00 operational");
  expect(told(entry("07:00"), seen)).toBe("06:00 unknown, 07:00 major_outage, 07:10 major_outage, 07:45 unknown");
});

it("what is well stays so until somebody says otherwise", () => {
  expect(told(entry("08:00", { status: "operational", kind: "press" }))).toBe("06:00 unknown, 08:00 operational");
});

it("a claim without a clock time, about a part, or about a cloud's part becomes no span", () => {
  expect(told(entry(null), entry("07:00", { part: "Polygon" }), entry("07:00", { scope: "dynamodb" }))).toBe("");
  expect(told(entry("07:00", { scope: "region" }))).toContain("07:00 major_outage");
});

it("what was told afterwards was not known then", () => {
  const [, span] = toldSpans([entry("07:00", { wasKnownThen: false })], window);
  expect(span?.knownAt).toBeNull();
});

const anyEntry = fc.record({
  minute: fc.integer({ min: 0, max: 359 }),
  status: fc.constantFrom(...STATUSES),
  kind: fc.constantFrom<Entry["kind"]>("measured", "official_status", "official_statement", "press", "reconstructed"),
});

it("any entries fill the window without a hole, in any order alike, and no sighting outlasts its time alone", () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 12 }), (given) => {
      const entries = given.map(({ minute, ...rest }, index) =>
        entry("06:00", { ...rest, id: String(index), at: window.from + minute * 60_000 }),
      );
      const spans = toldSpans(entries, window);
      expect(spans[0]?.from).toBe(window.from);
      expect(spans.at(-1)?.to).toBe(window.to);
      spans.forEach((span, index) => {
        expect(span.to).toBeGreaterThan(span.from);
        expect(spans[index + 1]?.from ?? window.to).toBe(span.to);
      });
      expect(toldSpans(entries.toReversed(), window)).toEqual(spans);
      const last = spans.findLast(({ why }) => why.kind === "entry");
      if (last !== undefined && last.status !== "operational") {
        expect(last.to - last.from).toBeLessThanOrEqual(SIGHTING_MS);
      }
    }),
  );
});
