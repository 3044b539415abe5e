import { allReplays } from "#app/replays.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { addressIn, LANGUAGES } from "#components/words/words.ts";
import type { IncidentCursor } from "#domain/publish/incident-query.ts";
import { placePath } from "#domain/publish/place.ts";
import { currentSite } from "#server/site.ts";
import { currentRecord, currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

const PAGES = [
  "/",
  "/replay",
  "/services",
  "/incidents",
  "/clouds",
  "/concentration",
  "/badges",
  "/subscribe",
  "/developers",
  "/methodology",
  "/about",
];
const MOST_INCIDENTS = 500;
const A_PAGE = 100;

interface Entry {
  readonly path: string;
  /** When what it says last changed, where that is known. */
  readonly changedAt?: number;
}

/** Every page in both languages. Its addresses are whole ones: without a configured origin there is none. */
export async function GET(): Promise<Response> {
  const { url } = currentSite();
  if (url === null) {
    return new Response("This instance does not know its own address (FAULTLINE_URL).\n", { status: 404 });
  }
  const { overview } = currentSnapshot();
  const entries: Entry[] = [
    ...PAGES.map((path) => ({ path })),
    ...(overview?.services ?? []).map(({ slug }) => ({ path: `/services/${slug}` })),
    ...clouds.flatMap(({ slug, regions }) => [
      { path: placePath({ provider: slug, region: null }) },
      ...regions.map(({ id }) => ({ path: placePath({ provider: slug, region: id }) })),
    ]),
    ...(await allReplays()).replays.map(({ id }) => ({ path: `/replay/${id}` })),
    ...(await newestIncidents()),
  ];
  return new Response(sitemap(url, entries), {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=600" },
  });
}

/** Fewer when the record does not answer: a sitemap need not be complete. */
async function newestIncidents(): Promise<Entry[]> {
  const found: Entry[] = [];
  let cursor: IncidentCursor | null = null;
  do {
    const page: Awaited<ReturnType<NonNullable<ReturnType<typeof currentRecord>>["incidents"]>> | null | undefined =
      await currentRecord()
        ?.incidents({ limit: A_PAGE, state: null, service: null, cursor })
        .catch(() => null);
    for (const { id, resolvedAt, startedAt } of page?.incidents ?? [])
      found.push({ path: `/incidents/${id}`, changedAt: resolvedAt ?? startedAt });
    cursor = page?.next ?? null;
  } while (cursor !== null && found.length < MOST_INCIDENTS);
  return found;
}

/** Paths are made of slugs and ids of ours, and hold nothing that XML would take for markup. */
function sitemap(url: string, entries: readonly Entry[]): string {
  const urls = entries.flatMap(({ path, changedAt }) => {
    const at = (language: (typeof LANGUAGES)[number]) => `${url}${addressIn(language, path)}`;
    const others = [...LANGUAGES.map((language) => [language, at(language)]), ["x-default", at("en")]]
      .map(([name, href]) => `<xhtml:link rel="alternate" hreflang="${name}" href="${href}"/>`)
      .join("");
    const changed = changedAt === undefined ? "" : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`;
    return LANGUAGES.map((language) => `<url><loc>${at(language)}</loc>${changed}${others}</url>`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join("\n")}
</urlset>
`;
}
