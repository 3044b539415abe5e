import type { ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { CheckView, LatestResult, Overview, ServiceView, VantageView } from "#domain/status/overview.ts";

/** Made-up values for tests of what is shown. */
export const NOW = Date.parse("2026-03-10T12:00:00Z");

export function makeResult(overrides: Partial<LatestResult> = {}): LatestResult {
  return {
    vantage: "here",
    tick: NOW - 20_000,
    at: NOW - 20_000,
    outcome: "ok",
    failureType: null,
    phase: null,
    rawCode: null,
    httpStatus: 200,
    httpVersion: "1.1",
    address: "127.0.0.1",
    certExpiresAt: null,
    bodyBytes: 10,
    timings: { dnsMs: 1.23, connectMs: 2, tlsMs: 3, waitMs: 4, downloadMs: 5, totalMs: 15.26 },
    facts: {},
    attempts: 1,
    ...overrides,
  };
}

export function makeCheckView(
  id: string,
  latest: readonly LatestResult[] = [makeResult()],
  overrides: Partial<Omit<CheckView, "spec">> & { spec?: Partial<CheckSpec> } = {},
): CheckView {
  const { spec, ...rest } = overrides;
  return {
    id,
    provenAt: NOW - 86_400_000,
    coverage: [{ vantage: "here", reason: null }],
    latest,
    ...rest,
    spec: {
      slug: id.split("/").at(-1) ?? id,
      proves: "it answers",
      signal: "reachability",
      tier: "core",
      intervalS: 60,
      request: { probe: "http", method: "GET", url: "https://example.com", format: "json" },
      assertions: [],
      verified: "docs",
      ...spec,
    },
  };
}

export function makeServiceView(
  slug: string,
  checks: readonly CheckView[],
  overrides: Partial<ServiceView> = {},
): ServiceView {
  return {
    slug,
    name: slug.toUpperCase(),
    kind: "exchange" satisfies ServiceSpec["kind"],
    homepage: "https://example.com",
    lifecycle: { state: "active" },
    statusPage: { url: null, kind: "none", apiUrl: null, verified: "docs" },
    components: [{ slug: "api", name: "API", layer: "access", checks }],
    ...overrides,
  };
}

export function makeVantageView(overrides: Partial<VantageView> = {}): VantageView {
  return {
    name: "here",
    provider: null,
    region: null,
    country: null,
    world: false,
    beatAt: NOW - 2_000,
    startedAt: NOW - 3_600_000,
    stoppedAt: null,
    ticksPlanned: 100,
    ticksDone: 99,
    ticksSkipped: 1,
    rowsBuffered: 0,
    rowsLost: 0,
    loopLagMs: 1,
    round: { at: NOW - 5_000, gated: false, controls: [] },
    lastHour: { received: 95, expected: 100 },
    ...overrides,
  };
}

export function makeOverview(services: readonly ServiceView[], vantages = [makeVantageView()]): Overview {
  return { readAt: NOW, services, vantages };
}
