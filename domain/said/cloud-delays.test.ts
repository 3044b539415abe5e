import { describe, expect, it } from "vitest";
import { type CloudPost, cloudDelays } from "#domain/said/cloud-delays.ts";

const ONSET = Date.parse("2026-03-10T12:00:00Z");
const MINUTE = 60_000;
const read = { pollMs: 3 * MINUTE, unread: [], unlisted: [] };
const post = (event: string, published: number, seen: number, over: Partial<CloudPost> = {}): CloudPost => ({
  event,
  provider: "aws",
  title: "Increased error rates",
  onsetAt: ONSET,
  onsetQuality: "stated_start",
  publishedAt: ONSET + published * MINUTE,
  seenAt: ONSET + seen * MINUTE,
  reading: read,
  isOver: false,
  ...over,
});

describe("how late a cloud's notices came", () => {
  it("is told by its clock and by ours, of each provider by itself, in the order given", () => {
    const found = cloudDelays([post("a", 5, 7), post("g", 1, 2, { provider: "gcp" }), post("b", -3, 4)]);
    expect(found.map(({ provider, delays }) => [provider, ...delays.map(({ event }) => event)])).toEqual([
      ["aws", "a", "b"],
      ["gcp", "g"],
    ]);
    expect(found[0]?.delays.map(({ publishedMs, seenMs }) => [publishedMs, seenMs])).toEqual([
      [5 * MINUTE, 7 * MINUTE],
      [-3 * MINUTE, 4 * MINUTE],
    ]);
  });

  it("has no delay by our clock where it may have stood there unread: in a gap, and what was over where that is not listed", () => {
    const gap = [{ from: ONSET, to: ONSET + 6 * MINUTE }];
    const seenMs = (over: Partial<CloudPost>) => cloudDelays([post("a", 5, 7, over)])[0]?.delays[0]?.seenMs;
    expect(seenMs({ reading: { ...read, unread: gap } })).toBeNull();
    expect(seenMs({ reading: { ...read, unlisted: gap } })).toBe(7 * MINUTE);
    expect(seenMs({ reading: { ...read, unlisted: gap }, isOver: true })).toBeNull();
  });

  it("has a median of three or more that are known, and none of fewer", () => {
    const unread = { ...read, unread: [{ from: ONSET, to: null }] };
    const all = [post("a", 9, 30, { reading: unread }), post("b", 1, 20), post("c", 5, 10)];
    expect(cloudDelays(all)).toMatchObject([{ medianPublishedMs: 5 * MINUTE, medianSeenMs: null }]);
    expect(cloudDelays([...all, post("d", 6, 40)])).toMatchObject([{ medianSeenMs: 20 * MINUTE }]);
    expect(cloudDelays(all.slice(1))).toMatchObject([{ medianPublishedMs: null, medianSeenMs: null }]);
  });
});
