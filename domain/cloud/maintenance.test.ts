import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MaintenanceSpan, maintenanceAt, maintenanceSpans, type SeenNotice } from "#domain/cloud/maintenance.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { Reading } from "#domain/cloud/reading.ts";
import { HOUR, MINUTE, START } from "#domain/cloud/testing/event.ts";
import { infura, listed, window } from "#domain/cloud/testing/notice.ts";
import type { EpochMs } from "#domain/time.ts";

/** The page is looked at every two minutes, and always was. */
const reading: Reading = { pollMs: 2 * MINUTE, unread: [], unlisted: [] };
const GIVEN = { id: "n1", service: "infura", vanishedAt: null };
const polygon = listed("Polygon");
const DAY_BEFORE = START - 24 * HOUR;
type Seen = readonly [seenAt: EpochMs, over?: Partial<Notice>];

const spansOf = (...versions: readonly Seen[]): readonly MaintenanceSpan[] => {
  const seen: SeenNotice[] = versions.map(([seenAt, over]) => ({
    seenAt,
    notice: window({ components: polygon, ...over }),
  }));
  return maintenanceSpans([{ ...GIVEN, versions: seen }], infura, reading).get("polygon") ?? [];
};
/** As minutes after the scheduled beginning. */
const minutes = (spans: readonly MaintenanceSpan[]) =>
  spans.map(({ from, to }) => [from, to].map((at) => (at - START) / MINUTE));
const done = (minute: number) => ({ status: "completed", resolvedAt: START + minute * MINUTE });

describe("a window that was announced", () => {
  it("counts from its schedule, whatever its status says, and half an hour beyond its end unless it is closed", () => {
    expect(minutes(spansOf([DAY_BEFORE]))).toEqual([[0, 90]]);
    expect(minutes(spansOf([DAY_BEFORE], [START + 50 * MINUTE, done(49)]))).toEqual([[0, 49]]);
    expect(minutes(spansOf([DAY_BEFORE], [START + 85 * MINUTE, done(84)]))).toEqual([[0, 84]]);
  });

  it("counts from when the vendor says that it has begun", () => {
    const early = { id: null, at: START - 10 * MINUTE, text: "", status: "in_progress", set: [] };
    expect(minutes(spansOf([DAY_BEFORE], [START - 9 * MINUTE, { status: "in_progress", updates: [early] }]))).toEqual([
      [-9, 90],
    ]);
    expect(minutes(spansOf([DAY_BEFORE], [START - 9 * MINUTE, { status: "in_progress" }]))).toEqual([[-9, 90]]);
  });

  it("does not count when it was cancelled before, or after it was called off", () => {
    expect(spansOf([DAY_BEFORE], [START - HOUR, done(-60)])).toEqual([]);
    expect(minutes(spansOf([DAY_BEFORE], [START + 20 * MINUTE, { ...done(18), status: "cancelled" }]))).toEqual([
      [0, 18],
    ]);
  });

  it("ends when it is gone from a page that lists what is planned and under way", () => {
    const versions = [{ seenAt: DAY_BEFORE, notice: window({ components: polygon }) }];
    const gone = maintenanceSpans([{ ...GIVEN, versions, vanishedAt: START + 40 * MINUTE }], infura, reading);
    expect(minutes(gone.get("polygon") ?? [])).toEqual([[0, 40]]);
  });

  it("without an end counts for four hours, and never for more than three days", () => {
    expect(minutes(spansOf([DAY_BEFORE, { maintenance: { from: START, until: null } }]))).toEqual([[0, 240]]);
    const month = { from: START, until: START + 720 * HOUR };
    expect(minutes(spansOf([DAY_BEFORE, { maintenance: month }]))).toEqual([[0, 72 * 60]]);
  });
});

describe("what is said afterwards excuses nothing", () => {
  it("a notice counts from our first sight of it, or its own time where that may be right", () => {
    expect(minutes(spansOf([START + 3 * MINUTE, { publishedAt: START }]))).toEqual([[0, 90]]);
    expect(minutes(spansOf([START + 30 * MINUTE, { publishedAt: DAY_BEFORE }]))).toEqual([[30, 90]]);
    expect(spansOf([START + 2 * HOUR, { publishedAt: DAY_BEFORE }])).toEqual([]);
    expect(minutes(spansOf([START + 30 * MINUTE, { publishedAt: START + 40 * MINUTE }]))).toEqual([[30, 90]]);
  });

  it("but what we could not see when it was said is taken at the vendor's word", () => {
    const blind = (from: EpochMs, to: EpochMs): Reading => ({ ...reading, unread: [{ from, to }] });
    const late = { seenAt: START + 2 * HOUR, notice: window({ components: polygon }) };
    const counted = (how: Reading, ...versions: SeenNotice[]) =>
      minutes(maintenanceSpans([{ ...GIVEN, versions }], infura, how).get("polygon") ?? []);
    expect(counted(blind(0, late.seenAt), late)).toEqual([[0, 90]]);
    expect(counted(blind(START + 20 * MINUTE, late.seenAt), late)).toEqual([[20, 90]]);
    expect(counted(blind(0, START), late)).toEqual([]);
    const announced = { ...late, seenAt: DAY_BEFORE };
    const changedAt = START - HOUR;
    const moved = window({ components: polygon, changedAt, maintenance: { from: START, until: START + 2 * HOUR } });
    expect(counted(blind(DAY_BEFORE, late.seenAt), announced, { seenAt: late.seenAt, notice: moved })).toEqual([
      [0, 150],
    ]);
  });

  it("a window that is moved counts where it was until then, and where it is from then on", () => {
    const longer = { maintenance: { from: START, until: START + 3 * HOUR } };
    expect(minutes(spansOf([DAY_BEFORE], [START + 2 * HOUR, longer]))).toEqual([
      [0, 90],
      [120, 210],
    ]);
    const earlier = { maintenance: { from: START - 2 * HOUR, until: START + HOUR } };
    expect(minutes(spansOf([DAY_BEFORE], [START + 10 * MINUTE, earlier]))).toEqual([
      [0, 10],
      [10, 90],
    ]);
  });

  it("a component that is added later counts from then on", () => {
    const seen: SeenNotice[] = [
      { seenAt: DAY_BEFORE, notice: window({ components: polygon }) },
      { seenAt: START + 20 * MINUTE, notice: window({ components: listed("Polygon", "Base") }) },
    ];
    const spans = maintenanceSpans([{ ...GIVEN, versions: seen }], infura, reading);
    expect([...spans.keys()].sort()).toEqual(["base", "polygon"]);
    expect(minutes(spans.get("base") ?? [])).toEqual([[20, 90]]);
  });

  it("by any history of a notice no moment counts of which it was not known that it would", () => {
    const anyMinute = fc.integer({ min: -300, max: 600 });
    const anyVersion = fc.record({
      seen: anyMinute,
      from: anyMinute,
      lasts: fc.option(fc.integer({ min: -10, max: 400 }), { nil: null }),
      published: anyMinute,
      over: fc.option(anyMinute, { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(anyVersion, { minLength: 1, maxLength: 5 }), (drawn) => {
        const versions = drawn
          .toSorted((a, b) => a.seen - b.seen)
          .map(({ seen, from, lasts, published, over }): Seen => {
            const at = START + from * MINUTE;
            const maintenance = { from: at, until: lasts === null ? null : at + lasts * MINUTE };
            const resolvedAt = over === null ? null : START + over * MINUTE;
            return [START + seen * MINUTE, { maintenance, resolvedAt, publishedAt: START + published * MINUTE }];
          });
        const spans = spansOf(...versions);
        const firstSeen = versions[0]?.[0] ?? 0;
        for (const span of spans) {
          expect(span.from).toBeGreaterThanOrEqual(firstSeen - 4 * MINUTE);
          expect(span.to).toBeGreaterThan(span.from);
          const { from, until } = span.maintenance;
          expect(span.from).toBeGreaterThanOrEqual(from);
          expect(span.to).toBeLessThanOrEqual(Math.max((until ?? 0) + 30 * MINUTE, from + 4 * HOUR));
        }
        // They follow one another: versions do not overlap.
        for (const [index, span] of spans.entries())
          expect(span.from).toBeGreaterThanOrEqual(spans[index - 1]?.to ?? span.from);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("what is declared now", () => {
  const spans = spansOf([DAY_BEFORE]);
  it("is told with its window, its end at the latest and since when it is known", () => {
    expect(maintenanceAt(spans, START)).toEqual({
      notice: "n1",
      title: "Scheduled maintenance",
      url: null,
      from: START,
      until: START + HOUR,
      announcedAt: DAY_BEFORE,
      endsAt: START + 90 * MINUTE,
    });
  });
  it("is nothing before it begins and when it is over", () => {
    expect([START - 1, START + 90 * MINUTE].map((at) => maintenanceAt(spans, at))).toEqual([null, null]);
  });
  it("is of two windows the one that lasts longer", () => {
    const long = spansOf([DAY_BEFORE, { id: "m", maintenance: { from: START, until: START + 2 * HOUR } }]);
    expect(maintenanceAt([...spans, ...long], START)?.until).toBe(START + 2 * HOUR);
  });
});
