import type { Place } from "#domain/attribution/evidence.ts";
import type { ServiceKind, ServiceSpec } from "#domain/check/service.ts";
import { type HostingEvidence, hostedComponents, strongestByPlace } from "#domain/hosting/evidence.ts";
import { placeName } from "#domain/hosting/place.ts";
import type { HostingRecord } from "#domain/hosting/record.ts";

/** A member of the decentralised group, and what can be seen of where it stands. */
export interface Member {
  readonly slug: string;
  readonly name: string;
  /** Strongest first. Empty where nothing is known, or where it has no part that stands in one place. */
  readonly evidence: readonly HostingEvidence[];
  /** Where the operators' doors stand through which we ask whether its network works: its own places they are not. */
  readonly doors: readonly Place[];
  /** It has parts that stand in one place: a gateway, a console, an API. */
  readonly hosted: boolean;
  readonly closed: boolean;
}

/** Services of these kinds, and Vanar, are the alternatives that the news article names: a group of their own. */
const DECENTRALISED: ReadonlySet<ServiceKind> = new Set<ServiceKind>(["storage", "decentralised_cloud"]);
const NAMED: ReadonlySet<string> = new Set(["vanar"]);

/** Whether a service is one of the alternatives: decentralised storage or compute. */
export function isDecentralised({ kind, slug }: Pick<ServiceSpec, "kind" | "slug">): boolean {
  return DECENTRALISED.has(kind) || NAMED.has(slug);
}

/** @param evidence What holds at the instant of the record, of whichever services. */
export function memberOf(
  service: ServiceSpec,
  { observed }: HostingRecord,
  evidence: readonly HostingEvidence[],
): Member {
  const chains = service.components
    .filter(({ layer }) => layer === "chain")
    .map(({ slug }) => `${service.slug}/${slug}`);
  const doors = observed
    .filter(({ component }) => chains.includes(component))
    .flatMap(({ places }) => places)
    .flatMap(({ provider, region, edge }) => (provider === null ? [] : [{ provider, region: edge ? null : region }]));
  return {
    slug: service.slug,
    name: service.name,
    evidence: [
      ...strongestByPlace(evidence.filter(({ component }) => component.startsWith(`${service.slug}/`))).values(),
    ],
    doors: [...new Map(doors.map((place) => [placeName(place), place])).values()],
    hosted: hostedComponents(service).length > 0,
    closed: service.lifecycle.state === "retired",
  };
}
