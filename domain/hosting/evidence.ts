import { type Place, TRANSITIVE_FACTOR } from "#domain/attribution/evidence.ts";
import type { ComponentSpec, ServiceSpec } from "#domain/check/service.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { ObservedHosting } from "#domain/hosting/address.ts";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import { beliefOf, capOf, type EvidenceBasis, OBSERVED_FOR_MS } from "#domain/hosting/evidence-kinds.ts";
import { namesProvider, placeName } from "#domain/hosting/place.ts";
import type { EpochMs } from "#domain/time.ts";

/** One reason to believe that a component stands on a provider. All of them are kept, each with its source. */
export interface HostingEvidence extends Place {
  /** `infura/polygon`. */
  readonly component: string;
  /** The provider's own id of the zone, such as `apne1-az4`. */
  readonly zone: string | null;
  readonly basis: EvidenceBasis;
  /** pi, 0 to 1, that the component stands on this place: on the provider as a whole where the region is null. */
  readonly belief: number;
  /** A URL; null for what was measured here. */
  readonly source: string | null;
  /** What the source says and how strongly, in its words or the catalog's; null for what was measured here. */
  readonly claim: string | null;
  /** The supplier's component that transitive evidence goes through. */
  readonly via: string | null;
  /** Of an observation: first and last seen. Of a vendor's word: the outage. Null where the source gives no date. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  /** The vantages that observed it: what a name resolves to depends on who asks. Empty where nobody looked. */
  readonly vantages: readonly string[];
  /** The published ranges that hold the addresses. Empty where nobody looked. */
  readonly ranges: readonly string[];
}

/** What a vendor said of one outage. */
export interface VendorStatement extends Place {
  readonly component: string;
  readonly zone: string | null;
  readonly source: string;
  readonly claim: string | null;
  readonly from: EpochMs;
  /** Null while the outage lasts. */
  readonly to: EpochMs | null;
}

/**
 * The parts of a service that stand somewhere. Not its chain: many operators make blocks, and what the loss of one host
 * does to a chain is measured, not assumed.
 */
export function hostedComponents(service: ServiceSpec): readonly ComponentSpec[] {
  return service.components.filter(({ layer }) => layer === "access");
}

/** The same parts by their keys: `infura/polygon`. */
export function hostedKeys(service: ServiceSpec): string[] {
  return hostedComponents(service).map(({ slug }) => `${service.slug}/${slug}`);
}

/** What the catalog declares of a service, for each part of it that stands somewhere. The catalog's claims have no dates. */
export function declaredEvidence(service: ServiceSpec): HostingEvidence[] {
  const claims = service.hosting.filter(({ provider }) => namesProvider(provider));
  return hostedComponents(service).flatMap(({ slug }) =>
    claims
      .filter(({ components }) => components === undefined || components.includes(slug))
      .map(({ provider, region, claim, sourceUrl, strength, date }) => ({
        component: `${service.slug}/${slug}`,
        provider,
        region: region === null ? null : canonicalRegion(provider, region),
        zone: null,
        basis: "declared" as const,
        belief: beliefOf("declared"),
        source: sourceUrl,
        claim: `${claim} (${strength})`,
        via: null,
        from: date === undefined ? null : Date.parse(date),
        to: null,
        vantages: [],
        ranges: [],
      })),
  );
}

/**
 * What the addresses of a component tell. An edge gives its provider and never a region: the origin is hidden behind it. An
 * address that nobody publishes gives nothing.
 */
export function observedEvidence({ component, places }: ObservedHosting): HostingEvidence[] {
  return places.flatMap(({ provider, region, edge, vantages, prefixes, firstSeen, lastSeen }) => {
    if (provider === null) return [];
    const basis = edge ? ("edge" as const) : ("observed" as const);
    return [
      {
        component,
        provider,
        region: edge ? null : region,
        zone: null,
        basis,
        belief: beliefOf(basis),
        source: null,
        claim: null,
        via: null,
        from: firstSeen,
        to: lastSeen,
        vantages,
        ranges: prefixes,
      },
    ];
  });
}

/** A vendor's word on one outage is evidence for that outage alone. */
export function vendorEvidence(statement: VendorStatement): HostingEvidence {
  return { ...statement, basis: "vendor", belief: beliefOf("vendor"), via: null, vantages: [], ranges: [] };
}

/** The parts of a supplier that a component needs: those that serve its chain, else all of them. */
export function suppliedBy(component: ComponentSpec, supplier: ServiceSpec): readonly ComponentSpec[] {
  const parts = hostedComponents(supplier);
  const sameChain = parts.filter(({ chain }) => chain !== undefined && chain === component.chain);
  return sameChain.length > 0 ? sameChain : parts;
}

/** The strongest evidence of each place: the highest cap, then the highest belief, then the first given. */
export function strongestByPlace(evidence: readonly HostingEvidence[]): ReadonlyMap<string, HostingEvidence> {
  const best = new Map<string, HostingEvidence>();
  for (const item of evidence) {
    const name = placeName(item);
    const held = best.get(name);
    if (held === undefined || isStronger(item, held)) best.set(name, item);
  }
  return best;
}

function isStronger(one: HostingEvidence, other: HostingEvidence): boolean {
  const byCap = capOf(one.basis) - capOf(other.basis);
  return byCap === 0 ? one.belief > other.belief : byCap > 0;
}

/** Evidence that may be passed on, by component: no second hop, and no vendor's word, which is about its own outage alone. */
function lastingByComponent(evidence: readonly HostingEvidence[]): ReadonlyMap<string, HostingEvidence[]> {
  const lasting = evidence.filter(({ basis }) => basis !== "transitive" && basis !== "vendor");
  return groupedBy(lasting, ({ component }) => component);
}

/**
 * What follows for services that stand on others, one hop far: for every place of a supplier, 0.8 times the belief that
 * the supplier is there.
 * @param evidence What is known of the suppliers. Transitive evidence and vendors' words among it are passed over.
 */
export function transitiveEvidence(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
): HostingEvidence[] {
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  const byComponent = lastingByComponent(evidence);
  const through = (service: ServiceSpec, component: ComponentSpec, supplier: ServiceSpec): HostingEvidence[] => {
    const theirs = suppliedBy(component, supplier).flatMap(
      ({ slug }) => byComponent.get(`${supplier.slug}/${slug}`) ?? [],
    );
    return [...strongestByPlace(theirs).values()].map((item) => ({
      ...item,
      component: `${service.slug}/${component.slug}`,
      basis: "transitive" as const,
      belief: TRANSITIVE_FACTOR * item.belief,
      via: item.component,
    }));
  };
  return services.flatMap((service) =>
    hostedComponents(service).flatMap((component) =>
      (service.dependsOn ?? []).flatMap((slug) => {
        const supplier = bySlug.get(slug);
        return supplier === undefined ? [] : through(service, component, supplier);
      }),
    ),
  );
}

/**
 * Whether evidence holds at an instant. An address counts until thirty days after it was last seen, and not before it was
 * first seen: it may be where the service fled to. A vendor's word holds for its outage alone. What has no date always holds.
 */
export function holdsAt({ basis, from, to }: Pick<HostingEvidence, "basis" | "from" | "to">, at: EpochMs): boolean {
  const slack = basis === "vendor" ? 0 : OBSERVED_FOR_MS;
  return (from === null || at >= from) && (to === null || at <= to + slack);
}
