import { componentSentence, nameOf } from "#domain/publish/sentence.ts";
import type { SentenceWords } from "#domain/publish/sentence-words.ts";
import { en } from "#domain/publish/sentences-en.ts";
import type { Subject } from "#domain/publish/subject.ts";
import { holdsNow, isBlockProduction, isJudged, isMonitored } from "#domain/status/answering.ts";
import {
  type ComponentView,
  type IncidentView,
  isOpen,
  type Overview,
  type ServiceView,
} from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** Chains by slug: what they are called, and whether they are known to make blocks now. */
export type Chains = ReadonlyMap<string, { readonly name: string; readonly moves: boolean }>;

export const NO_CHAINS: Chains = new Map();

/** Every chain whose block production is judged here, under the name of its service. */
export function chainsOf({ services, judge }: Pick<Overview, "services" | "judge">, now: EpochMs): Chains {
  return new Map(
    services.flatMap((service) =>
      service.components.flatMap((component) =>
        component.chain !== undefined && isBlockProduction(component)
          ? [
              [
                component.chain,
                { name: service.name, moves: holdsNow(component, judge, now)?.verdict === "up" },
              ] as const,
            ]
          : [],
      ),
    ),
  );
}

export function subjectOfComponent(service: ServiceView, component: ComponentView, chains: Chains): Subject {
  const chain = component.chain === undefined ? undefined : chains.get(component.chain);
  return {
    service: service.name,
    component: component.name,
    single: service.components.length === 1,
    layer: component.layer,
    chainName: chain?.name ?? null,
    chainMoves: chain?.moves ?? false,
  };
}

/** That a chain makes blocks now says nothing of what it did during an incident that is over. */
export function subjectOfIncident(incident: IncidentView, chains: Chains): Subject {
  const { service, component, single, layer, chain } = incident.about;
  const known = chain === null ? undefined : chains.get(chain);
  const chainMoves = (known?.moves ?? false) && isOpen(incident);
  return { service, component, single, layer, chainName: known?.name ?? null, chainMoves };
}

/** What is said of a component, verdict or not. */
export function tellComponent(
  service: ServiceView,
  component: ComponentView,
  overview: Pick<Overview, "judge">,
  chains: Chains,
  now: EpochMs,
  words: SentenceWords = en,
): string {
  const subject = subjectOfComponent(service, component, chains);
  const judged = holdsNow(component, overview.judge, now);
  if (judged !== null) return componentSentence(subject, judged, words);
  return words.sentence(nameOf(subject, words), whyNoVerdict(service, component, words), null);
}

function whyNoVerdict(service: ServiceView, component: ComponentView, { unknown, unjudged }: SentenceWords): string {
  if (service.lifecycle.state === "retired") return unjudged.closed;
  if (isJudged(component)) return unknown.waiting;
  return component.checks.some(isMonitored) ? unjudged.shown : unknown.not_monitored;
}
