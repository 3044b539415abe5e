import { describe, expect, it } from "vitest";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { hostLimits } from "#workers/schedule/host-limits.ts";

const noKeys = () => undefined;

describe("what a host allows", () => {
  it("is its documented rate, and when two services name it what keeps both", () => {
    const both = (...rates: [requests: number, perS: number][]) => {
      const services = rates.map(([requests, perS], n) =>
        makeService(`s${n}`, [makeCheck("time")], {
          limits: [{ host: "api.example.com", requests, perS, source: "docs" }],
        }),
      );
      return hostLimits({ services }, noKeys)("api.example.com");
    };
    expect(both([30, 10])).toMatchObject({ requests: 30, perMs: 10_000 });
    expect(both([10, 1], [10, 10])).toMatchObject({ requests: 10, perMs: 10_000 });
    expect(both([5, 10], [10, 1])).toMatchObject({ requests: 5, perMs: 10_000 });
    // 50 a minute may come all at once, which 1 a second forbids; 1 a second is 60 a minute.
    expect(both([1, 1], [50, 60])).toMatchObject({ requests: 1, perMs: 1_200 });
  });

  it("holds all its checks at once when every one of them runs into its timeouts", () => {
    const checks = Array.from({ length: 9 }, (_, n) => makeCheck(`head-${n}`, { intervalS: 30 }));
    const { concurrency } = hostLimits({ services: [makeService("rpc", checks)] }, noKeys)("api.example.com");
    // Two attempts of at most 20 s each, every 30 s, nine times over.
    expect(concurrency).toBe(12);
  });

  it("is the same modest share for a host of few checks, and for one that nobody named", () => {
    const limits = hostLimits({ services: [makeService("a", [makeCheck("time")])] }, noKeys);
    expect(limits("api.example.com")).toEqual(limits("elsewhere.example"));
    expect(limits("elsewhere.example").concurrency).toBe(2);
  });
});

describe("vantages behind one address", () => {
  const services = [
    makeService("a", [makeCheck("time")], {
      limits: [{ host: "api.example.com", requests: 10, perS: 1, source: "docs" }],
    }),
    makeService(
      "b",
      [makeCheck("time", { request: { probe: "http", method: "GET", url: "https://one.test/", format: "json" } })],
      {
        limits: [{ host: "one.test", requests: 1, perS: 1, source: "docs" }],
      },
    ),
  ];

  it("share a documented rate, as they come and go, and not what nobody has documented", () => {
    let share = { of: 1, place: 0 };
    const limits = hostLimits({ services }, noKeys, () => share);
    expect(limits("api.example.com").requests).toBe(10);
    const alone = limits("elsewhere.example");
    share = { of: 3, place: 2 };
    expect(limits("api.example.com").requests).toBe(3);
    expect(limits("elsewhere.example")).toEqual(alone);
  });

  it("take turns at a host that allows fewer requests than there are vantages", () => {
    const limits = hostLimits({ services }, noKeys, () => ({ of: 3, place: 1 }));
    expect(limits("one.test")).toMatchObject({
      requests: 1,
      perMs: 1_000,
      turn: { periodMs: 6_000, fromMs: 2_000, lengthMs: 1_000 },
    });
  });
});
