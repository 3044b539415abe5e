import type { Maintenance } from "#domain/cloud/maintenance.ts";
import type { UnknownKind } from "#domain/publish/sentence-words.ts";
import { hasVerdict, holdsNow, isBlockProduction, isMonitored, maintenanceNow } from "#domain/status/answering.ts";
import type { ComponentView, Overview, ServiceView } from "#domain/status/overview.ts";
import { shortName } from "#domain/status/situation.ts";
import { FINDINGS, type Judged, type Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** Components that are bad in one way, the earliest first. */
export interface BadParts {
  readonly names: readonly string[];
  /** The earliest onset among them. */
  readonly since: EpochMs;
  /** Every one of them gives no valid answer: that it "has not answered" is true of all. */
  readonly silent: boolean;
}

/** Components under declared maintenance: whatever is measured of them meanwhile accuses nobody. */
export interface MaintainedParts {
  readonly names: readonly string[];
  /** The last end that was announced; null when one of them has none. */
  readonly until: EpochMs | null;
}

/** What is to be said of a service's components, block production apart. Each of them is counted once. */
export interface PartsSaid {
  readonly of: number;
  readonly answering: number;
  readonly maintained: MaintainedParts | null;
  readonly down: BadParts | null;
  readonly degraded: BadParts | null;
  readonly unknown: number;
  /** Each of them serves a chain of its own: they can be called networks. */
  readonly networks: boolean;
}

/** Block production of the service's own chain. */
export interface OwnChain {
  readonly verdict: Verdict;
  readonly since: EpochMs;
  /** Its maintenance was announced. */
  readonly maintained: boolean;
}

/** The chains that a service's components serve, its own apart: the control group of its page. */
export interface ChainsBehind {
  readonly of: number;
  readonly producing: number;
  /** Names of those that produce no blocks, and of those that are late with them. */
  readonly halted: readonly string[];
  readonly late: readonly string[];
}

/** What the sentence above a service's page has to say. */
export type ServiceSituation =
  /** `effective`: RFC 3339, when it closed; null when that is not known. */
  | { readonly kind: "retired"; readonly effective: string | null }
  /** No vantage runs any of its checks. `reason`: the first that is given (`key`, `probe`, `disabled`). */
  | { readonly kind: "notMonitored"; readonly reason: string | null }
  /** Asked, and shown, and nothing of it decides. */
  | { readonly kind: "shown" }
  | { readonly kind: "waiting" }
  | { readonly kind: "unknown"; readonly why: UnknownKind }
  | {
      readonly kind: "judged";
      /** Null for a service that is a chain and nothing else. */
      readonly parts: PartsSaid | null;
      readonly chain: OwnChain | null;
      readonly behind: ChainsBehind | null;
    };

interface JudgedPart {
  readonly component: ComponentView;
  readonly judged: Judged | null;
  readonly maintenance: Maintenance | null;
}

/** What is to be said of one service now. Whether we can see at all is said by situationOf. */
export function serviceSituation(service: ServiceView, overview: Overview, now: EpochMs): ServiceSituation {
  if (service.lifecycle.state === "retired") return { kind: "retired", effective: service.lifecycle.effective ?? null };
  const judged = judgedParts(service, overview, now);
  if (judged.length === 0) return unjudged(service);
  const kinds = judged.map(({ judged: held }) => held?.finding.kind ?? "waiting");
  if (judged.every((part) => part.maintenance === null && verdictOf(part) === "unknown")) {
    const why = kinds.find((kind): kind is UnknownKind => kind !== "waiting" && FINDINGS[kind] === "unknown");
    return why === undefined ? { kind: "waiting" } : { kind: "unknown", why };
  }
  const own = judged.find(({ component }) => isBlockProduction(component));
  const rest = judged.filter((part) => part !== own);
  return {
    kind: "judged",
    parts: rest.length === 0 ? null : partsSaid(rest),
    chain: own === undefined ? null : ownChain(own, now),
    behind: chainsBehind(rest, own?.component.chain, overview, now),
  };
}

function verdictOf({ judged }: JudgedPart): Verdict {
  return judged?.verdict ?? "unknown";
}

function ownChain(part: JudgedPart, now: EpochMs): OwnChain {
  return { verdict: verdictOf(part), since: part.judged?.since ?? now, maintained: part.maintenance !== null };
}

/** The components that are judged here, with what holds of each. */
function judgedParts({ components }: ServiceView, { judge }: Overview, now: EpochMs): JudgedPart[] {
  return components.filter(hasVerdict).map((component) => ({
    component,
    judged: holdsNow(component, judge, now),
    maintenance: maintenanceNow(component, judge, now),
  }));
}

function unjudged({ components }: ServiceView): ServiceSituation {
  const checks = components.flatMap((component) => component.checks);
  if (checks.some(isMonitored)) return { kind: "shown" };
  const reasons = checks.flatMap(({ coverage }) => coverage.flatMap(({ reason }) => reason ?? []));
  return { kind: "notMonitored", reason: reasons[0] ?? null };
}

/** Told of its networks alone where everything else is up; else of all parts. */
function partsSaid(parts: readonly JudgedPart[]): PartsSaid {
  const networks = parts.filter(({ component }) => component.layer === "access" && component.chain !== undefined);
  const chains = new Set(networks.map(({ component }) => component.chain));
  const isNetworks =
    networks.length > 1 &&
    chains.size === networks.length &&
    parts.every((part) => networks.includes(part) || (verdictOf(part) === "up" && part.maintenance === null));
  const told = isNetworks ? networks : parts;
  const having = (verdict: Verdict) => told.filter((part) => part.maintenance === null && verdictOf(part) === verdict);
  return {
    of: told.length,
    answering: having("up").length,
    maintained: maintainedParts(told),
    down: badParts(having("down")),
    degraded: badParts(having("degraded")),
    unknown: having("unknown").length,
    networks: isNetworks,
  };
}

function maintainedParts(parts: readonly JudgedPart[]): MaintainedParts | null {
  const announced = parts.flatMap(({ component: { name }, maintenance }) =>
    maintenance === null ? [] : [{ name, until: maintenance.until ?? Number.POSITIVE_INFINITY }],
  );
  if (announced.length === 0) return null;
  const until = Math.max(...announced.map((one) => one.until));
  return { names: announced.map(({ name }) => name), until: Number.isFinite(until) ? until : null };
}

function badParts(parts: readonly JudgedPart[]): BadParts | null {
  const sorted = parts
    .flatMap(({ component, judged }) => (judged === null ? [] : [{ name: component.name, judged }]))
    .sort((a, b) => a.judged.since - b.judged.since);
  const [first] = sorted;
  if (first === undefined) return null;
  return {
    names: sorted.map(({ name }) => name),
    since: first.judged.since,
    silent: sorted.every(({ judged }) => judged.finding.kind === "failing"),
  };
}

/** Only of chains whose block production is judged here anything can be said. */
function chainsBehind(
  parts: readonly JudgedPart[],
  own: string | undefined,
  { services, judge }: Overview,
  now: EpochMs,
): ChainsBehind | null {
  const served = new Set(
    parts.flatMap(({ component: { layer, chain } }) =>
      layer === "access" && chain !== undefined && chain !== own ? [chain] : [],
    ),
  );
  const chains = services.flatMap((service) =>
    service.components
      .filter(
        (component) => component.chain !== undefined && served.has(component.chain) && isBlockProduction(component),
      )
      .map((component) => ({
        name: shortName(service),
        verdict: holdsNow(component, judge, now)?.verdict,
        maintained: maintenanceNow(component, judge, now) !== null,
      })),
  );
  if (chains.length === 0) return null;
  const named = (verdict: Verdict) =>
    chains
      .filter((chain) => chain.verdict === verdict && (verdict === "up" || !chain.maintained))
      .map(({ name }) => name);
  return { of: chains.length, producing: named("up").length, halted: named("down"), late: named("degraded") };
}
