import { clouds } from "#catalog/clouds/providers.ts";
import { loadCatalog } from "#catalog/load.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { shortName } from "#domain/status/situation.ts";

/** Names that are the same in every language and stand in no catalog. */
const OUR_NAMES = [
  "Faultline",
  "Apache-2.0",
  "Cloudflare Radar",
  "Google Cloud",
  "Internet Archive",
  "Kaplan-Meier",
  "Kaplan–Meier",
  "Network Error Logging",
  "Oracle Cloud",
  "rekt news",
  "Statuspage",
  "Wallet of Satoshi",
  "Health Dashboard",
];

/** What a page may call things by in both languages: services, parts, chains, controls and regions of clouds as the catalog spells them. */
export function catalogNames(readFile: (path: string) => string): string[] {
  const { services, chains, controls } = loadCatalog({ readFile });
  const regions = clouds.flatMap(({ slug, regions: own }) => own.map(({ id }) => `${providerName(slug)} ${id}`));
  const names = [
    ...services.flatMap((service) => [service.name, shortName(service), ...service.components.map(({ name }) => name)]),
    ...chains.map(({ name }) => name),
    ...controls.map(({ name }) => name),
    ...regions,
    ...OUR_NAMES,
  ];
  // The longest first: what a shorter one leaves of it would look like words.
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Two words of letters in a row, of which one begins small: `seen from`. Names alone are spelled with capitals. */
const ENGLISH =
  /(?<![\w/.:@-])(?:[A-Za-z]+['’]?[a-z]* )*[a-z]{2,}(?: [A-Za-z]{2,})+(?![\w/.:@-])|(?<![\w/.:@-])[A-Z][a-z]+ [a-z]{2,}/;
/** A text that is nothing but one small word: `down`. */
const ONE_WORD = /^[a-z]{3,}$/;

/**
 * What of a text is in the other language: English words that are no names on a Japanese page, any Japanese on an English one.
 * Null for none. What is marked as being in another language, and code, is not asked about.
 */
export function foreignPart(page: "en" | "ja", text: string, names: readonly string[]): string | null {
  if (page === "en") return JAPANESE.test(text) ? text.trim() : null;
  let rest = text.normalize("NFKC").replaceAll("\u2011", "-");
  // What is quoted stands as it was said.
  rest = rest.replace(/「[^」]*」/g, "・");
  for (const name of names) rest = rest.replaceAll(name, "・");
  return ONE_WORD.exec(rest.trim())?.[0] ?? ENGLISH.exec(rest)?.[0] ?? null;
}
