import { describe, expect, it } from "vitest";
import { cloudEvent, HOUR, MINUTE, START } from "#domain/cloud/testing/event.ts";
import { bandsOf, type Hit } from "#domain/timeline/bands.ts";
import type { ProviderSaid, SeenEvent } from "#domain/timeline/cloud-spans.ts";

const window = { from: START - HOUR, to: START + HOUR };
const asOf = START + 50 * MINUTE;
const at = (minute: number) => START + minute * MINUTE;
const seen = (id: string, changes: Parameters<typeof cloudEvent>[0] = {}): SeenEvent => ({
  id,
  event: cloudEvent({ firstPublishedAt: at(9), firstSeenAt: at(10), ...changes }),
  vanishedAt: null,
});
const aws = (...events: SeenEvent[]): ProviderSaid => ({
  provider: "aws",
  events,
  reading: { pollMs: 3 * MINUTE, unread: [], unlisted: [] },
});
const hit = (minute: number, more: Partial<Hit> = {}): Hit => ({
  event: "evt",
  region: "us-east-1",
  startedAt: at(minute),
  lastGood: at(minute) - 60_000,
  resolvedAt: null,
  ...more,
});
const bands = (said: ProviderSaid, hits: readonly Hit[] = [], now = asOf) => bandsOf([said], hits, window, now);

describe("a cloud event that is drawn through all rows", () => {
  it("begins with the first failure that we saw; from there to the first notice it was not said", () => {
    const [band] = bands(aws(seen("evt")), [hit(3), hit(0)]);
    expect(band).toMatchObject({
      from: at(0),
      to: asOf,
      onset: { at: at(0), by: "measured", bracketed: false },
      saidAt: at(9),
      leadIn: { from: at(0), to: at(9) },
      saidResolvedAt: null,
      region: "us-east-1",
      hits: 2,
    });
  });

  it("is only bracketed where the last good result was long before, and begins at the bracket's end", () => {
    const [band] = bands(aws(seen("evt")), [hit(0, { lastGood: at(-5) })]);
    expect(band).toMatchObject({ from: at(0), onset: { at: at(0), bracketed: true } });
  });

  it("has no lead-in where the provider spoke first", () => {
    expect(bands(aws(seen("evt")), [hit(20)])[0]).toMatchObject({ from: at(20), saidAt: at(9), leadIn: null });
  });

  it("does not take a notice for older than it can be: the provider's clock counts as far as it may be right", () => {
    const backdated = seen("evt", { firstPublishedAt: at(-30), firstSeenAt: at(10) });
    expect(bands(aws(backdated), [hit(0)])[0]?.saidAt).toBe(at(10));
    const unread = {
      ...aws(backdated),
      reading: { pollMs: 3 * MINUTE, unread: [{ from: at(-20), to: at(9) }], unlisted: [] },
    };
    expect(bands(unread, [hit(0)])[0]?.saidAt).toBe(at(-20));
    expect(bands(aws(seen("evt", { firstPublishedAt: at(12) })), [hit(0)])[0]?.saidAt).toBe(at(10));
  });

  it("lasts until both have ended, what we saw and what was said, and keeps the latter apart", () => {
    const over = seen("evt", { endedAt: at(30) });
    expect(bands(aws(over), [hit(0, { resolvedAt: at(20) })])[0]).toMatchObject({ to: at(30), saidResolvedAt: at(30) });
    expect(bands(aws(over), [hit(0, { resolvedAt: at(40) })])[0]).toMatchObject({ to: at(40), saidResolvedAt: at(30) });
    expect(bands(aws(over), [hit(0)])[0]).toMatchObject({ to: asOf, saidResolvedAt: at(30) });
  });

  it("is cut off by the window, and then has no onset in it", () => {
    const [band] = bands(aws(seen("evt", { firstPublishedAt: at(-90), firstSeenAt: at(-89) })), [hit(-100)]);
    expect(band).toMatchObject({ from: window.from, onset: { at: null }, saidAt: null, leadIn: null });
  });

  it("without a failure of ours begins where the provider says, if that lies in the window and is trouble", () => {
    const stated = seen("evt", { onsetQuality: "stated_start" });
    expect(bands(aws(stated))[0]).toMatchObject({ from: at(0), onset: { at: at(0), by: "told" }, hits: 0 });
    expect(bands(aws(seen("evt", { onsetAt: START - 2 * HOUR })))).toEqual([]);
    const severity = { peak: "informational", now: "informational", stated: true } as const;
    expect(bands(aws(seen("evt", { severity })))).toEqual([]);
    expect(bands(aws(seen("evt", { scope: { kind: "unstated" } })))).toEqual([]);
    expect(bands(aws(seen("evt", { maintenance: { from: START, until: null } })), [hit(0)])).toEqual([]);
  });

  it("of many is drawn for two: those with most hits, then the worst, then the newest", () => {
    const outage = { peak: "outage", now: "outage", stated: true } as const;
    const said = aws(seen("new", { onsetAt: at(5) }), seen("worse", { severity: outage }), seen("evt"), seen("old"));
    expect(bands(said, [hit(0)]).map(({ event }) => event)).toEqual(["evt", "worse"]);
    expect(bands(aws(seen("old"), seen("new", { onsetAt: at(5) }))).map(({ event }) => event)).toEqual(["new", "old"]);
  });

  it("is not there before it was known", () => {
    expect(bands(aws(seen("evt", { onsetAt: at(40) })), [], at(30))).toEqual([]);
  });
});
