import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FeedReads, readingOf, unreadBefore, watchedTo } from "#domain/cloud/reading.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-03-10T12:00:00Z");
const at = (minutes: number) => NOW + minutes * MINUTE;
const span = (from: number, to: number | null) => ({ from: at(from), to: to === null ? null : at(to) });
const reads = (over: Partial<FeedReads> = {}): FeedReads => ({
  firstAt: at(-600),
  lastAt: at(-1),
  gaps: [],
  everyMs: 2 * MINUTE,
  keepsPast: true,
  ...over,
});
const BEFORE = { from: 0, to: at(-600) };

describe("when a page was not read", () => {
  it("before the first look, in the gaps, and since the last look once another is overdue", () => {
    expect(readingOf([reads({ gaps: [span(-90, -30)] })], NOW)).toEqual({
      pollMs: 3 * MINUTE,
      unread: [BEFORE, span(-90, -30)],
      unlisted: [BEFORE, span(-90, -30)],
    });
    expect(readingOf([reads({ lastAt: at(-3) })], NOW).unread).toEqual([BEFORE]);
    expect(readingOf([reads({ lastAt: at(-4) })], NOW).unread).toEqual([BEFORE, span(-4, null)]);
    expect(readingOf([reads({ lastAt: at(-300), gaps: [span(-400, -300)] })], NOW).unread).toEqual([
      BEFORE,
      span(-400, null),
    ]);
  });
  it("ever, where nobody looked or nothing could be read", () => {
    for (const none of [[], [reads({ firstAt: null, lastAt: null })]])
      expect(readingOf(none, NOW).unread).toEqual([{ from: 0, to: null }]);
  });
  it("where none of its addresses was; and of its past, where none that lists it was", () => {
    const summary = reads({ keepsPast: false, gaps: [span(-90, -30)] });
    const incidents = reads({ firstAt: at(-200), lastAt: at(-1), gaps: [span(-100, -60)] });
    expect(readingOf([summary, incidents], NOW)).toMatchObject({
      unread: [BEFORE, span(-90, -60)],
      unlisted: [{ from: 0, to: at(-200) }, span(-100, -60)],
    });
    expect(readingOf([summary], NOW).unlisted).toEqual([{ from: 0, to: null }]);
  });
});

describe("what was found after a gap", () => {
  const reading = readingOf([reads({ gaps: [span(-90, -30)] })], NOW);
  it("may have stood there from its beginning on, when it was found with the first looks after it", () => {
    expect(unreadBefore(at(-30), reading, "open")).toBe(at(-90));
    expect(unreadBefore(at(-27), reading, "open")).toBe(at(-90));
    expect(unreadBefore(at(-26), reading, "open")).toBeNull();
    expect(unreadBefore(at(-100), reading, "open")).toBeNull();
    expect(unreadBefore(at(-600), reading, "open")).toBe(0);
  });
  it("and was over when it was found, from when on nothing that is over was listed", () => {
    const openOnly = readingOf([reads({ keepsPast: false })], NOW);
    expect(unreadBefore(at(-30), openOnly, "open")).toBeNull();
    expect(unreadBefore(at(-30), openOnly, "over")).toBe(0);
  });
});

const anyMinute = fc.integer({ min: -700, max: 0 });
const anyReads: fc.Arbitrary<FeedReads> = fc
  .record({
    first: fc.option(anyMinute),
    gaps: fc.array(fc.record({ from: anyMinute, lasts: fc.integer({ min: 3, max: 200 }) }), { maxLength: 5 }),
    keepsPast: fc.boolean(),
  })
  .map(({ first, gaps, keepsPast }) => {
    const windows = gaps.map(({ from, lasts }) => ({ from: at(from), to: Math.min(NOW, at(from + lasts)) }));
    return reads({ firstAt: first === null ? null : at(first), gaps: windows, keepsPast });
  });

describe("laws of reading", () => {
  it("spans are sorted, disjoint and never longer for one address more; what is not read is not listed either", () => {
    fc.assert(
      fc.property(fc.array(anyReads, { maxLength: 3 }), anyReads, anyMinute, (addresses, more, minute) => {
        const [some, all] = [readingOf(addresses, NOW), readingOf([...addresses, more], NOW)];
        const holds = (spans: typeof some.unread) =>
          spans.some(({ from, to }) => from <= at(minute) && (to === null || at(minute) < to));
        if (holds(all.unread)) expect(holds(some.unread)).toBe(true);
        if (holds(all.unlisted)) expect(holds(some.unlisted)).toBe(true);
        if (holds(all.unread)) expect(holds(all.unlisted)).toBe(true);
        for (const spans of [all.unread, all.unlisted])
          spans.forEach(({ to }, index) => {
            const next = spans[index + 1];
            if (next !== undefined) expect(to).toBeLessThan(next.from);
          });
      }),
    );
  });
  it("what was watched lies between the two instants, and one address more never shortens it", () => {
    fc.assert(
      fc.property(fc.array(anyReads, { maxLength: 3 }), anyReads, anyMinute, anyMinute, (addresses, more, a, b) => {
        const [from, until] = [at(Math.min(a, b)), at(Math.max(a, b))];
        const some = watchedTo(from, until, readingOf(addresses, NOW));
        const all = watchedTo(from, until, readingOf([...addresses, more], NOW));
        expect(some).toBeGreaterThanOrEqual(from);
        expect(all).toBeLessThanOrEqual(until);
        expect(all).toBeGreaterThanOrEqual(some);
      }),
    );
  });
});
