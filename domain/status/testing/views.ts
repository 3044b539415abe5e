import type { ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Maintenance } from "#domain/cloud/maintenance.ts";
import {
  type CheckView,
  type ComponentView,
  type IncidentView,
  type JudgedView,
  type LatestResult,
  type Overview,
  type ServiceView,
  UPTIME_WINDOWS,
  type Uptime,
  type VantageView,
} from "#domain/status/overview.ts";
import { FINDINGS, type FindingKind } from "#domain/status/verdict.ts";
import { emptySeconds, type StateSeconds } from "#domain/uptime/state-seconds.ts";

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

/** A verdict that has stood for a minute. */
export function makeJudged(kind: FindingKind = "answers", overrides: Partial<JudgedView> = {}): JudgedView {
  const verdict = FINDINGS[kind];
  const bad = verdict === "down" || verdict === "degraded";
  return {
    verdict,
    finding: bad ? { kind, failureType: "tcp.refused", phase: "connection" } : { kind },
    since: NOW - 60_000,
    lastGood: NOW - 120_000,
    lastBad: null,
    vantages: verdict === "unknown" ? [] : ["here"],
    usable: 1,
    failureTypes: bad ? ["tcp.refused"] : [],
    knownAt: NOW - 30_000,
    ...overrides,
  };
}

/** An hour's work that began a quarter of an hour ago. */
export function makeMaintenance(overrides: Partial<Maintenance> = {}): Maintenance {
  return {
    notice: "ntc123def456",
    title: "Scheduled maintenance",
    url: "https://status.example.com/incidents/1",
    from: NOW - 900_000,
    until: NOW + 2_700_000,
    announcedAt: NOW - 86_400_000,
    endsAt: NOW + 4_500_000,
    ...overrides,
  };
}

/** The same seconds in every window. */
export function makeUptime(seconds: Partial<StateSeconds> = { up: 86_400 }): Uptime {
  return Object.fromEntries(UPTIME_WINDOWS.map((window) => [window, { ...emptySeconds, ...seconds }])) as Uptime;
}

export function makeComponentView(
  slug: string,
  checks: readonly CheckView[],
  overrides: Partial<ComponentView> = {},
): ComponentView {
  return {
    slug,
    name: slug.toUpperCase(),
    layer: "access",
    weight: 1,
    checks,
    judged: makeJudged(),
    maintenance: null,
    incident: null,
    retracted: false,
    uptime: makeUptime(),
    ...overrides,
  };
}

/** A service of one component `api`, which is well. */
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
    components: [makeComponentView("api", checks)],
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
    clock: { skewMs: 4, errorMs: 1, at: NOW - 20_000 },
    round: { at: NOW - 5_000, gated: false, controls: [] },
    lastHour: { received: 95, expected: 100 },
    ...overrides,
  };
}

export function makeOverview(services: readonly ServiceView[], vantages = [makeVantageView()]): Overview {
  return { readAt: NOW, judge: { passedAt: NOW - 3_000, latenessMs: 1_234.5 }, services, vantages, incidents: [] };
}

export function makeIncidentView(overrides: Partial<IncidentView> = {}): IncidentView {
  return {
    id: "abc123def456",
    group: "grp123def456",
    component: "kraken/api",
    about: {
      serviceSlug: "kraken",
      componentSlug: "api",
      service: "Kraken",
      component: "API",
      single: true,
      layer: "access",
      chain: null,
    },
    startedAt: NOW - 300_000,
    lastGood: NOW - 360_000,
    detectedAt: NOW - 120_000,
    resolvedAt: null,
    lastBad: null,
    severity: "critical",
    confirmed: true,
    vantages: ["here", "there"],
    usable: 2,
    failureTypes: ["tcp.refused"],
    phase: "connection",
    finding: { kind: "failing", failureType: "tcp.refused", phase: "connection" },
    verdict: "down",
    retracted: null,
    sequence: 1,
    ruleVersion: 1,
    maintenance: null,
    madeUp: false,
    ...overrides,
  };
}
