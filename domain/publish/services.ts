import type { Facts } from "#domain/measurement.ts";
import { type Chains, chainsOf, tellComponent } from "#domain/publish/component-told.ts";
import { rfc3339 } from "#domain/publish/figure.ts";
import { publishMaintenance } from "#domain/publish/maintenance.ts";
import { publishUptime } from "#domain/publish/uptime.ts";
import {
  combinedStatus,
  componentStatus,
  holdsNow,
  isFresh,
  isMonitored,
  maintenanceNow,
  roundSeconds,
} from "#domain/status/answering.ts";
import type {
  CheckView,
  ComponentView,
  JudgeView,
  LatestResult,
  Overview,
  ServiceView,
} from "#domain/status/overview.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** Milliseconds with one decimal: more would pretend to a precision that socket events do not have. */
function ms(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}

/** What an answer told beside "ok", with its units as everywhere in the API. */
function publishFacts(facts: Facts): Readonly<Record<string, number | string>> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name.replace(/_s$/, "_seconds"), value]));
}

/** A result of a check at one vantage. */
export function publishResult(result: LatestResult) {
  return {
    at: rfc3339(result.at),
    vantage: result.vantage,
    outcome: result.outcome,
    failure_type: result.failureType,
    phase: result.phase,
    http_status: result.httpStatus,
    address: result.address,
    dns_ms: ms(result.timings.dnsMs),
    connect_ms: ms(result.timings.connectMs),
    tls_ms: ms(result.timings.tlsMs),
    wait_ms: ms(result.timings.waitMs),
    download_ms: ms(result.timings.downloadMs),
    total_ms: ms(result.timings.totalMs),
    facts: publishFacts(result.facts),
  };
}

/** The words of the API for a service. An `uncertain` one is `unproven`: whether it is still meant to answer is not known. */
function serviceLifecycle({ lifecycle }: ServiceView): "active" | "retired" | "unproven" {
  return lifecycle.state === "uncertain" ? "unproven" : lifecycle.state;
}

/** `retired` with its service, `unproven` until its first success, else `active`. */
function lifecycleOf(service: ServiceView, check: CheckView): "active" | "retired" | "unproven" {
  if (service.lifecycle.state === "retired" || check.spec.tier === "disabled") return "retired";
  return check.provenAt === null ? "unproven" : "active";
}

/**
 * The newest result of all vantages, of those that say something about the target where there is a fresh one: a vantage
 * without a network must not hide what the others see.
 */
function lastOf(check: CheckView, now: EpochMs): LatestResult | null {
  const telling = check.latest.filter((result) => result.outcome !== "neutral" && isFresh(check, result, now));
  return (telling.length > 0 ? telling : check.latest).reduce<LatestResult | null>(
    (best, result) => (best === null || result.at > best.at ? result : best),
    null,
  );
}

/** A check with the newest result that says something. */
export function publishCheck(service: ServiceView, check: CheckView, now: EpochMs) {
  const last = lastOf(check, now);
  return {
    slug: check.spec.slug,
    proves: check.spec.proves,
    signal: check.spec.signal,
    tier: check.spec.tier,
    vital: check.spec.vital ?? false,
    lifecycle: lifecycleOf(service, check),
    interval_seconds: check.spec.intervalS,
    last: last === null ? null : publishResult(last),
  };
}

/** What one service's figures stand beside. */
export interface PublishContext {
  readonly judge: JudgeView | null;
  readonly chains: Chains;
  readonly now: EpochMs;
}

export function contextOf(overview: Overview, now: EpochMs): PublishContext {
  return { judge: overview.judge, chains: chainsOf(overview, now), now };
}

/** One component as `/api/v1/services` shows it. */
export function publishComponent(service: ServiceView, component: ComponentView, context: PublishContext) {
  const { judge, chains, now } = context;
  const judged = holdsNow(component, judge, now);
  return {
    slug: component.slug,
    name: component.name,
    layer: component.layer,
    status: componentStatus(component, judge, now) satisfies Status,
    verdict: judged?.verdict ?? null,
    maintenance: publishMaintenance(maintenanceNow(component, judge, now)),
    since: judged === null ? null : rfc3339(judged.since),
    sentence: tellComponent(service, component, { judge }, chains, now),
    incident: component.incident,
    ...publishUptime(component.uptime, roundSeconds(component)),
    monitored: component.checks.some(isMonitored),
    checks: component.checks.map((check) => publishCheck(service, check, now)),
  };
}

/** One service as `/api/v1/services/{slug}` shows it. */
export function publishService(service: ServiceView, context: PublishContext) {
  return {
    slug: service.slug,
    name: service.name,
    kind: service.kind,
    lifecycle: serviceLifecycle(service),
    status: combinedStatus(service.components, context.judge, context.now) satisfies Status,
    components: service.components.map((component) => publishComponent(service, component, context)),
  };
}

/** Of when what is published is: when it was read, and when it was judged and how late. */
export function publishedTimes({ readAt, judge }: Overview) {
  return {
    generated_at: rfc3339(readAt),
    judged_at: judge === null ? null : rfc3339(judge.passedAt),
    judge_lateness_seconds: judge === null ? null : Math.round(judge.latenessMs) / 1_000,
  };
}

/** Every service, in the catalog's order, as `/api/v1/services` shows them. */
export function publishServices(overview: Overview, now: EpochMs) {
  const context = contextOf(overview, now);
  return {
    data: overview.services.map((service) => publishService(service, context)),
    ...publishedTimes(overview),
  };
}
