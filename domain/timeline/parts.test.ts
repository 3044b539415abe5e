import { describe, expect, it } from "vitest";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import type { ServiceView } from "#domain/status/overview.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeOverview,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";
import type { FindingKind } from "#domain/status/verdict.ts";
import type { TimelineRecord } from "#domain/timeline/live.ts";
import { partsTimeline } from "#domain/timeline/parts.ts";

const MINUTE = 60_000;
const EMPTY: TimelineRecord = { readAt: NOW, components: new Map(), clouds: [], hits: [] };

const part = (slug: string, kind: FindingKind | null, chain?: string) =>
  makeComponentView(
    slug,
    [makeCheckView(`infura/${slug}/head`, undefined, { spec: { tier: kind === null ? "aux" : "core" } })],
    {
      ...(chain === undefined ? {} : { chain }),
      judged: kind === null ? null : makeJudged(kind, { since: NOW - 5 * MINUTE }),
    },
  );
const chain = (slug: string, kind: FindingKind): ServiceView =>
  makeServiceView(slug, [], {
    components: [
      makeComponentView("chain", [makeCheckView(`${slug}/chain/head`, undefined, { spec: { signal: "chain_head" } })], {
        layer: "chain",
        chain: slug,
        judged: makeJudged(kind, { since: NOW - 60 * MINUTE }),
      }),
    ],
  });
const infura = makeServiceView("infura", [], {
  components: [
    part("polygon", "failing", "polygon"),
    part("linea", "answers", "linea"),
    part("edge", "answers"),
    part("beta", null),
  ],
});

describe("a service's parts over time", () => {
  it("are those that are judged, each with the pulse of the chain it serves where that is judged here", () => {
    const overview = makeOverview([infura, chain("polygon", "chain_stands")]);
    const { rows, window } = partsTimeline(overview, EMPTY, { service: infura, hits: [] }, "2h", NOW);
    expect(rows.map(({ part: slug, now }) => [slug, now])).toEqual([
      ["polygon", "major_outage"],
      ["linea", "operational"],
      ["edge", "operational"],
    ]);
    const [polygon, linea, edge] = rows;
    // The last cell begins now: nothing can be told of it yet.
    expect(polygon?.cells.slice(-7)).toEqual(["unknown", ...Array(5).fill("major_outage"), null]);
    expect(polygon?.pulse?.slice(-7)).toEqual([...Array(6).fill("operational"), null]);
    expect([linea?.pulse, edge?.pulse]).toEqual([null, null]);
    expect(window.to - window.from).toBe(120 * MINUTE);
  });

  it("of a chain itself have no pulse beside them, and its other parts have its own", () => {
    const base = chain("base", "chain_halted");
    const service = { ...base, components: [...base.components, part("public-rpc", "answers", "base")] };
    const { rows } = partsTimeline(makeOverview([service]), EMPTY, { service, hits: [] }, "2h", NOW);
    expect(rows.map(({ pulse }) => pulse?.at(-2) ?? null)).toEqual([null, "major_outage"]);
  });

  it("have only those events of clouds through them that this service's own incidents coincide with", () => {
    const event = (id: string) => ({ id, event: cloudEvent({ onsetAt: NOW - 30 * MINUTE }), vanishedAt: null });
    const reading = { pollMs: MINUTE, unread: [], unlisted: [] };
    const record = { ...EMPTY, clouds: [{ provider: "aws", events: [event("one"), event("two")], reading }] };
    const hits = [
      { event: "two", region: "us-east-1", startedAt: NOW - 20 * MINUTE, lastGood: null, resolvedAt: null },
    ];
    const bands = (own: typeof hits) =>
      partsTimeline(makeOverview([infura]), record, { service: infura, hits: own }, "2h", NOW).bands;
    expect(bands([])).toEqual([]);
    expect(bands(hits)).toMatchObject([{ event: "two", from: NOW - 20 * MINUTE }]);
  });
});
