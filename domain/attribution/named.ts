import type { Place } from "#domain/attribution/evidence.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";

/** What clouds and their regions are called where people write of them. All patterns are for text in lower case. */
export interface CloudNames {
  readonly providers: readonly { readonly provider: string; readonly name: string }[];
  readonly provider: Names;
  /** Regions by provider, to be looked for beside the provider's name. */
  readonly regions: ReadonlyMap<string, Names>;
  /** Region ids that only one provider has and that are no ordinary words: they name it by themselves, as `aws/us-east-1`. */
  readonly telling: Names;
  /** Finds everything that may be a name, and more: most sentences have none, and need no closer look. */
  readonly quick: RegExp;
}

/** Names that are looked for all at once, and what each of them stands for. */
interface Names {
  readonly pattern: RegExp;
  readonly meaning: ReadonlyMap<string, string>;
}

/** As they are called in speech. The catalog has their full names; `Amazon` and `Oracle` alone are other things as well. */
const SPOKEN: Readonly<Record<string, readonly string[]>> = {
  aws: ["AWS", "Amazon Web Services"],
  gcp: ["GCP", "Google Cloud", "Google Cloud Platform"],
  azure: ["Azure"],
  oracle: ["OCI", "Oracle Cloud", "Oracle Cloud Infrastructure"],
  digitalocean: ["DigitalOcean", "Digital Ocean"],
  linode: ["Linode", "Akamai Cloud"],
  ovh: ["OVH", "OVHcloud", "OVH Cloud"],
  hetzner: ["Hetzner"],
  cloudflare: ["Cloudflare"],
  akamai: ["Akamai"],
  fastly: ["Fastly"],
};

/** Longer than any post; what is longer is cut, so that nobody's page can keep us busy. */
const LONGEST_TEXT = 4_000;
const MOST_TEXTS = 60;

/** The sentences of what a vendor wrote, in lower case. */
export function sentencesIn(texts: readonly string[]): string[] {
  return texts.slice(0, MOST_TEXTS).flatMap((text) => sentencesOf(text.slice(0, LONGEST_TEXT).toLowerCase()));
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
const plain = (text: string) => text.toLowerCase().replace(/\s+/g, " ");

/** Whole words, and not a part of a host's name or of an id. An id that ends in a digit may have a zone's letter behind it. */
function wholeWords(body: string, zones = ""): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_.@/-])(${body})${zones}(?![\\p{L}\\p{N}_@]|-\\d|\\.\\p{L})`, "gu");
}

/** The longest first: "Akamai Cloud" is not Akamai. */
function namesOf(entries: readonly (readonly [name: string, meaning: string])[], zones?: string): Names {
  const meaning = new Map(entries.map(([name, means]) => [plain(name), means]));
  const longest = [...meaning.keys()].sort((a, b) => b.length - a.length);
  return { pattern: wholeWords(longest.map(escaped).join("|") || "(?!)", zones), meaning };
}

/** Where the names occur in a text in lower case. */
function find({ pattern, meaning }: Names, text: string): { readonly at: number; readonly means: string }[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const means = meaning.get(plain(match[1] ?? ""));
    return means === undefined ? [] : [{ at: match.index, means }];
  });
}

const ZONES = "(?:(?<=\\d)-?[a-f])?";

export function cloudNames(providers: readonly CloudProvider[]): CloudNames {
  const names = providers.flatMap(({ slug, name }) =>
    (SPOKEN[slug] ?? [name]).map((spoken) => ({ provider: slug, name: spoken })),
  );
  const owners = new Map<string, number>();
  for (const { id } of providers.flatMap(({ regions }) => regions)) owners.set(id, (owners.get(id) ?? 0) + 1);
  const regions = providers.map(({ slug, regions: own }) => {
    const spoken = own.flatMap(({ id, name, aliases }) => {
      // "US-East" is how people call the ordinary region, too, so those for governments go by their ids alone.
      const isOfState = id.includes("gov") || name.includes("GovCloud");
      return isOfState ? [] : [name, ...aliases].filter(isTelling).map((each) => [each, id] as const);
    });
    return [slug, namesOf([...spoken, ...own.map(({ id }) => [id, id] as const)], ZONES)] as const;
  });
  const telling = providers.flatMap(({ slug, regions: own }) =>
    own
      .filter(({ id }) => /^[a-z]+(?:-[a-z]+)+-?\d$/.test(id) && owners.get(id) === 1)
      .map(({ id }) => [id, `${slug}/${id}`] as const),
  );
  return {
    providers: names,
    provider: namesOf(names.map(({ provider, name }) => [name, provider])),
    regions: new Map(regions),
    telling: namesOf(telling, ZONES),
    quick: new RegExp(
      [...names.map(({ name }) => plain(name)), ...telling.map(([id]) => id)].map(escaped).join("|") || "(?!)",
    ),
  };
}

/** "Central" and "DE" are words of any sentence. */
function isTelling(name: string): boolean {
  return name.length >= 4 && !/^(?:north|south|east|west|central)$/i.test(name);
}

/** A sentence that tells of trouble or of its cause. */
const TROUBLE =
  /\b(?:outages?|incidents?|issues?|disruptions?|degrad\w*|fail\w*|down|downtime|errors?|problems?|interrupt\w*|unavailab\w*|unreachable|latency|elevated|due|caus\w*|because|upstream|impact\w*|affect\w*|recover\w*|mitigat\w*|restor\w*)\b/;
/** A sentence that says that it was not so. */
export const DENIED =
  /\b(?:unrelated|unaffected|ruled? out|rather than|instead of|no (?:impact|effect|issues?|problems?|outages?))\b|\b(?:not|never|isn['’]t|wasn['’]t|aren['’]t|weren['’]t)\b[^,;:]{0,40}\b(?:related|relation|caused|due|because|affected|impacted|connected|linked|tied|issues?|problems?|outages?|incidents?)\b/;
/** Just before a name: "this is not an AWS ...", and where somebody goes to: "failing over to GCP". */
const DENIED_BEFORE = /\b(?:not|isn['’]t|wasn['’]t|non)\s*-?\s*(?:an?|the|with|at|in|by|from)?\s*$/;
const MOVING =
  /\b(?:migrat\w*|fail(?:ing|ed|s)?[- ]?over|switch\w*|mov(?:e|es|ed|ing)|shift\w*|relocat\w*|re-?rout\w*)\b/;
const TOWARDS = /(?<!\bdue\s+)\b(?:to|onto|into|towards)\s+(?:\S+\s+){0,2}$/;

/**
 * The clouds that a vendor names for an outage in what it writes of it: whole words, in a sentence that speaks of trouble
 * and denies nothing. A region counts where its provider is named, or by an id that only one provider has. Rather too few
 * are found than one too many: it counts as the vendor's own word.
 * @param except providers that the vendor's own name contains: Cloudflare's gateway says its own name in every notice.
 */
export function placesNamed(
  texts: readonly string[],
  names: CloudNames,
  except: ReadonlySet<string> = new Set(),
): Place[] {
  const found = new Map<string, Place>();
  for (const sentence of sentencesIn(texts)) {
    if (!names.quick.test(sentence) || !TROUBLE.test(sentence) || DENIED.test(sentence)) continue;
    for (const place of namedIn(sentence, names)) {
      if (!except.has(place.provider)) found.set(JSON.stringify([place.provider, place.region]), place);
    }
  }
  const all = [...found.values()];
  // "AWS" in one sentence and "us-east-1" in the next are one place.
  return all.filter(
    ({ provider, region }) =>
      region !== null || !all.some((other) => other.provider === provider && other.region !== null),
  );
}

/** Providers that a service is called after. */
export function namesakes(service: string, names: CloudNames): Set<string> {
  return new Set(find(names.provider, service.toLowerCase()).map(({ means }) => means));
}

function sentencesOf(text: string): string[] {
  return text.replace(/https?:\/\/\S+/g, " ").split(/(?<!\b\p{L})[.!?]+\s+|[\n\r;•]+/u);
}

function namedIn(sentence: string, names: CloudNames): Place[] {
  const isMeant = ({ at }: { readonly at: number }) => {
    const before = sentence.slice(Math.max(0, at - 40), at);
    return !DENIED_BEFORE.test(before) && !(TOWARDS.test(before) && MOVING.test(sentence));
  };
  const found = find(names.provider, sentence);
  const places = found.flatMap(({ at, means: provider }, index): Place[] => {
    if (!isMeant({ at })) return [];
    // "AWS Tokyo and GCP europe-west1": with several, each has the words up to the next.
    const beside = found.length > 1 ? sentence.slice(at, found[index + 1]?.at) : sentence;
    const own = names.regions.get(provider);
    const regions = own === undefined ? [] : find(own, beside);
    return regions.length > 0
      ? regions.map(({ means }) => ({ provider, region: means }))
      : [{ provider, region: null }];
  });
  const alone = find(names.telling, sentence).filter(isMeant);
  return [
    ...places,
    ...alone.map(({ means }) => {
      const [provider = "", region = null] = means.split("/");
      return { provider, region };
    }),
  ];
}
