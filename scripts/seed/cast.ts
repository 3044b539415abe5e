import { type LocatedCheck, notMonitored } from "#domain/check/flatten.ts";
import type { Catalog, ComponentSpec, ServiceSpec } from "#domain/check/service.ts";
import { decides } from "#domain/status/combine.ts";
import { type DocketCheck, type DocketComponent, isQuorumComponent, reportsHead } from "#domain/status/docket.ts";
import type { Rules } from "#domain/status/rules.ts";
import { type Region, regionOf } from "#drill/hosting.ts";
import { madeUpEnv } from "#drill/world/env.ts";
import { endpointOfCheck } from "#drill/world/plan.ts";
import { dice } from "#scripts/seed/dice.ts";
import { seeded } from "#scripts/simulate/random.ts";
import { probes } from "#workers/probe/map.ts";
import { staggerMs } from "#workers/schedule/ticks.ts";

/** The vantage that a made-up history is seen from. */
export const MADE_UP = "made-up";

/** A check that the made-up vantage runs. */
export interface CastCheck extends DocketCheck {
  readonly intervalMs: number;
  readonly host: string;
  /** Where drill/hosting.ts pretends that its host stands. */
  readonly region: Region;
  readonly decides: boolean;
  /** What its made-up numbers hang on. */
  readonly seed: number;
  /** Its usual median and 95th percentile of latency. */
  readonly usualMs: { readonly p50: number; readonly p95: number };
}

export interface CastComponent extends Omit<DocketComponent, "checks"> {
  readonly checks: readonly CastCheck[];
  /** Block production, judged by the operators' quorum. */
  readonly quorum: boolean;
  /** Whether anything decides about it: what nothing decides about is measured and has no verdict. */
  readonly judged: boolean;
}

export interface CastService {
  readonly slug: string;
  readonly components: readonly CastComponent[];
}

/** Everything a made-up history is about, as a vantage with all keys would run it. */
export interface Cast {
  readonly services: readonly CastService[];
  readonly components: readonly CastComponent[];
  readonly checks: readonly CastCheck[];
}

const HAS = { env: () => true, probe: (kind: string) => Object.hasOwn(probes, kind) };

/** Why the made-up vantage does not run a check, or null when it does. */
export const whyNotRun = (located: LocatedCheck) => notMonitored(located, HAS);

export function castOf(catalog: Pick<Catalog, "services">, rules: Rules, seed: number): Cast {
  const env = madeUpEnv(catalog);
  const services = catalog.services
    .filter(({ lifecycle }) => lifecycle.state !== "retired")
    .map(
      (service): CastService => ({
        slug: service.slug,
        components: service.components.map((component) => castComponent(service, component, { env, rules, seed })),
      }),
    );
  const components = services.flatMap((service) => service.components);
  return { services, components, checks: components.flatMap(({ checks }) => checks) };
}

/** Independent operators that report a chain's head. */
export function operatorsOf({ checks }: Cast, chain: string): number {
  const reporters = checks.filter(({ spec }) => spec.chain === chain && reportsHead(spec));
  return new Set(reporters.map(({ operator }) => operator)).size;
}

interface Casting {
  readonly env: Readonly<Record<string, string>>;
  readonly rules: Rules;
  readonly seed: number;
}

function castComponent(service: ServiceSpec, spec: ComponentSpec, casting: Casting): CastComponent {
  const { slug, name, layer, chain = null, weight = 1 } = spec;
  const key = `${service.slug}/${slug}`;
  const checks = spec.checks.flatMap((check): CastCheck[] => {
    const located = { id: `${key}/${check.slug}`, service, component: spec, check };
    return whyNotRun(located) === null ? [castCheck(located, casting)] : [];
  });
  const component = { key, name, service: service.slug, layer, chain, weight, checks };
  const quorum = isQuorumComponent(component);
  return { ...component, quorum, judged: quorum || checks.some((check) => check.decides) };
}

function castCheck(located: LocatedCheck, { env, rules, seed }: Casting): CastCheck {
  const { id, service, check: spec } = located;
  const { slug, tier, vital = false, intervalS, signal } = spec;
  const host = endpointOfCheck(located, env)?.host ?? id;
  const number = Math.floor(seeded(`made-up history ${seed}, ${id}`)() * 2 ** 32);
  const p50 = 35 + 400 * dice(number, 0, 0) ** 2;
  return {
    id,
    spec,
    operator: spec.operator ?? service.slug,
    vantages: [MADE_UP],
    staggerMs: staggerMs(id, intervalS * 1_000),
    intervalMs: intervalS * 1_000,
    host,
    region: regionOf(host),
    decides: decides({ slug, tier, vital, intervalS, signal, monitored: true }, rules),
    seed: number,
    usualMs: { p50, p95: p50 * (1.4 + 0.8 * dice(number, 0, 1)) },
  };
}
