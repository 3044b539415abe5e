import { type Problem, type Reporter, reporter } from "#catalog/problem.ts";
import { isSlug, isTaken, NO_SLUG } from "#catalog/slug.ts";
import { verifyCheck } from "#catalog/verify-check.ts";
import { verifyControls } from "#catalog/verify-controls.ts";
import { verifyLimits } from "#catalog/verify-limits.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog, ChainSpec, ComponentSpec, ServiceSpec } from "#domain/check/service.ts";

/** Every value that appears more than once. */
function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function verifyComponent(component: ComponentSpec, service: ServiceSpec, catalog: Catalog, report: Reporter): void {
  if (!isSlug(component.slug)) report(NO_SLUG, "slug");
  if (component.slug === service.slug) report("a component cannot be named like its service", "slug");
  if (component.checks.length === 0) report("has no checks", "checks");
  if (component.chain !== undefined && !catalog.chains.some(({ slug }) => slug === component.chain)) {
    report(`there is no chain ${component.chain} in catalog/chains.ts`, "chain");
  }
  if (component.layer === "chain" && component.chain === undefined) report("layer chain needs a chain", "chain");
  for (const slug of repeated(component.checks.map((check) => check.slug))) {
    report(`two checks are named ${slug}`, "checks");
  }
  const vital = component.checks.filter((check) => check.vital);
  if (vital.length > 1) report(`more than one vital check: ${vital.map(({ slug }) => slug).join(", ")}`, "checks");
}

function verifyService(service: ServiceSpec, catalog: Catalog, report: Reporter): void {
  if (!isSlug(service.slug)) report(NO_SLUG, "slug");
  if (isTaken(service.slug)) report("is what badges and frames of everything are called", "slug");
  if (service.components.length === 0) report("has no components", "components");
  for (const slug of repeated(service.components.map((component) => component.slug))) {
    report(`two components are named ${slug}`, "components");
  }
  for (const [alias, target] of Object.entries(service.aliases ?? {})) {
    if (target !== service.slug && !service.components.some(({ slug }) => slug === target)) {
      report(`alias ${alias} stands for ${target}, which is neither this service nor a part of it`, "aliases", alias);
    }
  }
  service.hosting.forEach((claim, index) => {
    if (!claim.sourceUrl.startsWith("https://"))
      report("a hosting claim needs a source", "hosting", index, "sourceUrl");
  });
  service.dependsOn?.forEach((slug, index) => {
    if (slug === service.slug) report("depends on itself", "dependsOn", index);
    else if (!catalog.services.some((other) => other.slug === slug)) {
      report(`there is no service ${slug}`, "dependsOn", index);
    }
  });
  const { state, effective } = service.lifecycle;
  if (state === "retired" && effective === undefined) report("a retired service says since when", "lifecycle");
  const { kind, url, apiUrl } = service.statusPage;
  if (kind === "none" && apiUrl !== null) report("has no page, yet an address for its data", "statusPage", "apiUrl");
  if (kind === "statuspage" && (url === null || apiUrl === null)) {
    report("a Statuspage has a page and an address for its data", "statusPage", "kind");
  }
  for (const [name, target] of Object.entries(service.statusPage.components ?? {})) {
    if (!service.components.some(({ slug }) => slug === target)) {
      report(`${name} stands for ${target}, which is no part of this service`, "statusPage", "components", name);
    }
  }
}

/** Service slugs and aliases are one space of names. */
function verifyNames(services: readonly ServiceSpec[], problems: Problem[]): void {
  const owners = new Map<string, string>();
  for (const { slug } of services) {
    if (owners.has(slug)) {
      reporter(problems, { list: "services", slug }, slug)(`two services are named ${slug}`, "slug");
    }
    owners.set(slug, slug);
  }
  for (const { slug, aliases } of services) {
    for (const alias of Object.keys(aliases ?? {})) {
      const owner = owners.get(alias);
      if (owner !== undefined) {
        const report = reporter(problems, { list: "services", slug }, slug);
        report(`alias ${alias} is taken by ${owner}`, "aliases", alias);
      } else owners.set(alias, slug);
    }
  }
}

function verifyChains(chains: readonly ChainSpec[], problems: Problem[]): void {
  const slugs = chains.map(({ slug }) => slug);
  chains.forEach((chain, index) => {
    const report = reporter(problems, { list: "chains", slug: chain.slug }, chain.slug);
    if (!isSlug(chain.slug)) report(NO_SLUG, "slug");
    if (slugs.indexOf(chain.slug) !== index) report(`two chains are named ${chain.slug}`, "slug");
    if (chain.parent === chain.slug) report("a chain cannot settle on itself", "parent");
    if (chain.parent !== undefined && !slugs.includes(chain.parent)) {
      report(`there is no chain ${chain.parent}`, "parent");
    }
    if (chain.limits.headAgeWarnS > chain.limits.headAgeCritS) report("warns later than it fails", "limits");
  });
}

/** Everything that is wrong with a catalog, in its order. Pure: an empty list means that it can be used. */
export function verifyCatalog(catalog: Catalog): Problem[] {
  const problems: Problem[] = [];
  const located = locateChecks(catalog);
  const checks = new Map(located.map((check) => [check.id, check]));
  const chains = new Map(catalog.chains.map((chain) => [chain.slug, chain]));

  verifyNames(catalog.services, problems);
  for (const service of catalog.services) {
    const report = reporter(problems, { list: "services", slug: service.slug }, service.slug);
    verifyService(service, catalog, report);
    service.components.forEach((component, place) => {
      const id = `${service.slug}/${component.slug}`;
      verifyComponent(component, service, catalog, report.at(id, "components", place));
      component.checks.forEach((check, index) => {
        const where = `${id}/${check.slug}`;
        const at = report.at(where, "components", place, "checks", index);
        verifyCheck({ id: where, service, component, check }, { checks, chains }, at);
      });
    });
  }
  verifyLimits(catalog, problems);
  verifyChains(catalog.chains, problems);
  verifyControls(catalog, problems);
  return problems;
}
