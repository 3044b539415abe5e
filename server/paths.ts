/** Where a request goes: a redirect, or the path that Next.js knows it under. */
export type Target = { readonly redirect: string } | { readonly path: string };

const UNMAPPED = /^\/(?:_next|api)(?:\/|$)/;

/**
 * Public paths to the pages in app/[lang]: English at the path itself, Japanese under /ja; /en/... is not a second
 * address for the same page but a redirect. The query is kept.
 */
export function mapPath(url: string): Target {
  const [path = "/", query] = url.split("?", 2);
  const suffix = query === undefined ? "" : `?${query}`;
  if (UNMAPPED.test(path)) return { path: url };
  if (path === "/en" || path.startsWith("/en/")) {
    // One slash only: `/en//host` must not become the address of another site.
    return { redirect: `/${path.slice(3).replace(/^[/\\]+/, "")}${suffix}` };
  }
  if (path === "/ja" || path.startsWith("/ja/")) return { path: url };
  return { path: `/en${path === "/" ? "" : path}${suffix}` };
}
