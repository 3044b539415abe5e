import type { ComponentSpec, DeclaredHosting, ServiceSpec } from "#domain/check/service.ts";
import type { ObservedHosting } from "#domain/hosting/address.ts";
import { declaredEvidence, type HostingEvidence, observedEvidence } from "#domain/hosting/evidence.ts";
import type { EpochMs } from "#domain/time.ts";

/** Made-up services with as much in them as hosting needs. */
export const DAY: EpochMs = 86_400_000;
export const SEEN_FROM: EpochMs = Date.parse("2026-03-01T00:00:00Z");
export const SEEN_TO: EpochMs = Date.parse("2026-03-10T00:00:00Z");

type Parts = Readonly<Record<string, Partial<Pick<ComponentSpec, "chain" | "layer">>>>;

export function service(slug: string, rest: Partial<ServiceSpec> = {}, parts: Parts = { api: {} }): ServiceSpec {
  return {
    slug,
    name: slug,
    kind: "exchange",
    homepage: "https://example.org",
    lifecycle: { state: "active" },
    statusPage: { url: null, kind: "none", apiUrl: null, verified: "recalled" },
    hosting: [],
    components: Object.entries(parts).map(([part, { layer = "access", ...more }]) => ({
      slug: part,
      name: part,
      layer,
      checks: [],
      ...more,
    })),
    ...rest,
  };
}

/** A hosting claim: `aws/us-east-1`, or `aws`. */
export function claim(place: string): DeclaredHosting {
  const [provider = "", region = null] = place.split("/");
  return { provider, region, claim: "said", sourceUrl: `https://example.org/${place}`, strength: "reported" };
}

/** What was seen of a component's addresses: at places, of which one that ends in `~` is an edge. */
export function observedAt(component: string, ...places: readonly string[]): ObservedHosting {
  return {
    component,
    checks: ["c"],
    vantages: ["here"],
    originHidden: places.length > 0 && places.every((place) => place.endsWith("~")),
    places: places.map((place) => {
      const edge = place.endsWith("~");
      const [provider = "", region = null] = place.replace("~", "").split("/");
      return {
        provider,
        region,
        edge,
        services: [],
        checks: ["c"],
        vantages: ["here"],
        addresses: 1,
        prefixes: ["192.0.2.0/24"],
        firstSeen: SEEN_FROM,
        lastSeen: SEEN_TO,
      };
    }),
  };
}

/** The evidence that it gives. */
export function seen(component: string, ...places: readonly string[]): HostingEvidence[] {
  return observedEvidence(observedAt(component, ...places));
}

export function declared(services: readonly ServiceSpec[]): HostingEvidence[] {
  return services.flatMap(declaredEvidence);
}
