import type { LocatedCheck } from "#domain/check/flatten.ts";
import { REGIONS } from "#drill/hosting.ts";
import { endpointOf, endpointOfCheck, type Plan, type Site } from "#drill/world/plan.ts";

/** What a target is, once found. */
export interface Target {
  readonly text: string;
  readonly kind: "checks" | "cloud" | "host" | "chain" | "vantage" | "control" | "all";
  /** Checks under this target. */
  readonly checks: readonly LocatedCheck[];
  /** Hosts that connection faults hit. */
  readonly hosts: readonly string[];
  readonly vantage?: string;
  readonly chain?: string;
  /** A resolver, which has no host name: the slug of a control, or the address that checks ask. */
  readonly resolver?: string;
}

function hostsOf(checks: readonly LocatedCheck[], plan: Plan): string[] {
  const hosts = checks.map((check) => {
    const { request } = check.check;
    return endpointOfCheck(check, plan.env)?.host ?? (request.probe === "dns" ? request.name : "");
  });
  return [...new Set(hosts.filter((host) => plan.sites.has(host)))].sort();
}

function ofChecks(text: string, kind: Target["kind"], checks: readonly LocatedCheck[], plan: Plan): Target | null {
  return checks.length === 0 ? null : { text, kind, checks, hosts: hostsOf(checks, plan) };
}

function ofSites(text: string, kind: Target["kind"], sites: readonly Site[], plan: Plan): Target {
  const hosts = sites.map(({ host }) => host).sort();
  const checks = [...plan.checks.values()].filter((check) => sites.some((site) => site.checks.includes(check)));
  return { text, kind, checks, hosts };
}

function ofControl(text: string, slug: string, plan: Plan): Target | null {
  const control = plan.catalog.controls.find((one) => one.slug === slug);
  if (!control) return null;
  if (control.kind === "dns") return { text, kind: "control", checks: [], hosts: [], resolver: slug };
  return { text, kind: "control", checks: [], hosts: [endpointOf(control.url).host] };
}

function isOfChain({ check, component }: LocatedCheck, slug: string): boolean {
  return check.chain === slug || component.chain === slug;
}

function ofResolver(text: string, literal: string, plan: Plan): Target | null {
  const isAsked = plan.asked.some((one) => one.literal === literal);
  return isAsked ? { text, kind: "control", checks: [], hosts: [], resolver: literal } : null;
}

/** The target of that name, or null. A prefix is `cloud:`, `host:`, `chain:`, `vantage:`, `control:` or `resolver:`. */
export function findTarget(text: string, plan: Plan): Target | null {
  const [prefix, rest] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
  const checks = [...plan.checks.values()];
  if (text === "all") return ofSites(text, "all", [...plan.sites.values()], plan);
  if (prefix === "cloud") {
    const sites = [...plan.sites.values()].filter(({ region }) => region === rest || region.split("/")[0] === rest);
    return sites.length === 0 ? null : ofSites(text, "cloud", sites, plan);
  }
  if (prefix === "host") {
    const site = plan.sites.get(rest);
    return site ? ofSites(text, "host", [site], plan) : null;
  }
  if (prefix === "vantage")
    return plan.vantages.has(rest) ? { text, kind: "vantage", checks: [], hosts: [], vantage: rest } : null;
  if (prefix === "control") return ofControl(text, rest, plan);
  if (prefix === "resolver") return ofResolver(text, rest, plan);
  if (prefix === "chain") {
    if (!plan.catalog.chains.some(({ slug }) => slug === rest)) return null;
    const found = checks.filter((check) => isOfChain(check, rest));
    return { text, kind: "chain", checks: found, hosts: hostsOf(found, plan), chain: rest };
  }
  return ofChecks(
    text,
    "checks",
    checks.filter(({ id }) => id === text || id.startsWith(`${text}/`)),
    plan,
  );
}

/** Every name that `findTarget` knows. */
export function targetNames(plan: Plan): string[] {
  const ids = [...plan.checks.keys()].map((id) => id.split("/"));
  const parts = ids.flatMap(([service, component, check]) => [
    service ?? "",
    `${service}/${component}`,
    `${service}/${component}/${check}`,
  ]);
  const used = new Set([...plan.sites.values()].map(({ region }) => region));
  return [
    "all",
    ...new Set(parts),
    ...REGIONS.filter((region) => used.has(region) && region !== "press").map((region) => `cloud:${region}`),
    ...plan.catalog.chains.map(({ slug }) => `chain:${slug}`),
    ...[...plan.vantages.keys()].map((name) => `vantage:${name}`),
    ...plan.catalog.controls.map(({ slug }) => `control:${slug}`),
    ...plan.asked.map(({ literal }) => `resolver:${literal}`),
  ];
}

/** Levenshtein's distance, for names of a few dozen letters. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Components at hosts that hold a text: people remember host names. */
function atHost(text: string, plan: Plan): string[] {
  const sites = [...plan.sites.values()].filter(({ host }) => text.length > 3 && host.includes(text));
  return sites.flatMap(({ checks }) => checks.map(({ service, component }) => `${service.slug}/${component.slug}`));
}

/** The names nearest to one that does not exist: those that hold it, those at such a host, those that look like it. */
export function nearTargets(text: string, plan: Plan): string[] {
  const wanted = text.slice(0, 100).toLowerCase();
  const names = targetNames(plan);
  const holding = names.filter((name) => wanted.length > 2 && name.includes(wanted));
  const alike = names
    .map((name) => ({ name, far: distance(wanted, name) }))
    .filter(({ far }) => far <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.far - b.far)
    .map(({ name }) => name);
  return [...new Set([...holding, ...atHost(wanted, plan), ...alike])].slice(0, 6);
}
