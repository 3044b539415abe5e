import type { ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Measurement } from "#domain/measurement.ts";

/** A check of a made-up service. */
export function makeCheck(slug: string, overrides: Partial<CheckSpec> = {}): CheckSpec {
  return {
    slug,
    proves: `that ${slug} answers`,
    signal: "reachability",
    tier: "core",
    intervalS: 60,
    request: { probe: "http", method: "GET", url: `https://api.example.com/${slug}`, format: "json" },
    assertions: [],
    verified: "docs",
    ...overrides,
  };
}

/** A made-up service with one component `api`. */
export function makeService(
  slug: string,
  checks: readonly CheckSpec[],
  overrides: Partial<ServiceSpec> = {},
): ServiceSpec {
  return {
    slug,
    name: slug.toUpperCase(),
    kind: "exchange",
    homepage: "https://example.com",
    lifecycle: { state: "active" },
    statusPage: { url: null, kind: "none", apiUrl: null, verified: "docs" },
    hosting: [],
    components: [{ slug: "api", name: "API", layer: "access", checks }],
    ...overrides,
  };
}

export function makeMeasurement(checkId: string, tick: number, overrides: Partial<Measurement> = {}): Measurement {
  return {
    checkId,
    vantage: "here",
    tick,
    at: tick + 100,
    outcome: "ok",
    failureType: null,
    phase: null,
    rawCode: null,
    httpStatus: 200,
    httpVersion: "1.1",
    address: "127.0.0.1",
    certExpiresAt: Date.parse("2027-01-01T00:00:00Z"),
    bodyBytes: 42,
    timings: { dnsMs: 1, connectMs: 2, tlsMs: 3, waitMs: 4, downloadMs: 5, totalMs: 15 },
    facts: { head_number: 7 },
    attempts: 1,
    ...overrides,
  };
}
