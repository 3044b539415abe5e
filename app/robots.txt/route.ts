import { currentSite } from "#server/site.ts";

export const dynamic = "force-dynamic";

/** Everything may be read. What is not a page is of no use in an index. */
export function GET(): Response {
  const { url } = currentSite();
  const lines = ["User-agent: *", "Disallow: /api/", "Disallow: /readyz", "Disallow: /healthz"];
  if (url !== null) lines.push("", `Sitemap: ${url}/sitemap.xml`);
  return new Response(`${lines.join("\n")}\n`, {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
}
