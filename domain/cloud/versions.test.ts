import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cloudEvent, DAY, HOUR, MINUTE, START, update } from "#domain/cloud/testing/event.ts";
import {
  type EventHistory,
  eventAsOf,
  findHistory,
  markMissing,
  mergeVersion,
  type Sighting,
  vanishedAt,
} from "#domain/cloud/versions.ts";

const sight = (digest: string, minutes: number, changes: Parameters<typeof cloudEvent>[0] = {}): Sighting => ({
  digest,
  seenAt: START + minutes * MINUTE,
  event: cloudEvent(changes),
});
const merged = (sightings: readonly Sighting[], from: EventHistory | null = null): EventHistory => {
  const history = sightings.reduce<EventHistory | null>((known, sighting) => mergeVersion(known, sighting), from);
  if (history === null) throw new Error("nothing was seen");
  return history;
};
const spans = ({ versions }: EventHistory) =>
  versions.map((v) => [v.digest, (v.firstSeenAt - START) / MINUTE, (v.lastSeenAt - START) / MINUTE]);

describe("versions of an event", () => {
  test("an unchanged record is one version, however often it is seen", () => {
    expect(spans(merged([sight("a", 0), sight("a", 1), sight("a", 5)]))).toEqual([["a", 0, 5]]);
  });

  test("every change is kept, and a record that changes back is a version again", () => {
    const history = merged([sight("a", 0), sight("b", 1), sight("a", 2)]);
    expect(spans(history)).toEqual([
      ["a", 0, 0],
      ["b", 1, 1],
      ["a", 2, 2],
    ]);
  });

  test("loading everything twice gives the very same object", () => {
    const sightings = [sight("a", 0), sight("a", 1), sight("b", 2), sight("c", 3), sight("a", 4)];
    const once = merged(sightings);
    expect(merged(sightings, once)).toBe(once);
  });

  test("in whatever order versions come, the same ones are there, in the order of time", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(30)), { minLength: 1 }), (seen) => {
        const once = [...new Map(seen.map(([digest, at]) => [at, sight(digest, at)])).values()];
        const shuffled = merged([...merged(once).versions.map((v) => ({ ...v, seenAt: v.firstSeenAt })), ...once]);
        const runs = (history: EventHistory) => history.versions.map(({ digest }) => digest);
        const inOrder = merged(once.toSorted((a, b) => a.seenAt - b.seenAt));
        expect([...new Set(runs(shuffled))].sort()).toEqual([...new Set(runs(inOrder))].sort());
        const times = shuffled.versions.map(({ firstSeenAt }) => firstSeenAt);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(merged(once, merged(once, inOrder))).toBe(inOrder);
      }),
    );
  });

  test("two feeds that tell of one event in different words do not take turns for ever", () => {
    const history = merged(
      [0, 1, 2, 3].flatMap((minute) => [sight("health", minute), sight("history", minute, { feed: "aws-history" })]),
    );
    expect(spans(history)).toEqual([
      ["health", 0, 3],
      ["history", 0, 3],
    ]);
  });
});

describe("one event out of its versions", () => {
  test("onset, first post and first sight are kept apart", () => {
    const history = merged([
      sight("a", 22, { onsetAt: START, firstPublishedAt: START + 20 * MINUTE }),
      sight("b", 60, { onsetAt: START, firstPublishedAt: START + 20 * MINUTE, title: "Wider" }),
    ]);
    expect(eventAsOf(history)).toMatchObject({
      onsetAt: START,
      firstPublishedAt: START + 20 * MINUTE,
      firstSeenAt: START + 22 * MINUTE,
      title: "Wider",
    });
  });

  test("a stated beginning that is moved replaces the one before; what we knew then can still be asked", () => {
    const stated = { onsetQuality: "stated_start" } as const;
    const history = merged([
      sight("a", 30, { ...stated, onsetAt: START }),
      sight("b", 45, { ...stated, onsetAt: START - 69 * MINUTE }),
    ]);
    expect(eventAsOf(history)?.onsetAt).toBe(START - 69 * MINUTE);
    expect(eventAsOf(history, START + 40 * MINUTE)?.onsetAt).toBe(START);
    expect(eventAsOf(history, START)).toBeNull();
  });

  test("a first post that a feed re-dates stays where it was first", () => {
    const history = merged([sight("a", 1), sight("b", 90, { onsetAt: START + HOUR })]);
    expect(eventAsOf(history)?.onsetAt).toBe(START);
  });

  test("a stated beginning is not lost to a version that no longer states it", () => {
    const history = merged([
      sight("a", 1, { onsetAt: START - HOUR, onsetQuality: "stated_start" }),
      sight("b", 2, { onsetAt: START }),
    ]);
    expect(eventAsOf(history)).toMatchObject({ onsetAt: START - HOUR, onsetQuality: "stated_start" });
  });

  test("the peak outlives what is now", () => {
    const history = merged([
      sight("a", 1, { severity: { peak: "outage", now: "outage", stated: true } }),
      sight("b", 9, { severity: { peak: "informational", now: null, stated: false }, endedAt: START + 9 * MINUTE }),
    ]);
    expect(eventAsOf(history)?.severity).toEqual({ peak: "outage", now: null, stated: true });
  });

  test("posts that a feed drops stay, and an edited one has its newest words", () => {
    const history = merged([
      sight("a", 1, { updates: [update(START, "One."), update(START + MINUTE, "Two.", "degraded")] }),
      sight("b", 9, { updates: [update(START + MINUTE, "Two, edited."), update(START + 5 * MINUTE, "Three.")] }),
    ]);
    expect(eventAsOf(history)?.updates.map(({ text, severity }) => [text, severity])).toEqual([
      ["One.", null],
      ["Two, edited.", "degraded"],
      ["Three.", null],
    ]);
  });

  test("where a feed tells only how bad it is now, its versions make the periods", () => {
    const level = (now: "degraded" | "disruption" | null) =>
      ({ peak: now ?? "informational", now, stated: true }) as const;
    const at = (minute: number, text: string) => update(START + minute * MINUTE, text);
    const history = merged([
      sight("a", 3, { course: "versions", severity: level("degraded"), updates: [at(0, "a")] }),
      sight("b", 14, { course: "versions", severity: level("disruption"), updates: [at(0, "a"), at(10, "b")] }),
      // Worse without a new post: from when we saw it.
      sight("c", 25, { course: "versions", severity: level("degraded"), updates: [at(0, "a"), at(10, "b")] }),
      sight("d", 41, {
        course: "versions",
        severity: level(null),
        endedAt: START + 40 * MINUTE,
        updates: [at(40, "d")],
      }),
    ]);
    expect(eventAsOf(history)?.periods.map(({ from, to, severity }) => [from, to, severity])).toEqual([
      [START, START + 10 * MINUTE, "degraded"],
      [START + 10 * MINUTE, START + 25 * MINUTE, "disruption"],
      [START + 25 * MINUTE, START + 40 * MINUTE, "degraded"],
    ]);
  });
});

describe("an event that is no longer in its feed", () => {
  const answer = (minutes: number, more = {}) =>
    ({ feed: "azure-rss", at: START + minutes * MINUTE, whole: true, empty: false, ...more }) as const;
  const azure = () => merged([sight("a", 0, { feed: "azure-rss", provider: "azure" })]);

  test("is not closed by its absence: it has vanished, after a quarter of an hour", () => {
    const first = markMissing(azure(), answer(5));
    expect(vanishedAt(first)).toBeNull();
    const later = markMissing(first, answer(20));
    expect(vanishedAt(later)).toBe(START + 5 * MINUTE);
    expect(eventAsOf(later)?.endedAt).toBeNull();
  });

  test("is believed gone only after an hour when the feed is empty altogether", () => {
    const empty = { empty: true };
    const twenty = markMissing(markMissing(azure(), answer(5, empty)), answer(25, empty));
    expect(vanishedAt(twenty)).toBeNull();
    expect(vanishedAt(markMissing(twenty, answer(65, empty)))).toBe(START + 5 * MINUTE);
  });

  test("is not missed by an answer with broken entries, nor by an older one", () => {
    const history = azure();
    expect(markMissing(history, answer(5, { whole: false }))).toBe(history);
    expect(markMissing(history, answer(-5))).toBe(history);
  });

  test("once it has vanished, every further answer without it changes nothing: nothing is written for ever", () => {
    const gone = markMissing(markMissing(azure(), answer(5)), answer(30));
    expect(markMissing(gone, answer(31))).toBe(gone);
    expect(markMissing(gone, answer(100_000, { empty: true }))).toBe(gone);
  });

  test("is back when it is seen again there, and the same answers twice change nothing", () => {
    const gone = markMissing(markMissing(azure(), answer(5)), answer(30));
    expect(markMissing(markMissing(gone, answer(5)), answer(30))).toBe(gone);
    expect(mergeVersion(gone, sight("a", 0, { feed: "azure-rss", provider: "azure" }))).toBe(gone);
    expect(mergeVersion(gone, sight("a", 31, { feed: "azure-rss", provider: "azure" })).missing).toBeNull();
  });

  test("means nothing in a feed of recent entries, or once it is over", () => {
    const google = merged([sight("a", 0, { feed: "gcp", provider: "gcp" })]);
    expect(markMissing(google, { ...answer(5), feed: "gcp" })).toBe(google);
    const over = merged([sight("a", 0, { feed: "azure-rss", provider: "azure", endedAt: START })]);
    expect(markMissing(over, answer(5))).toBe(over);
  });
});

describe("which event an entry belongs to", () => {
  const rss = (id: string, post: string, changes = {}) =>
    cloudEvent({
      feed: "aws-rss",
      id,
      kin: "ec2-us-east-1 errors",
      updates: [{ ...update(START, post), id: post }],
      ...changes,
    });
  const history = (event: ReturnType<typeof rss>) => mergeVersion(null, { event, digest: event.id, seenAt: START });

  test("one whose first posts have rolled off its feed is still the same", () => {
    const known = history(rss("ec2_1", "guid-7", { endedAt: START }));
    expect(findHistory([known], rss("ec2_2", "guid-7"))).toBe(known);
  });

  test("the same words a year after it was over are another event", () => {
    const known = history(rss("ec2_1", "guid-7", { endedAt: START }));
    expect(findHistory([known], rss("ec2_9", "guid-99", { onsetAt: START + 365 * DAY }))).toBeNull();
    const open = history(rss("ec2_1", "guid-7"));
    expect(findHistory([open], rss("ec2_9", "guid-99"))).toBe(open);
  });

  test("ids of two providers do not meet", () => {
    expect(findHistory([history(rss("ec2_1", "a"))], rss("ec2_1", "a", { provider: "gcp" }))).toBeNull();
  });
});
