import { combineStatus, type Part, statusOf } from "#domain/status/algebra.ts";
import { judgeCheck } from "#domain/status/check-verdict.ts";
import { type CheckPart, decides, judgeComponent } from "#domain/status/combine.ts";
import {
  type DocketCheck,
  type DocketComponent,
  type DocketService,
  isQuorumComponent,
} from "#domain/status/docket.ts";
import { type ComponentChange, settle } from "#domain/status/pass-changes.ts";
import type { Ledger } from "#domain/status/pass-ledger.ts";
import type { Rules } from "#domain/status/rules.ts";
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
    const concerned = service.retired ? [] : service.components.filter(concerns);
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
  const status = serviceStatus(ledger, service, context.rules);
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
  else ledger.verdicts.set(key, settle(ledger.verdicts.get(key) ?? null, judged, toldAt(ledger, component)));
}

function chainJudged(ledger: Ledger, { chain }: DocketComponent, now: EpochMs): Judged | null {
  const slug = chain ?? "";
  return (ledger.chainSteps.get(slug) ?? ledger.stepChain(slug, now))?.judged ?? null;
}

/** Aux checks are shown and never decide, so they are not judged at all. */
function partOf(ledger: Ledger, { now, rules, usualP95Ms }: JudgeContext, check: DocketCheck): CheckPart[] {
  const { slug, proves, tier, vital, intervalS, signal } = check.spec;
  if (tier !== "core" && tier !== "optional") return [];
  const asked = { slug, proves, signal, intervalMs: intervalS * 1_000, proven: ledger.proven.has(check.id) };
  const judged = judgeCheck(asked, ledger.views(check, usualP95Ms), now, rules);
  return [{ slug, tier, vital: vital ?? false, intervalS, signal, monitored: check.vantages.length > 0, judged }];
}

/** The newest round that said something of a component. */
function toldAt(ledger: Ledger, component: DocketComponent): EpochMs {
  const told = component.checks.flatMap(({ id }) =>
    [...(ledger.detectors.get(id)?.values() ?? [])].map((state) => state.toldAt),
  );
  const seen = isQuorumComponent(component) ? (ledger.chains.get(component.chain ?? "")?.seenAt ?? 0) : 0;
  return Math.max(seen, ...told, 0);
}

function serviceStatus(ledger: Ledger, { components }: DocketService, rules: Rules): Status {
  const parts = components.flatMap((component): Part[] => {
    const judged = ledger.verdicts.get(component.key);
    if (!judged) return [];
    const deciding = component.checks.filter(({ spec: { slug, tier, vital, intervalS, signal }, vantages }) =>
      decides({ slug, tier, vital: vital ?? false, intervalS, signal, monitored: vantages.length > 0 }, rules),
    );
    const edgeOnly = deciding.every(({ spec }) => spec.signal === "reachability") && !isQuorumComponent(component);
    return [{ status: statusOf(judged.verdict), weight: component.weight, edgeOnly }];
  });
  return combineStatus(parts);
}
