import { describe, expect, it } from "vitest";
import { frameAt, SHOWN_MS, shownAt, snapInstant, stopOf, stopsOf } from "#domain/replay/frame.ts";
import type { Replay, ReplayRow } from "#domain/replay/replay.ts";
import { clock, entry } from "#domain/replay/testing/entry.ts";
import { toldSpans } from "#domain/replay/told-spans.ts";

const window = { from: clock("06:00"), to: clock("+1 02:00") };
const MINUTE = 60_000;

const entries = [
  entry("06:48", { id: "1", row: "cloud/aws/us-east-1", scope: "region" }),
  entry("07:00", { id: "2", kind: "press" }),
  entry("07:11", { id: "3", row: "access/infura", kind: "press" }),
  entry("07:11", { id: "4", row: "cloud/aws/us-east-1", scope: "region" }),
  entry(null, { id: "5", row: "chain/bitcoin", status: "operational", kind: "press" }),
  entry(null, { id: "6", row: "chain/solana", status: "operational", kind: "press" }),
  entry(null, { id: "7", row: "chain/solana", status: "degraded_performance", kind: "press", isDisputed: true }),
  entry(null, { id: "8", row: "access/opensea", status: "degraded_performance" }),
];

function rowOf(id: string): ReplayRow {
  const own = entries.filter(({ row }) => row === id);
  const stratum = id.startsWith("cloud/") ? "cloud" : id.startsWith("chain/") ? "chain" : "access";
  const untimed = own.filter(({ at }) => at === null).map((one) => one.id);
  return { id, stratum, name: id, path: null, source: "told", spans: toldSpans(own, window), untimed };
}

const replay: Replay = {
  id: "2025-10-20-x",
  title: "X",
  source: "told",
  window,
  opening: clock("06:48"),
  rows: [
    "cloud/aws/us-east-1",
    "access/infura",
    "access/coinbase",
    "access/opensea",
    "chain/bitcoin",
    "chain/solana",
  ].map(rowOf),
  bands: [],
  entries,
  milestones: [],
  disagreements: [],
  gaps: [],
  notes: [],
  cause: null,
};

describe("at an instant", () => {
  it("what fails is what was told of by then, the longest first", () => {
    expect(frameAt(replay, clock("06:47")).failing).toEqual({ cloud: [], access: [], chain: [] });
    expect(frameAt(replay, clock("07:20")).failing).toEqual({
      cloud: ["cloud/aws/us-east-1"],
      access: ["access/coinbase", "access/infura"],
      chain: [],
    });
    expect(frameAt(replay, clock("07:40")).failing.access).toEqual(["access/infura"]);
  });

  it("a state is told since it began, over entries of the same state", () => {
    expect(frameAt(replay, clock("07:20")).states.get("cloud/aws/us-east-1")).toEqual({
      status: "major_outage",
      since: clock("06:48"),
    });
  });

  it("trouble without a clock time is trouble at no instant; that all was well on a day holds at each", () => {
    const { states } = frameAt(replay, clock("07:20"));
    expect(states.get("access/opensea")?.status).toBe("unknown");
    expect(states.get("chain/bitcoin")?.status).toBe("operational");
  });

  it("a chain is called unharmed only if a source says so and none denies it", () => {
    expect(frameAt(replay, clock("07:20")).unharmed).toEqual(["chain/bitcoin"]);
  });

  it("of what ends before it nothing is known, and the last instant that is known is shown", () => {
    const rows = replay.rows.map((row) => ({
      ...row,
      spans: row.spans.filter(({ from }) => from < clock("07:30")).map((span) => ({ ...span, to: clock("07:30") })),
    }));
    const known = { ...replay, rows };
    expect(frameAt(known, clock("07:30")).failing.access).toContain("access/infura");
    expect(frameAt(known, clock("07:31")).failing).toEqual({ cloud: [], access: [], chain: [] });
    expect(frameAt(known, clock("07:31")).states.get("access/infura")).toEqual({ status: "unknown", since: null });
    expect(frameAt(replay, window.to).states.get("access/infura")?.status).toBe(
      replay.rows.find(({ id }) => id === "access/infura")?.spans.at(-1)?.status,
    );
  });

  it("entries of one instant pass together", () => {
    const frame = frameAt(replay, clock("07:11"));
    expect([frame.passed, frame.current]).toEqual([4, ["3", "4"]]);
    expect(frameAt(replay, clock("06:00")).current).toEqual([]);
  });
});

describe("the stretch that is shown", () => {
  it("holds every instant of the replay, is always as long, and lies within it", () => {
    for (let at = window.from; at <= window.to; at += MINUTE) {
      const shown = shownAt(at, window);
      expect(shown.to - shown.from).toBe(SHOWN_MS);
      expect(shown.from <= at && at <= shown.to, new Date(at).toISOString()).toBe(true);
      expect(shown.from >= window.from && shown.to <= window.to).toBe(true);
    }
  });

  it("of a short replay is all of it, at every instant", () => {
    const short = { from: clock("07:00"), to: clock("09:00") };
    expect(shownAt(clock("08:59"), short)).toEqual(short);
  });
});

it("an instant that is asked for becomes a minute of the replay", () => {
  expect(snapInstant(clock("07:11") + 59_999, window)).toBe(clock("07:11"));
  expect(snapInstant(0, window)).toBe(window.from);
  expect(snapInstant(Number.MAX_SAFE_INTEGER, window)).toBe(window.to);
});

describe("entries that were measured to the second", () => {
  const second = 1_000;
  const measured = {
    ...replay,
    entries: [
      entry(null, { id: "a", at: clock("07:10") + 5 * second }),
      entry(null, { id: "b", at: clock("07:10") + 40 * second }),
      entry(null, { id: "c", at: clock("07:12") }),
      entry(null, { id: "d", at: window.to + 5 * second }),
    ],
  };

  it("have their stops where they have happened, each once, and within the window", () => {
    const stops = stopsOf(measured);
    expect(stops).toEqual([clock("07:11"), clock("07:12"), window.to]);
    for (const stop of stops) expect(snapInstant(stop, window)).toBe(stop);
    expect(stopOf(clock("07:11"), window)).toBe(clock("07:11"));
  });

  it("have passed at their stops, and those of one minute are the newest together", () => {
    const frame = frameAt(measured, stopOf(clock("07:10") + 5 * second, window));
    expect([frame.passed, frame.current]).toEqual([2, ["a", "b"]]);
  });
});

it("previous and next lead from instant to instant, each once", () => {
  expect(stopsOf(replay)).toEqual([clock("06:48"), clock("07:00"), clock("07:11")]);
});
