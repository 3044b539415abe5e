import type { ServiceView } from "#domain/status/overview.ts";

/** The service of a slug, or the one that had this name before: a badge in somebody's text outlives a rename. */
export function serviceCalled(services: readonly ServiceView[], name: string): ServiceView | undefined {
  return (
    services.find(({ slug }) => slug === name) ??
    services.find(({ slug, aliases = {} }) => Object.hasOwn(aliases, name) && aliases[name] === slug)
  );
}
