import { expect, it } from "vitest";
import { publishServices } from "#domain/publish/services.ts";
import {
  makeCheckView,
  makeComponentView,
  makeJudged,
  makeMaintenance,
  makeOverview,
  makeResult,
  makeServiceView,
  makeUptime,
  NOW,
} from "#domain/status/testing/views.ts";

it("a service is published with every field that the API promises, and times in UTC", () => {
  const check = makeCheckView("kraken/api/time", [makeResult({ facts: { clock_offset_s: 0.2 } })], {
    spec: { vital: true, signal: "backend" },
  });
  const uptime = makeUptime({ up: 86_300, down: 5, unknown: 95 });
  const component = makeComponentView("api", [check], { uptime, incident: "abc123def456" });
  const service = makeServiceView("kraken", [], { components: [component] });
  expect(publishServices(makeOverview([service]), NOW)).toEqual({
    data: [
      {
        slug: "kraken",
        name: "KRAKEN",
        kind: "exchange",
        lifecycle: "active",
        status: "operational",
        components: [
          {
            slug: "api",
            name: "API",
            layer: "access",
            status: "operational",
            verdict: "up",
            maintenance: null,
            since: "2026-03-10T11:59:00.000Z",
            sentence: "KRAKEN: it answers. Since 2026-03-10 11:59 UTC, seen from one place.",
            incident: "abc123def456",
            uptime: { "24h": 99.9, "7d": 99.9, "30d": 99.9, "90d": 99.9 },
            uptime_text: { "24h": "99.9%", "7d": "99.9%", "30d": "99.9%", "90d": "99.9%" },
            coverage: { "24h": 0.9989, "7d": 0.9989, "30d": 0.9989, "90d": 0.9989 },
            maintenance_seconds: { "24h": 0, "7d": 0, "30d": 0, "90d": 0 },
            uptime_incl_maintenance: { "24h": 99.9, "7d": 99.9, "30d": 99.9, "90d": 99.9 },
            monitored: true,
            checks: [
              {
                slug: "time",
                proves: "it answers",
                signal: "backend",
                tier: "core",
                vital: true,
                lifecycle: "active",
                interval_seconds: 60,
                last: {
                  at: "2026-03-10T11:59:40.000Z",
                  vantage: "here",
                  outcome: "ok",
                  failure_type: null,
                  phase: null,
                  http_status: 200,
                  address: "127.0.0.1",
                  dns_ms: 1.2,
                  connect_ms: 2,
                  tls_ms: 3,
                  wait_ms: 4,
                  download_ms: 5,
                  total_ms: 15.3,
                  facts: { clock_offset_seconds: 0.2 },
                },
              },
            ],
          },
        ],
      },
    ],
    generated_at: "2026-03-10T12:00:00.000Z",
    judged_at: "2026-03-10T11:59:57.000Z",
    judge_lateness_seconds: 1.235,
  });
});

it("declared maintenance is laid over the verdict, which stands beside it, with the window and the notice", () => {
  const check = makeCheckView("kraken/api/time", undefined, { spec: { signal: "backend" } });
  const component = makeComponentView("api", [check], {
    judged: makeJudged("failing"),
    maintenance: makeMaintenance(),
  });
  const overview = makeOverview([makeServiceView("kraken", [], { components: [component] })]);
  const [service] = publishServices(overview, NOW).data;
  expect(service).toMatchObject({ status: "under_maintenance" });
  expect(service?.components[0]).toMatchObject({
    status: "under_maintenance",
    verdict: "down",
    maintenance: { notice: "ntc123def456", until: "2026-03-10T12:45:00.000Z" },
    sentence: expect.stringContaining("connections are refused"),
  });
});

it("the newest result of all vantages is the last; without one it is null", () => {
  const results = [makeResult(), makeResult({ vantage: "there", at: NOW - 1_000 })];
  const service = makeServiceView("s", [makeCheckView("s/api/a", results), makeCheckView("s/api/b", [])]);
  const [published] = publishServices(makeOverview([service]), NOW).data;
  const checks = published?.components[0]?.checks;
  expect(checks?.[0]?.last?.vantage).toBe("there");
  expect(checks?.[1]?.last).toBeNull();
});

it("a check is unproven until it succeeded once, and retired with its service", () => {
  const unproven = makeCheckView("s/api/a", [], { provenAt: null });
  const service = makeServiceView("s", [unproven]);
  const lifecycle = (s: typeof service) =>
    publishServices(makeOverview([s]), NOW).data[0]?.components[0]?.checks[0]?.lifecycle;
  expect(lifecycle(service)).toBe("unproven");
  expect(lifecycle({ ...service, lifecycle: { state: "retired" } })).toBe("retired");
});

it("a service of which nobody knows whether it is still meant to answer is unproven", () => {
  const lifecycle = (state: "active" | "retired" | "uncertain") =>
    publishServices(makeOverview([makeServiceView("s", [], { lifecycle: { state } })]), NOW).data[0]?.lifecycle;
  expect([lifecycle("active"), lifecycle("retired"), lifecycle("uncertain")]).toEqual([
    "active",
    "retired",
    "unproven",
  ]);
});

it("a vantage without a network does not hide what the others see", () => {
  const lost = makeResult({
    vantage: "there",
    at: NOW - 1_000,
    outcome: "neutral",
    failureType: "neutral.vantage_down",
  });
  const last = (results: ReturnType<typeof makeResult>[]) => {
    const service = makeServiceView("s", [makeCheckView("s/api/a", results)]);
    return publishServices(makeOverview([service]), NOW).data[0]?.components[0]?.checks[0]?.last?.vantage;
  };
  expect(last([makeResult(), lost])).toBe("here");
  expect(last([lost])).toBe("there");
  expect(last([makeResult({ tick: NOW - 600_000, at: NOW - 600_000 }), lost])).toBe("there");
});

it("a component that is not well says what, since when and from where, and its service is as bad as it makes it", () => {
  const part = (slug: string, judged: ReturnType<typeof makeJudged> | null) =>
    makeComponentView(slug, [makeCheckView(`s/${slug}/a`, undefined, { spec: { signal: "backend" } })], { judged });
  const service = makeServiceView("s", [], { components: [part("a", makeJudged("failing")), part("b", makeJudged())] });
  const [published] = publishServices(makeOverview([service]), NOW).data;
  expect(published?.status).toBe("partial_outage");
  expect(published?.components[0]).toMatchObject({
    status: "major_outage",
    since: "2026-03-10T11:59:00.000Z",
    sentence: "S A: connections are refused. Since 2026-03-10 11:59 UTC, seen from one place.",
  });
});

it("without a verdict nothing is green, and the sentence says why there is none", () => {
  const tell = (overrides: Parameters<typeof makeCheckView>[2], state: "active" | "retired" = "active") => {
    const component = makeComponentView("api", [makeCheckView("s/api/a", undefined, overrides)], { judged: null });
    const service = makeServiceView("s", [], { components: [component], lifecycle: { state } });
    const [only] = publishServices(makeOverview([service]), NOW).data[0]?.components ?? [];
    expect(only).toMatchObject({ status: "unknown", since: null });
    return only?.sentence;
  };
  expect(tell({})).toBe("S: we do not know yet: the first results are under way.");
  expect(tell({ spec: { tier: "aux" } })).toBe("S: what is asked of it here is shown, and decides nothing.");
  expect(tell({ coverage: [{ vantage: "here", reason: "key" }] })).toBe("S: it is not monitored here.");
  expect(tell({}, "retired")).toBe("S: it has closed for good.");
});

it("a judge that has stopped leaves every status unknown, and says since when", () => {
  const service = makeServiceView("s", [makeCheckView("s/api/a")]);
  const overview = { ...makeOverview([service]), judge: { passedAt: NOW - 100_000, latenessMs: 0 } };
  const { data, judged_at } = publishServices(overview, NOW);
  expect(judged_at).toBe("2026-03-10T11:58:20.000Z");
  expect(data[0]).toMatchObject({ status: "unknown", components: [{ status: "unknown", since: judged_at }] });
  expect(publishServices({ ...overview, judge: null }, NOW)).toMatchObject({
    judged_at: null,
    judge_lateness_seconds: null,
  });
});

it("a chain is said to make blocks only while its own component is known to", () => {
  const settlement = makeComponentView("settlement", [], {
    layer: "chain",
    chain: "base",
    judged: makeJudged("stale", {
      finding: {
        kind: "stale",
        signal: "l1_settlement",
        check: "safe",
        proves: "batches",
        failureType: "payload.stale",
        ageS: 3_600,
      },
    }),
  });
  const head = [makeCheckView("base/chain/head", undefined, { spec: { signal: "chain_head", chain: "base" } })];
  const sentence = (kind: "answers" | "chain_halted") => {
    const chain = makeComponentView("chain", head, { layer: "chain", chain: "base", judged: makeJudged(kind) });
    const service = makeServiceView("base", [], { components: [chain, settlement] });
    return publishServices(makeOverview([service]), NOW).data[0]?.components[1]?.sentence;
  };
  expect(sentence("answers")).toContain("new blocks are made, but batches");
  expect(sentence("chain_halted")).not.toContain("new blocks are made");
});
