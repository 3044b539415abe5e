import { rank } from "#domain/status/algebra.ts";
import {
  combinedStatus,
  holdsNow,
  isBlockProduction,
  isJudged,
  isJudging,
  vantageState,
} from "#domain/status/answering.ts";
import type { ComponentView, JudgeView, Overview, ServiceView } from "#domain/status/overview.ts";
import type { Status } from "#domain/status/status.ts";
import type { Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is to be said of block production. */
export interface ChainsSaid {
  /** Chains that are judged here. */
  readonly of: number;
  /** Of these, known to produce blocks. */
  readonly producing: number;
  /** Names of chains that produce none, and of chains that are late with them. */
  readonly halted: readonly string[];
  readonly late: readonly string[];
}

/** Names of services that are not well, each once, under the worst of its layers; block production is said apart. */
export interface ServicesSaid {
  readonly down: readonly string[];
  readonly partly: readonly string[];
  readonly degraded: readonly string[];
}

/** What the one sentence above the page has to say. */
export type Situation =
  | { readonly kind: "noData" }
  | { readonly kind: "nothingYet" }
  | { readonly kind: "offline"; readonly vantages: number }
  /** `since`: the last heartbeat of any vantage. */
  | { readonly kind: "silent"; readonly since: EpochMs }
  /** The judge is not at work; `since`: its last pass. */
  | { readonly kind: "unjudged"; readonly since: EpochMs }
  /** Fewer than half of the components that are judged here have a verdict that says anything. */
  | { readonly kind: "mostlyUnknown"; readonly known: number; readonly of: number; readonly failing: number }
  /** `unknown`: services whose status is. */
  | { readonly kind: "allWell"; readonly unknown: number; readonly chains: ChainsSaid }
  /** `since`: the earliest onset of what is said. */
  | {
      readonly kind: "trouble";
      readonly unknown: number;
      readonly services: ServicesSaid;
      readonly chains: ChainsSaid;
      readonly since: EpochMs;
    };

interface Part {
  readonly service: ServiceView;
  readonly component: ComponentView;
  readonly judged: Judged | null;
}

export function situationOf(overview: Overview, now: EpochMs): Situation {
  return sightOf(overview, now) ?? judgedSituation(overview, now);
}

/** Why nothing can be said; null when something can. */
function sightOf({ vantages, judge }: Overview, now: EpochMs): Situation | null {
  const states = vantages.map((vantage) => vantageState(vantage, now));
  const live = states.filter((state) => state !== "silent" && state !== "stopped");
  if (live.length === 0) {
    const since = Math.max(0, ...vantages.map((vantage) => vantage.beatAt ?? 0));
    return since === 0 ? { kind: "noData" } : { kind: "silent", since };
  }
  if (live.every((state) => state === "offline")) return { kind: "offline", vantages: live.length };
  if (judge !== null && !isJudging(judge, now)) return { kind: "unjudged", since: judge.passedAt };
  return null;
}

function judgedSituation(overview: Overview, now: EpochMs): Situation {
  const parts = partsOf(overview, now);
  if (parts.length === 0) return { kind: "noData" };
  const known = parts.filter(({ judged }) => judged !== null && judged.verdict !== "unknown");
  const bad = known.filter(({ judged }) => judged?.verdict !== "up");
  if (2 * known.length < parts.length) {
    // What was never judged is on its way after a start: nothing is lost yet.
    const waiting = parts.filter(({ judged }) => judged === null || judged.finding.kind === "waiting");
    if (bad.length === 0 && 2 * waiting.length > parts.length) return { kind: "nothingYet" };
    return { kind: "mostlyUnknown", known: known.length, of: parts.length, failing: bad.length };
  }
  const chains = chainsSaid(parts);
  const unknown = [...new Set(parts.map(({ service }) => service))].filter(
    ({ components }) => combinedStatus(components, overview.judge, now) === "unknown",
  ).length;
  if (bad.length === 0) return { kind: "allWell", unknown, chains };
  const since = Math.min(...bad.map(({ judged }) => judged?.since ?? now));
  return { kind: "trouble", unknown, services: servicesSaid(bad, overview.judge, now), chains, since };
}

/** `Infura (MetaMask Developer)` is Infura in a sentence. */
function shortName({ name }: ServiceView): string {
  return name.replace(/ \([^()]*\)$/, "");
}

/** Every component that is judged here. */
function partsOf({ services, judge }: Overview, now: EpochMs): Part[] {
  return services
    .filter(({ lifecycle }) => lifecycle.state !== "retired")
    .flatMap((service) =>
      service.components
        .filter((component) => component.judged !== null || isJudged(component))
        .map((component) => ({ service, component, judged: holdsNow(component, judge, now) })),
    );
}

function chainsSaid(parts: readonly Part[]): ChainsSaid {
  const chains = parts.filter(({ component }) => isBlockProduction(component));
  const names = (verdict: Judged["verdict"]) =>
    chains.filter(({ judged }) => judged?.verdict === verdict).map(({ service }) => shortName(service));
  return { of: chains.length, producing: names("up").length, halted: names("down"), late: names("degraded") };
}

const SAID: Readonly<Partial<Record<Status, keyof ServicesSaid>>> = {
  major_outage: "down",
  partial_outage: "partly",
  degraded_performance: "degraded",
};

function servicesSaid(bad: readonly Part[], judge: JudgeView | null, now: EpochMs): ServicesSaid {
  const said: Record<keyof ServicesSaid, string[]> = { down: [], partly: [], degraded: [] };
  const services = new Set(bad.filter(({ component }) => !isBlockProduction(component)).map(({ service }) => service));
  for (const service of services) {
    const statuses = (["access", "chain"] as const).map((layer) =>
      combinedStatus(
        service.components.filter((component) => component.layer === layer && !isBlockProduction(component)),
        judge,
        now,
      ),
    );
    const worst = statuses.reduce((a, b) => (rank(b) > rank(a) ? b : a));
    const list = SAID[worst];
    if (list) said[list].push(shortName(service));
  }
  return said;
}
