import { describe, expect, it } from "vitest";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { hostLimits } from "#workers/schedule/host-limits.ts";

const noKeys = () => undefined;

describe("what a host allows", () => {
  it("is its documented rate, the strictest when two services name it", () => {
    const limit = (requests: number, perS: number) => [{ host: "api.example.com", requests, perS, source: "docs" }];
    const services = [
      makeService("a", [makeCheck("time")], { limits: limit(10, 1) }),
      makeService("b", [makeCheck("time")], { limits: limit(30, 10) }),
    ];
    expect(hostLimits({ services }, noKeys)("api.example.com")).toMatchObject({ requests: 30, perMs: 10_000 });
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
