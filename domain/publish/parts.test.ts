import { describe, expect, it } from "vitest";
import { publishChecks, publishComponents } from "#domain/publish/parts.ts";
import { publishServices } from "#domain/publish/services.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeOverview,
  makeResult,
  makeServiceView,
  NOW,
} from "#domain/status/testing/views.ts";

const market = (id: string) => makeCheckView(id, undefined, { spec: { signal: "market_data" } });
const overview = makeOverview([
  makeServiceView("kraken", [], { components: [makeComponentView("api", [market("kraken/api/time")])] }),
  makeServiceView("base", [], {
    components: [
      makeComponentView("rpc", [market("base/rpc/head"), makeCheckView("base/rpc/edge")], {
        judged: makeJudged("failing"),
      }),
      makeComponentView("chain", [market("base/chain/head")], { layer: "chain", judged: null }),
    ],
  }),
]);
const given = (asked: Record<string, string>) => new Map(Object.entries(asked));

describe("components by themselves", () => {
  const slugs = (asked: Record<string, string>) =>
    publishComponents(overview, given(asked), NOW).data.map(({ service, slug }) => `${service}/${slug}`);

  it("are those of all services, each as it is shown there", () => {
    const { data, ...times } = publishComponents(overview, given({}), NOW);
    const { data: services, ...same } = publishServices(overview, NOW);
    expect(times).toEqual(same);
    expect(data).toEqual(
      services.flatMap(({ slug, components }) => components.map((one) => ({ service: slug, ...one }))),
    );
  });

  it("are asked for by service, layer and status together", () => {
    expect(slugs({ service: "base" })).toEqual(["base/rpc", "base/chain"]);
    expect(slugs({ layer: "chain" })).toEqual(["base/chain"]);
    expect(slugs({ status: "major_outage" })).toEqual(["base/rpc"]);
    expect(slugs({ status: "unknown" })).toEqual(["base/chain"]);
    expect(slugs({ service: "kraken", status: "major_outage" })).toEqual([]);
    expect(slugs({ service: "nobody" })).toEqual([]);
  });
});

describe("checks by themselves", () => {
  it("are asked for by service and component, and named by their three parts", () => {
    const ids = (asked: Record<string, string>) => publishChecks(overview, given(asked), NOW).data.map(({ id }) => id);
    expect(ids({})).toEqual(["kraken/api/time", "base/rpc/head", "base/rpc/edge", "base/chain/head"]);
    expect(ids({ service: "base", component: "rpc" })).toEqual(["base/rpc/head", "base/rpc/edge"]);
    expect(ids({ component: "api" })).toEqual(["kraken/api/time"]);
  });

  it("say from where they are asked, or why not, with the newest result of each vantage", () => {
    const coverage = [
      { vantage: "here", reason: null },
      { vantage: "there", reason: "key" },
    ];
    const check = makeCheckView("a/api/x", [makeResult(), makeResult({ vantage: "away" })], { coverage });
    const [one] = publishChecks(makeOverview([makeServiceView("a", [check])]), given({}), NOW).data;
    expect(one).toMatchObject({
      state: "answers",
      interval_seconds: 60,
      proven_at: "2026-03-09T12:00:00.000Z",
      vantages: [
        { vantage: "here", asks: true, reason: null },
        { vantage: "there", asks: false, reason: "key" },
      ],
      results: [{ vantage: "here" }, { vantage: "away" }],
    });
  });
});
