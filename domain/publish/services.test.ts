import { expect, it } from "vitest";
import { publishServices } from "#domain/publish/services.ts";
import { makeCheckView, makeOverview, makeResult, makeServiceView, NOW } from "#domain/status/testing/views.ts";

it("a service is published with every field that the API promises, and times in UTC", () => {
  const check = makeCheckView("kraken/api/time", [makeResult({ facts: { clock_offset_s: 0.2 } })], {
    spec: { vital: true },
  });
  expect(publishServices(makeOverview([makeServiceView("kraken", [check])]), NOW)).toEqual({
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
            monitored: true,
            checks: [
              {
                slug: "time",
                proves: "it answers",
                signal: "reachability",
                tier: "core",
                vital: true,
                lifecycle: "active",
                interval_s: 60,
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
                  facts: { clock_offset_s: 0.2 },
                },
              },
            ],
          },
        ],
      },
    ],
    generated_at: "2026-03-10T12:00:00.000Z",
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
