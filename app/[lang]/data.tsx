import { addressIn, LANGUAGES, type Language, type Words } from "#components/words/words.ts";
import { currentSite } from "#server/site.ts";

/** What this site is, for machines: every page has it. */
export function SiteData({ language, words }: { language: Language; words: Words }) {
  return (
    <Data
      of={(url) => ({
        "@type": "WebSite",
        "@id": `${url}/#site`,
        url: url + addressIn(language, "/"),
        name: "Faultline",
        description: words.tagline,
        inLanguage: LANGUAGES,
        potentialAction: {
          "@type": "SearchAction",
          target: {
            "@type": "EntryPoint",
            urlTemplate: `${url}${addressIn(language, "/services")}?q={search_term_string}`,
          },
          "query-input": "required name=search_term_string",
        },
      })}
    />
  );
}

interface Step {
  readonly name: string;
  /** Without a language. */
  readonly path: string;
}

/** Where a page stands, for machines: the pages above it and itself, the outermost first. */
export function TrailData({ steps, language }: { steps: readonly Step[]; language: Language }) {
  return (
    <Data
      of={(url) => ({
        "@type": "BreadcrumbList",
        itemListElement: steps.map(({ name, path }, index) => ({
          "@type": "ListItem",
          position: index + 1,
          name,
          item: url + addressIn(language, path),
        })),
      })}
    />
  );
}

/** What is recorded and how to have it, for machines. A made-up world is no data of anything. */
export function RecordData({ words }: { words: Words }) {
  const { operator } = currentSite();
  const { title, description } = words.methodology;
  return (
    <Data
      of={(url) => ({
        "@type": "Dataset",
        "@id": `${url}/#record`,
        name: `Faultline: ${title}`,
        description: `${words.tagline} ${description}`,
        url: `${url}/methodology`,
        isAccessibleForFree: true,
        isPartOf: { "@id": `${url}/#site` },
        ...(operator === null ? {} : { creator: { "@type": "Organization", name: operator } }),
        distribution: ["services", "incidents", "cloud-events", "concentration"].map((name) => ({
          "@type": "DataDownload",
          encodingFormat: "application/json",
          contentUrl: `${url}/api/v1/${name}`,
        })),
      })}
    />
  );
}

/** Whoever reads this reads it elsewhere: without a configured origin there are no whole addresses, and none of it is said. */
function Data({ of }: { of: (url: string) => object }) {
  const { url } = currentSite();
  if (url === null) return null;
  const json = JSON.stringify({ "@context": "https://schema.org", ...of(url) });
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON is no markup, and what could end the element is escaped
    <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json.replaceAll("<", "\\u003c") }} />
  );
}
