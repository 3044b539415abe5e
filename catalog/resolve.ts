import type { Catalog, ComponentSpec, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

/** What a name stands for: a service, perhaps one part of it, perhaps one check of that part. */
export interface Subject {
  readonly service: ServiceSpec;
  readonly component: ComponentSpec | null;
  readonly check: CheckSpec | null;
}

/**
 * What a dossier, a feed or a person means by a name: a service's slug, an alias (`huobi`, `infura-polygon`), or an id of
 * two or three parts (`infura/polygon`, `infura/polygon/head`), whose first part may be an alias. Null when nothing does.
 */
export function resolveSubject(catalog: Pick<Catalog, "services">, name: string): Subject | null {
  const [first = "", part, last, ...more] = name.split("/");
  if (more.length > 0) return null;
  const named = resolveName(catalog.services, first);
  if (named === null || part === undefined) return named;
  if (named.component !== null) return null;
  const component = named.service.components.find(({ slug }) => slug === part);
  if (component === undefined) return null;
  if (last === undefined) return { ...named, component };
  const check = component.checks.find(({ slug }) => slug === last);
  return check === undefined ? null : { ...named, component, check };
}

function resolveName(services: readonly ServiceSpec[], name: string): Subject | null {
  const service = services.find(({ slug }) => slug === name);
  if (service) return { service, component: null, check: null };
  for (const owner of services) {
    if (!Object.hasOwn(owner.aliases ?? {}, name)) continue;
    const target = owner.aliases?.[name];
    const component = owner.components.find(({ slug }) => slug === target) ?? null;
    return { service: owner, component, check: null };
  }
  return null;
}
