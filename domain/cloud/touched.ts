import type { Layer, ServiceSpec } from "#domain/check/service.ts";
import { isOfTestnet, namesOfChain, withoutNamesakes } from "#domain/cloud/chain-names.ts";
import type { Notice, PageComponent } from "#domain/cloud/notice.ts";
import { words } from "#domain/cloud/page-words.ts";

/** A component of ours, as a status page may speak of it. */
export interface VendorPart {
  readonly slug: string;
  readonly name: string;
  readonly layer: Layer;
  readonly chain?: string | null;
}

/** Of a service, what its status page's words can be told by. */
export interface Vendor extends Pick<ServiceSpec, "slug" | "name"> {
  readonly aliases?: ServiceSpec["aliases"] | null;
  readonly statusPage: Pick<ServiceSpec["statusPage"], "shared" | "components">;
  readonly components: readonly VendorPart[];
}

/** How a component of ours was recognised: by the catalog's mapping or its own name, or only by the chain it serves. */
export type RecognisedBy = "name" | "chain";

export interface TouchedPart {
  readonly slug: string;
  readonly by: RecognisedBy;
}

/**
 * What of a service a notice is about: parts of it that we watch; the service, without a word of which part; or parts that
 * none of ours could be matched with.
 */
export type Touched =
  | { readonly kind: "parts"; readonly parts: readonly TouchedPart[] }
  | { readonly kind: "service" }
  | { readonly kind: "elsewhere" };

/** Of a notice, what tells what it is about. */
export type Said = Pick<Notice, "title"> & { readonly components: readonly Pick<PageComponent, "name" | "group">[] };

/**
 * Matches a notice with components of ours: by the catalog's mapping, else by name, alias or chain, in whole words. Rather
 * too few are found than one too many. Where a notice lists no component its title is asked, and a title of nothing but
 * "scheduled maintenance" is about the whole service. On a page that others share, only what names the service counts.
 */
export function touchedBy({ title, components }: Said, vendor: Vendor): Touched {
  const named = components.length > 0 ? components.flatMap((one) => partsNamed(one, vendor)) : partsIn(title, vendor);
  if (named.length > 0) return { kind: "parts", parts: distinct(named, vendor) };
  return components.length === 0 && isGeneral(title, vendor) ? { kind: "service" } : { kind: "elsewhere" };
}

/** Components of ours (`infura/polygon`) that a notice may be about; null: any of the service. In doubt it is. */
export function touchedOrAll(touched: Touched, { slug: service }: Vendor): string[] | null {
  return touched.kind === "parts" ? touched.parts.map(({ slug }) => `${service}/${slug}`) : null;
}

/**
 * Slugs of the components whose published status follows a notice of maintenance. In doubt it is none: an announcement
 * excuses an outage, and a chain's blocks are judged by many operators, of whom the one who wrote it is one at most. So a
 * component of the chain layer follows only where it is named itself.
 */
export function maintainedBy(touched: Touched, { components }: Vendor): string[] {
  if (touched.kind === "elsewhere") return [];
  const by = touched.kind === "parts" ? new Map(touched.parts.map((part) => [part.slug, part.by])) : null;
  return components
    .filter(({ slug, layer }) => (by === null || by.has(slug)) && (layer === "access" || by?.get(slug) === "name"))
    .map(({ slug }) => slug);
}

function distinct(parts: readonly TouchedPart[], { components }: Vendor): TouchedPart[] {
  return components.flatMap(({ slug }) => {
    const found = parts.filter((part) => part.slug === slug);
    return found.length === 0 ? [] : [{ slug, by: found.some(({ by }) => by === "name") ? "name" : "chain" }];
  });
}

const byName = (slug: string): TouchedPart => ({ slug, by: "name" });

/** `Infura (MetaMask Developer)` is Infura on its page; other names stand in the catalog. */
function namesOf({ slug, name, aliases }: Vendor): string[] {
  const own = Object.entries(aliases ?? {}).filter(([, means]) => means === slug);
  return [name.replace(/ \([^()]*\)/g, ""), slug, ...own.map(([alias]) => alias)].map(words);
}

function partsNamed({ name, group }: Said["components"][number], vendor: Vendor): TouchedPart[] {
  const { statusPage, components } = vendor;
  const own = words(name);
  const mapped = Object.entries(statusPage.components ?? {}).filter(([theirs]) => words(theirs) === own);
  if (mapped.length > 0) return mapped.map(([, slug]) => byName(slug));
  const whole = words(`${group ?? ""} ${name}`);
  const isOurs = namesOf(vendor).some((one) => whole.includes(one));
  if (isOfTestnet(whole) || (statusPage.shared && !isOurs)) return [];
  const parts = [...partsCalled(own, vendor), ...aliased(whole, vendor)];
  if (parts.length > 0) return parts;
  // Of a shared page, what names the service and no part of it is all of it; a chain alone may be somebody else's.
  return statusPage.shared ? components.map(({ slug }) => byName(slug)) : partsOfChains(whole, vendor);
}

/** Parts that a title tells of, where no component is listed. */
function partsIn(title: string, vendor: Vendor): TouchedPart[] {
  const text = words(title);
  if (vendor.statusPage.shared || isOfTestnet(text) || isGeneral(title, vendor)) return [];
  const parts = [...partsContained(text, vendor), ...aliased(text, vendor)];
  return parts.length > 0 ? parts : partsOfChains(text, vendor);
}

/** Their component is called like ours, with or without the service's name before it. */
function partsCalled(own: string, vendor: Vendor): TouchedPart[] {
  if (withoutNamesakes(own) !== own) return [];
  const bare = withoutWords(own, [...namesOf(vendor), ...chainOfAll(vendor), ...NETWORK]);
  const called = vendor.components.filter(({ slug, name }) =>
    [slug, name].map(words).some((ours) => ours === own || ours === bare),
  );
  return called.length > 0 ? called.map(({ slug }) => byName(slug)) : partsContained(own, vendor);
}

/** A name of several words is found in a longer one: `REST API` in `Spot REST API`. A single one would be anything's. */
function partsContained(text: string, { components }: Vendor): TouchedPart[] {
  const isTelling = (name: string) => name.trim().includes(" ");
  return components
    .filter(({ name }) => isTelling(words(name)) && text.includes(words(name)))
    .map(({ slug }) => byName(slug));
}

function aliased(text: string, { slug, aliases }: Vendor): TouchedPart[] {
  const found = Object.entries(aliases ?? {}).filter(([alias, means]) => means !== slug && text.includes(words(alias)));
  return found.map(([, means]) => byName(means));
}

function partsOfChains(text: string, { components }: Vendor): TouchedPart[] {
  const telling = withoutNamesakes(text);
  return components
    .filter(({ chain }) => chain != null && namesOfChain(chain).some((name) => telling.includes(name)))
    .map(({ slug }) => ({ slug, by: "chain" }));
}

const NETWORK = ["mainnet", "network"].map(words);

/** What the only chain of a service is called: on an L2's own page it says no more than the service's name. */
function chainOfAll({ components }: Vendor): readonly string[] {
  const chains = new Set(components.map(({ chain }) => chain ?? null));
  const [chain] = chains;
  return chains.size === 1 && chain ? namesOfChain(chain) : [];
}

function withoutWords(text: string, names: readonly string[]): string {
  const longest = names.toSorted((a, b) => b.length - a.length);
  return words(longest.reduce((left, name) => left.replaceAll(name, "  "), text));
}

const GENERAL = new Set(
  `scheduled planned announced upcoming emergency urgent routine regular short brief maintenance upgrade upgrades update
  downtime outage window windows work system systems platform service services network infrastructure server servers
  backend mainnet full the a an our for of on in at to from until through and with is be will
  am pm utc gmt est edt cst cdt pst pdt cet cest jst sgt mon tue wed thu fri sat sun monday tuesday wednesday thursday
  friday saturday sunday jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august
  september october november december`.split(/\s+/),
);

/** A title that says that there is work and when, and of what only the service's name. */
function isGeneral(title: string, vendor: Vendor): boolean {
  const text = words(title);
  const names = namesOf(vendor);
  if (vendor.statusPage.shared && !names.some((name) => text.includes(name))) return false;
  const left = withoutWords(text, names).split(" ").filter(Boolean);
  return left.every((word) => GENERAL.has(word) || /^\d+(?:st|nd|rd|th|h|am|pm|utc)?$/.test(word));
}
