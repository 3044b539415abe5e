import type { Catalog, ComponentSpec, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

/** A check with where it stands: `id` is `service/component/check`. */
export interface LocatedCheck {
  readonly id: string;
  readonly service: ServiceSpec;
  readonly component: ComponentSpec;
  readonly check: CheckSpec;
}

/** Every check of a catalog, in the catalog's order. */
export function locateChecks(catalog: Pick<Catalog, "services">): LocatedCheck[] {
  return catalog.services.flatMap((service) =>
    service.components.flatMap((component) =>
      component.checks.map((check) => ({
        id: `${service.slug}/${component.slug}/${check.slug}`,
        service,
        component,
        check,
      })),
    ),
  );
}

const PLACEHOLDER = /\$\{([A-Z][A-Z0-9_]*)\}/g;

/** The text with every `${NAME}` replaced by what `read` gives for the name. */
export function fillEnv(text: string, read: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_whole, name: string) => read(name));
}

/** Names of the environment variables a check needs before it can run, sorted and distinct. */
export function neededEnv(check: CheckSpec): string[] {
  const { request } = check;
  if (request.probe === "dns") return [];
  const texts = [request.url];
  const names: string[] = [];
  if (request.probe === "http") {
    texts.push(...Object.values(request.headers ?? {}));
    if (request.sign) names.push(request.sign.keyEnv, request.sign.secretEnv);
  }
  for (const text of texts) for (const match of text.matchAll(PLACEHOLDER)) if (match[1]) names.push(match[1]);
  return [...new Set(names)].sort();
}

/**
 * Why a check is not run at a vantage, or null when it is: `opted_out` (they asked us not to), `disabled`, `retired`, `probe`
 * (an older worker elsewhere has none of its kind), `key`.
 */
export function notMonitored(
  { service, check }: LocatedCheck,
  has: { env: (name: string) => boolean; probe: (kind: string) => boolean },
): "opted_out" | "disabled" | "retired" | "probe" | "key" | null {
  if (check.optedOut !== undefined) return "opted_out";
  if (service.lifecycle.state === "retired") return "retired";
  if (check.tier === "disabled") return "disabled";
  if (neededEnv(check).some((name) => !has.env(name))) return "key";
  if (!has.probe(check.request.probe)) return "probe";
  return null;
}
