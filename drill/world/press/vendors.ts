import type { ServiceSpec } from "#domain/check/service.ts";
import { hex64, pick } from "#drill/world/seed.ts";

/** One component that a vendor's page lists. */
export interface ListedComponent {
  /** Two-part id in our catalog. */
  readonly id: string;
  readonly pageId: string;
  readonly name: string;
}

/** A vendor's status page, on which one or several services of the catalog are listed. */
export interface VendorPage {
  readonly host: string;
  readonly kind: "statuspage" | "instatus" | "better-stack";
  /** The service that the vendor is named after. */
  readonly slug: string;
  readonly name: string;
  readonly services: readonly ServiceSpec[];
  readonly components: readonly ListedComponent[];
}

/** How a vendor goes about its page. */
export interface Habit {
  readonly posts: boolean;
  readonly postDelayMs: number;
  readonly clearDelayMs: number;
  /** Says that it is its cloud, when it is. */
  readonly namesCloud: boolean;
  /** Writes down the beginning as it really was, not as the time of the first post. */
  readonly backDates: boolean;
}

const MINUTE_MS = 60_000;

/**
 * A vendor's habits, by its slug: two of three post at all, 5 to 25 minutes late, and clear 3 to 10 minutes after the
 * healing; half of them name the cloud, every fourth dates its incident back.
 */
export function habitOf(slug: string): Habit {
  return {
    posts: pick(3, "posts", slug) > 0,
    postDelayMs: (5 + pick(21, "post delay", slug)) * MINUTE_MS,
    clearDelayMs: (3 + pick(8, "clear delay", slug)) * MINUTE_MS,
    namesCloud: pick(2, "names cloud", slug) > 0,
    backDates: pick(4, "back-dates", slug) === 0,
  };
}

/** The host and kind of a page that we know the form of. A custom page whose JSON is `index.json` is Better Stack's. */
function placeOf({ statusPage: { kind, url, apiUrl } }: ServiceSpec): Pick<VendorPage, "host" | "kind"> | null {
  const address = apiUrl ?? url;
  if (address === null) return null;
  const { hostname: host, pathname } = new URL(address);
  if (kind === "statuspage" || kind === "instatus") return { host, kind };
  return kind === "custom" && pathname === "/index.json" ? { host, kind: "better-stack" } : null;
}

/** Guests go by their own names on the owner's page. */
function componentsOf(host: string, services: readonly ServiceSpec[], owner: ServiceSpec): ListedComponent[] {
  const names = services.flatMap(({ components }) => components.map(({ name }) => name));
  const isTwice = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  return services.flatMap(({ slug, name: vendor, components }) =>
    components.map(({ slug: part, name }) => ({
      id: `${slug}/${part}`,
      pageId: hex64("component", host, slug, part).slice(0, 12),
      name: isTwice(name) || slug !== owner.slug ? `${vendor.replace(/ \([^()]*\)$/, "")} ${name}` : name,
    })),
  );
}

/**
 * The status pages of services that are not closed for good.
 * @param taken hosts of clouds' own pages: what stands there is the cloud's.
 */
export function vendorPages(services: readonly ServiceSpec[], taken: ReadonlySet<string>): VendorPage[] {
  const pages = new Map<string, { kind: VendorPage["kind"]; services: ServiceSpec[] }>();
  for (const service of services) {
    const place = service.lifecycle.state === "retired" ? null : placeOf(service);
    if (place === null || taken.has(place.host)) continue;
    const page = pages.get(place.host) ?? { kind: place.kind, services: [] };
    page.services.push(service);
    pages.set(place.host, page);
  }
  return [...pages].flatMap(([host, { kind, services: listed }]): VendorPage[] => {
    const owner = listed.find(({ slug }) => host.includes(slug)) ?? listed[0];
    if (!owner) return [];
    const components = componentsOf(host, listed, owner);
    return [{ host, kind, slug: owner.slug, name: owner.name, services: listed, components }];
  });
}
