import type { Maintenance } from "#domain/cloud/maintenance.ts";
import { rank } from "#domain/status/algebra.ts";
import {
  combinedStatus,
  hasVerdict,
  holdsNow,
  isBlockProduction,
  isJudging,
  maintenanceNow,
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

/** Services of which at least a part is under declared maintenance. */
export interface MaintainedSaid {
  readonly services: readonly string[];
  /** Of one service only a part is. */
  readonly partly: boolean;
  /** Of one service, as announced: the last instant that was; null when some part has no announced end. */
  readonly until: EpochMs | null;
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
  /** Nothing is wrong but what was announced. */
  | {
      readonly kind: "maintenance";
      readonly unknown: number;
      readonly maintained: MaintainedSaid;
      readonly chains: ChainsSaid;
    }
  /** `since`: the earliest onset of what is said. */
  | {
      readonly kind: "trouble";
      readonly maintained: MaintainedSaid;
      readonly unknown: number;
      readonly services: ServicesSaid;
      readonly chains: ChainsSaid;
      readonly since: EpochMs;
    };

interface Part {
  readonly service: ServiceView;
  readonly component: ComponentView;
  readonly judged: Judged | null;
  /** Declared for now: what is measured meanwhile accuses nobody. */
  readonly maintenance: Maintenance | null;
}

export function situationOf(overview: Overview, now: EpochMs): Situation {
  return sightOf(overview, now) ?? judgedSituation(overview, now);
}

/** Why nothing can be said; null when something can. */
function sightOf({ vantages, judge }: Overview, now: EpochMs): Situation | null {
  const states = vantages.map((vantage) => vantageState(vantage, now));
  const live = states.filter((state) => !["silent", "stopped", "refused"].includes(state));
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
  const bad = known.filter(({ judged, maintenance }) => judged?.verdict !== "up" && maintenance === null);
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
  const maintained = maintainedSaid(parts);
  if (bad.length === 0) {
    return maintained.services.length === 0
      ? { kind: "allWell", unknown, chains }
      : { kind: "maintenance", unknown, maintained, chains };
  }
  const since = Math.min(...bad.map(({ judged }) => judged?.since ?? now));
  return { kind: "trouble", unknown, maintained, services: servicesSaid(bad, overview.judge, now), chains, since };
}

/** `Infura (MetaMask Developer)` is Infura in a sentence. */
export function shortName({ name }: Pick<ServiceView, "name">): string {
  return name.replace(/ \([^()]*\)$/, "");
}

/** Every component that is judged here. */
function partsOf({ services, judge }: Overview, now: EpochMs): Part[] {
  return services
    .filter(({ lifecycle }) => lifecycle.state !== "retired")
    .flatMap((service) =>
      service.components.filter(hasVerdict).map((component) => ({
        service,
        component,
        judged: holdsNow(component, judge, now),
        maintenance: maintenanceNow(component, judge, now),
      })),
    );
}

function maintainedSaid(parts: readonly Part[]): MaintainedSaid {
  const announced = parts.flatMap(({ service, maintenance }) =>
    maintenance === null ? [] : [{ service, maintenance }],
  );
  const services = [...new Set(announced.map(({ service }) => service))];
  const [only] = services;
  const isOne = services.length === 1 && only !== undefined;
  const ends = announced.map(({ maintenance }) => maintenance.until ?? Number.POSITIVE_INFINITY);
  const until = isOne ? Math.max(...ends) : Number.POSITIVE_INFINITY;
  return {
    services: services.map(shortName),
    partly: isOne && announced.length < parts.filter(({ service }) => service === only).length,
    until: Number.isFinite(until) ? until : null,
  };
}

function chainsSaid(parts: readonly Part[]): ChainsSaid {
  const chains = parts.filter(({ component }) => isBlockProduction(component));
  const names = (verdict: Judged["verdict"]) =>
    chains
      .filter(({ judged, maintenance }) => judged?.verdict === verdict && (verdict === "up" || maintenance === null))
      .map(({ service }) => shortName(service));
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

/** How many services and chains are not well, as the sentence counts them; null while none is said to be. */
export function failingCount(situation: Situation): number | null {
  if (situation.kind !== "trouble") return null;
  const { down, partly, degraded } = situation.services;
  const { halted, late } = situation.chains;
  return down.length + partly.length + degraded.length + halted.length + late.length;
}
