import { describe, expect, it } from "vitest";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import { combinedStatus } from "#domain/status/answering.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeOverview,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import { liveTimeline, type TimelineRecord } from "#domain/timeline/live.ts";

const MINUTE = 60_000;
const check = makeCheckView("kraken/api/time", undefined, { spec: { signal: "market_data" } });
const record = (more: Partial<TimelineRecord> = {}): TimelineRecord => ({
  readAt: NOW,
  components: new Map(),
  clouds: [],
  hits: [],
  ...more,
});
const service = (judged: Parameters<typeof makeComponentView>[2], slug = "kraken") =>
  makeServiceView(slug, [], { components: [makeComponentView("api", [check], judged)] });

describe("the live timeline", () => {
  it("ends with what holds now, also before the log that was read knows of it", () => {
    const judged = makeJudged("failing", { since: NOW - 5 * MINUTE, knownAt: NOW - MINUTE });
    const entries = [
      {
        knownAt: NOW - 90 * MINUTE,
        effectiveAt: NOW - 90 * MINUTE,
        verdict: "up" as const,
        finding: "answers" as const,
        failureType: null,
        seen: { n: 1, of: 1 },
        before: null,
      },
    ];
    const components = new Map([["kraken/api", { entries, retracted: [], maintenance: [] }]]);
    const overview = makeOverview([service({ judged })]);
    const { rows, asOf } = liveTimeline(overview, record({ components }), "2h", NOW);
    expect(asOf).toBe(NOW);
    expect(rows).toMatchObject([{ id: "access/kraken", source: "measured", path: "/services/kraken" }]);
    expect(rows[0]?.spans.map(({ status, from }) => [status, (NOW - from) / MINUTE])).toEqual([
      ["unknown", 119],
      ["operational", 90],
      ["major_outage", 5],
    ]);
    expect(rows[0]?.spans.at(-1)).toMatchObject({
      to: NOW,
      knownAt: NOW - MINUTE,
      why: { failureType: "tcp.refused" },
    });
  });

  it("shows of now what is published of now, whatever the components are", () => {
    for (const kind of ["answers", "failing", "slow", "blocked", "recovering"] as const) {
      const components = [
        makeComponentView("polygon", [check], { judged: makeJudged(kind) }),
        makeComponentView("base", [check], { judged: makeJudged("answers") }),
        makeComponentView("unkeyed", [makeCheckView("infura/unkeyed/head", [], { coverage: [] })], { judged: null }),
      ];
      const overview = makeOverview([makeServiceView("infura", [], { components })]);
      const { rows } = liveTimeline(overview, record(), "2h", NOW);
      expect(rows[0]?.spans.at(-1)?.status, kind).toBe(combinedStatus(components, overview.judge, NOW));
    }
  });

  it("from the last pass of a judge that has stopped is not known, declared maintenance or not", () => {
    const overview = {
      ...makeOverview([service({ judged: makeJudged("answers", { since: NOW - 50 * MINUTE }) })]),
      judge: { passedAt: NOW - 10 * MINUTE, latenessMs: 0 },
    };
    const maintenance = [{ from: NOW - 20 * MINUTE, to: NOW + MINUTE }];
    const components = new Map([["kraken/api", { entries: [], retracted: [], maintenance }]]);
    const { rows } = liveTimeline(overview, record({ components }), "2h", NOW);
    expect(rows[0]?.spans.map(({ status, from }) => [status, (NOW - from) / MINUTE])).toEqual([
      ["unknown", 119],
      ["operational", 50],
      ["under_maintenance", 20],
      ["unknown", 10],
    ]);
  });

  it("has no row for what has closed for good or is only shown, and one that is a gap for what is still to be judged", () => {
    const retired = { ...service({ judged: null }, "gone"), lifecycle: { state: "retired" as const } };
    const shown = makeServiceView("shown", [], {
      components: [
        makeComponentView("api", [makeCheckView("shown/api/x", undefined, { spec: { tier: "aux" } })], {
          judged: null,
        }),
      ],
    });
    const { rows } = liveTimeline(
      makeOverview([retired, shown, service({ judged: null }, "new")]),
      record(),
      "2h",
      NOW,
    );
    expect(rows.map(({ id, spans }) => [id, spans.map(({ why }) => why.kind)])).toEqual([["access/new", ["gap"]]]);
  });

  it("has each provider once, or by the places that an event speaks of, under their own pages", () => {
    const reading = { pollMs: 0, unread: [], unlisted: [] };
    const event = cloudEvent({ onsetAt: NOW - 10 * MINUTE });
    const clouds = [
      { provider: "aws", events: [{ id: "evt123def456", event, vanishedAt: null }], reading },
      { provider: "fastly", events: [], reading },
    ];
    const { rows, bands } = liveTimeline(makeOverview([]), record({ clouds }), "2h", NOW);
    expect(rows.map(({ id, name, path, source }) => [id, name, path, source])).toEqual([
      ["cloud/aws/us-east-1", "AWS us\u2011east\u20111", "/clouds/aws/us-east-1", "told"],
      ["cloud/fastly", "Fastly", "/clouds/fastly", "told"],
    ]);
    expect(bands.map(({ event: id }) => id)).toEqual(["evt123def456"]);
  });
});
