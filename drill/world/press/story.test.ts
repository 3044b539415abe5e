import { describe, expect, it } from "vitest";
import { Chronicle } from "#drill/world/press/chronicle.ts";
import { type Span, storyOf } from "#drill/world/press/story.ts";

const PACE = { postDelayMs: 8, clearDelayMs: 4, everyMs: 20 };
const SPAN: Span = { key: "aws/us-east-1", from: 100, to: null };
const posts = (span: Span, now: number) => storyOf(span, PACE, now)?.posts.map(({ kind, at }) => `${kind} ${at}`) ?? [];

describe("a story", () => {
  it("is posted late, carried on, and closed some time after the healing", () => {
    expect(posts(SPAN, 107)).toEqual([]);
    expect(posts(SPAN, 130)).toEqual(["first 108", "update 128"]);
    const healed = { ...SPAN, to: 140 };
    expect(posts(healed, 143)).toEqual(["first 108", "update 128"]);
    expect(posts(healed, 900)).toEqual(["first 108", "update 128", "closing 144"]);
    expect(storyOf(healed, PACE, 143)).toMatchObject({ healedAt: null, closedAt: null });
    expect(storyOf(healed, PACE, 144)).toMatchObject({ healedAt: 140, closedAt: 144 });
  });

  it("never takes back what it has posted, whenever it is healed", () => {
    for (let healed = 100; healed < 180; healed++) {
      const before = posts(SPAN, healed);
      for (let now = healed; now < healed + 30; now++)
        expect(posts({ ...SPAN, to: healed }, now).slice(0, before.length), `healed at ${healed}`).toEqual(before);
    }
  });

  it("is not written when it was over before the first post was due", () => {
    expect(posts({ ...SPAN, to: 107 }, 900)).toEqual([]);
  });
});

describe("the chronicle", () => {
  const failing = (from: number, ...components: string[]) => ({
    clouds: [{ ...SPAN, key: "aws/us-east-1" as const, from }],
    vendors: [{ key: "status.example", from, to: null, components: new Set(components), cloud: null }],
    windows: [],
  });
  const nothing = { clouds: [], vendors: [], windows: [] };

  it("takes what fails again before its healing was posted for one failure, with all that it hit", () => {
    const chronicle = new Chronicle(() => 4);
    chronicle.follow(failing(100, "a/one"), 100);
    chronicle.follow(nothing, 120);
    chronicle.follow(failing(123, "a/two"), 123);
    expect(chronicle.clouds).toMatchObject([{ from: 100, to: null }]);
    expect(chronicle.vendors).toMatchObject([{ from: 100, components: new Set(["a/one", "a/two"]) }]);
  });

  it("takes what fails later for another one", () => {
    const chronicle = new Chronicle(() => 4);
    chronicle.follow(failing(100), 100);
    chronicle.follow(nothing, 120);
    chronicle.follow(nothing, 122);
    chronicle.follow(failing(124), 124);
    expect(chronicle.clouds).toMatchObject([
      { from: 100, to: 120 },
      { from: 124, to: null },
    ]);
  });

  it("forgets the oldest of very many", () => {
    const chronicle = new Chronicle(() => 0);
    for (let at = 0; at < 1_000; at += 2) {
      chronicle.follow(failing(at), at);
      chronicle.follow(nothing, at + 1);
    }
    expect(chronicle.clouds).toHaveLength(200);
    expect(chronicle.clouds.at(-1)).toMatchObject({ from: 998 });
  });
});
