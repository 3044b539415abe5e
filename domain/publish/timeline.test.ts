import { describe, expect, it } from "vitest";
import { publishTimeline, rangeOf } from "#domain/publish/timeline.ts";
import { NOW } from "#domain/status/testing/views.ts";
import { KNOWN, OPEN, type Span, type Timeline, type TimelineRow } from "#domain/timeline/timeline.ts";

const MINUTE = 60_000;
const gap: Span = {
  from: NOW - 60 * MINUTE,
  to: NOW - 5 * MINUTE,
  status: "unknown",
  begins: OPEN,
  ends: { certainty: "bracketed", other: NOW - 6 * MINUTE, clipped: false },
  knownAt: null,
  why: { kind: "gap" },
};
const down: Span = {
  from: NOW - 5 * MINUTE,
  to: NOW,
  status: "major_outage",
  begins: KNOWN,
  ends: { certainty: "open", other: null, clipped: true },
  knownAt: NOW - 3 * MINUTE,
  why: {
    kind: "finding",
    component: "api",
    finding: "failing",
    failureType: "tcp.refused",
    seen: { n: 2, of: 3 },
    parts: { n: 1, of: 1 },
  },
};
const row = (stratum: TimelineRow["stratum"], slug: string, path: string): TimelineRow => ({
  id: `${stratum}/${slug}`,
  stratum,
  name: slug,
  path,
  kind: null,
  source: stratum === "cloud" ? "told" : "measured",
  spans: [gap, down],
});
const timeline: Timeline = {
  window: { from: NOW - 60 * MINUTE, to: NOW },
  unitMs: 5 * MINUTE,
  asOf: NOW,
  rows: [
    row("cloud", "aws", "/clouds/aws"),
    row("access", "base", "/services/base"),
    row("access", "kraken", "/services/kraken"),
    row("chain", "base", "/services/base"),
  ],
  bands: [],
};
const ids = (given: Record<string, string>) =>
  publishTimeline(timeline, new Map(Object.entries(given))).data.rows.map(({ id }) => id);

describe("the timeline", () => {
  it("is of a day unless another range is asked for", () => {
    expect(rangeOf(new Map())).toBe("24h");
    expect(rangeOf(new Map([["range", "90d"]]))).toBe("90d");
  });

  it("is asked for by layer and service", () => {
    expect(ids({})).toEqual(["cloud/aws", "access/base", "access/kraken", "chain/base"]);
    expect(ids({ layer: "access" })).toEqual(["access/base", "access/kraken"]);
    expect(ids({ service: "base" })).toEqual(["access/base", "chain/base"]);
    expect(ids({ service: "base", layer: "chain" })).toEqual(["chain/base"]);
  });

  it("says of each span what held, how well its ends are known, since when it was known, and what it rests on", () => {
    const { data } = publishTimeline(timeline, new Map([["service", "kraken"]]));
    expect(data).toMatchObject({
      unit_seconds: 300,
      as_of: "2026-03-10T12:00:00.000Z",
      rows: [
        {
          spans: [
            {
              status: "unknown",
              ends: { certainty: "bracketed", other: "2026-03-10T11:54:00.000Z" },
              known_at: null,
              why: { kind: "gap", finding: null },
            },
            {
              status: "major_outage",
              begins: { certainty: "known", other: null, clipped: false },
              known_at: "2026-03-10T11:57:00.000Z",
              why: { kind: "finding", component: "api", failure_type: "tcp.refused", seen: { n: 2, of: 3 } },
            },
          ],
        },
      ],
    });
  });
});
