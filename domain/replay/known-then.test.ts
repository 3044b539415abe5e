import { describe, expect, it } from "vitest";
import { asKnownThen } from "#domain/replay/known-then.ts";
import type { Replay, ReplayRow } from "#domain/replay/replay.ts";
import { clock, entry } from "#domain/replay/testing/entry.ts";
import { toldSpans } from "#domain/replay/told-spans.ts";
import type { Band } from "#domain/timeline/timeline.ts";

const window = { from: clock("06:00"), to: clock("12:00") };
const known = entry("07:11", { id: "2", row: "cloud/aws/us-east-1", status: "degraded_performance", scope: "region" });
const afterwards = entry("06:48", {
  ...known,
  id: "1",
  at: clock("06:48"),
  status: "major_outage",
  kind: "reconstructed",
  wasKnownThen: false,
});

function row(id: string, over: Partial<ReplayRow> = {}): ReplayRow {
  const stratum = id.startsWith("cloud/") ? "cloud" : "access";
  return { id, stratum, name: id, path: null, source: "told", spans: [], untimed: [], ...over };
}

const replay: Replay = {
  id: "2025-10-20-x",
  title: "X",
  source: "told",
  window,
  opening: clock("06:48"),
  rows: [
    row("cloud/aws/us-east-1", { spans: toldSpans([afterwards, known], window) }),
    row("access/infura", { spans: toldSpans([entry("07:00", { kind: "press", wasKnownThen: false })], window) }),
    row("access/opensea", { untimed: ["9"] }),
  ],
  bands: [
    {
      event: "e",
      provider: "aws",
      region: "us-east-1",
      title: "X",
      from: clock("06:48"),
      to: clock("09:00"),
      onset: { at: clock("06:48"), by: "told", bracketed: false },
      saidAt: clock("07:11"),
      leadIn: { from: clock("06:48"), to: clock("07:11") },
      saidResolvedAt: clock("09:30"),
      hits: 0,
    },
  ],
  entries: [afterwards, known, entry(null, { id: "9", row: "access/opensea", wasKnownThen: false })],
  milestones: [
    { kind: "onset", at: clock("06:48"), by: "AWS", delayMs: null },
    { kind: "said", at: clock("07:11"), by: "AWS", delayMs: 23 * 60_000 },
  ],
  disagreements: [],
  gaps: [],
  notes: [],
  cause: "A race.",
};

describe("the replay as it could be followed on that day", () => {
  const then = asKnownThen(replay);

  it("has no word of what was told afterwards: no entry, no cause, no onset, no row of it alone", () => {
    expect(then.entries.map(({ id }) => id)).toEqual(["2"]);
    expect(then.rows.map(({ id }) => id)).toEqual(["cloud/aws/us-east-1"]);
    expect(then.milestones.map(({ kind }) => kind)).toEqual(["said"]);
    expect(then.cause).toBeNull();
  });

  it("takes a cloud that has said nothing at its word, until it speaks", () => {
    expect(then.rows[0]?.spans.map(({ from, status, why }) => [from, status, why.kind])).toEqual([
      [window.from, "operational", "nothing_said"],
      [clock("07:11"), "degraded_performance", "entry"],
      [clock("07:46"), "unknown", "gap"],
    ]);
  });

  it("begins its event at the first notice, without a lead-in, and ends it when that was said", () => {
    expect(then.bands[0]).toMatchObject({ from: clock("07:11"), to: clock("09:30"), leadIn: null });
    expect(then.bands[0]?.onset.at).toBeNull();
  });

  it("has an event of which the cloud spoke before the window from its beginning, and one that it kept to itself not at all", () => {
    const measured: Replay = { ...replay, source: "measured" };
    const bandsOf = (leadIn: Band["leadIn"]) =>
      asKnownThen({ ...measured, bands: replay.bands.map((band) => ({ ...band, saidAt: null, leadIn })) }).bands;
    expect(bandsOf(null)).toMatchObject([{ from: clock("06:48"), to: clock("09:30") }]);
    expect(bandsOf({ from: clock("06:48"), to: clock("09:00") })).toEqual([]);
    const told = { ...replay, bands: replay.bands.map((band) => ({ ...band, saidAt: null, leadIn: null })) };
    expect(asKnownThen(told).bands).toEqual([]);
  });
});
