import { judgeCheck, lastWasTrouble } from "#domain/status/check-verdict.ts";
import { type CheckPart, judgeComponent } from "#domain/status/combine.ts";
import {
  type DocketCheck,
  type DocketComponent,
  type DocketService,
  isQuorumComponent,
} from "#domain/status/docket.ts";
import { type ComponentChange, type Moments, settle } from "#domain/status/pass-changes.ts";
import type { Ledger } from "#domain/status/pass-ledger.ts";
import type { Rules } from "#domain/status/rules.ts";
import { type ComponentStanding, serviceStatus } from "#domain/status/service-status.ts";
import type { Status } from "#domain/status/status.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** What judging needs beside the ledger. */
export interface JudgeContext {
  /** The instant that is judged: in a pass that catches up, not the present. */
  readonly now: EpochMs;
  /** When it is judged. */
  readonly knownAt: EpochMs;
  readonly rules: Rules;
  readonly usualP95Ms: (checkId: string, vantage: string) => number | null;
}

/**
 * Judges the components that are concerned, and their services, at an instant.
 * @returns what changed. An outage of a whole service makes its parts' incidents graver, so they are among it then.
 */
export function judgeComponents(
  ledger: Ledger,
  context: JudgeContext,
  concerns: (component: DocketComponent) => boolean,
): ComponentChange[] {
  return ledger.docket.services.flatMap((service) => {
    const concerned = service.components.filter(concerns);
    return concerned.length === 0 ? [] : judgeService(ledger, context, service, concerned);
  });
}

function judgeService(
  ledger: Ledger,
  context: JudgeContext,
  service: DocketService,
  concerned: readonly DocketComponent[],
): ComponentChange[] {
  const before = service.components.map(({ key }) => ledger.verdicts.get(key) ?? null);
  for (const component of concerned) judgeOne(ledger, context, component);
  const status = statusOfService(ledger, service, context.rules);
  const graver = status === "major_outage" && ledger.services.get(service.slug) !== status;
  ledger.services.set(service.slug, status);
  return service.components.flatMap(({ key }, index): ComponentChange[] => {
    const [was, after] = [before[index] ?? null, ledger.verdicts.get(key)];
    if (!after || (after === was && !graver)) return [];
    return [{ component: key, before: was, after, service: status, knownAt: context.knownAt }];
  });
}

function judgeOne(ledger: Ledger, context: JudgeContext, component: DocketComponent): void {
  const { layer, checks, key } = component;
  const chain = isQuorumComponent(component) ? chainJudged(ledger, component, context.now) : null;
  const parts = checks.flatMap((check) => partOf(ledger, context, check));
  const judged = judgeComponent({ layer, checks: parts, ...(chain ? { chain } : {}) }, context.now, context.rules);
  if (judged === null) ledger.verdicts.delete(key);
  else ledger.verdicts.set(key, settle(ledger.verdicts.get(key) ?? null, judged, momentsOf(ledger, component)));
}

function chainJudged(ledger: Ledger, { chain }: DocketComponent, now: EpochMs): Judged | null {
  const slug = chain ?? "";
  const judged = (ledger.chainSteps.get(slug) ?? ledger.stepChain(slug, now))?.judged ?? null;
  // That no operator is reached is our own fault then, and says nothing of theirs.
  if (judged?.finding.kind === "no_operator" && isBlind(ledger, slug))
    return { ...judged, finding: { kind: "vantage_down", chain: slug } };
  return judged;
}

/** Whether all vantages that look at a chain have lost their network. */
function isBlind(ledger: Ledger, slug: string): boolean {
  const witnesses = ledger.index.checks.filter(({ id }) => ledger.index.chainOf.get(id) === slug);
  const views = witnesses.flatMap((check) => ledger.views(check, () => null));
  return views.length > 0 && views.every(({ gated, state }) => gated || state.gated);
}

/** Aux checks are shown and never decide, so they are not judged at all. */
function partOf(ledger: Ledger, { now, rules, usualP95Ms }: JudgeContext, check: DocketCheck): CheckPart[] {
  const { slug, proves, tier, vital, intervalS, signal } = check.spec;
  if (tier !== "core" && tier !== "optional") return [];
  const asked = { slug, proves, signal, intervalMs: intervalS * 1_000, proven: ledger.proven.has(check.id) };
  const views = ledger.views(check, usualP95Ms);
  const at = ledger.asOf(
    now,
    views.map(({ state }) => state.at),
  );
  const judged = judgeCheck(asked, views, at, rules);
  const wasBad = judged.verdict === "unknown" && lastWasTrouble(asked, views, rules);
  const monitored = check.vantages.length > 0;
  return [{ slug, tier, vital: vital ?? false, intervalS, signal, monitored, judged, wasBad }];
}

function momentsOf(ledger: Ledger, component: DocketComponent): Moments {
  const states = component.checks.flatMap(({ id }) => [...(ledger.detectors.get(id)?.values() ?? [])]);
  const seen = isQuorumComponent(component) ? (ledger.chains.get(component.chain ?? "")?.seenAt ?? 0) : 0;
  return {
    toldAt: Math.max(seen, 0, ...states.map(({ toldAt }) => toldAt)),
    recoveredAt: Math.max(seen, 0, ...states.map(({ okSince }) => okSince ?? 0)),
  };
}

function statusOfService(ledger: Ledger, { components }: DocketService, rules: Rules): Status {
  const standings = components.map(
    (component): ComponentStanding => ({
      weight: component.weight,
      verdict: ledger.verdicts.get(component.key)?.verdict ?? null,
      quorum: isQuorumComponent(component),
      checks: component.checks.map(({ spec, vantages }) => ({ spec, monitored: vantages.length > 0 })),
    }),
  );
  return serviceStatus(standings, rules);
}
