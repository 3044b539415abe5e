import type { ParameterError } from "#domain/publish/api/parameters.ts";
import { badgeAlias } from "#domain/publish/badge-alias.ts";
import { feedAlias } from "#domain/publish/feed/address.ts";
import { apiTarget, embedTarget, feedTarget, fileTarget, pageTarget } from "#server/routes.ts";

/**
 * What to do with a request target: send the reader to the page's one address, refuse what is no address, answer with a
 * file of the build, say what is wrong with a query of the API, or let Next.js answer for `path`: what it is asked, and the name under which its answer is kept.
 */
export type Target =
  | { readonly redirect: string }
  | { readonly bad: string }
  | { readonly asset: string }
  | { readonly wrong: readonly ParameterError[] }
  | { readonly path: string };

/** What a path is that Next.js is asked for. */
export function kindOf(path: string): "page" | "api" | "icon" | "file" | "embed" {
  if (path.startsWith("/api/")) return "api";
  if (path === ICON) return "icon";
  if (path.startsWith("/embed/")) return "embed";
  if (path.startsWith("/feeds/")) return "file";
  const [file = path] = path.split("?");
  return fileTarget(file) === null ? "page" : "file";
}

const ICON = "/icon.svg";
/** Other addresses of the same thing. */
const MOVED: Readonly<Record<string, string>> = { "/favicon.ico": ICON };

const ASSETS = "/_next/static/";

/**
 * Public paths to the pages in app/[lang]: English at the path itself, Japanese under /ja. Every page has one address:
 * /en/..., doubled and trailing slashes lead to it by one redirect, which keeps the query.
 */
export function mapPath(url: string): Target {
  const cut = url.indexOf("?");
  const path = cut < 0 ? url : url.slice(0, cut);
  const query = cut < 0 ? "" : url.slice(cut);
  const bad = whatIsWrong(path);
  if (bad !== null) return { bad };
  const address = addressOf(path);
  if (address !== path) return { redirect: address + query };
  if (path.startsWith(ASSETS)) return { asset: path };
  if (path === ICON) return { path };
  const made = fileTarget(path, query) ?? embedTarget(path, query) ?? feedTarget(path);
  if (made !== null) return { path: made };
  if (path === "/api" || path.startsWith("/api/")) {
    const asked = apiTarget(path, query);
    return typeof asked === "string" ? { path: asked } : { wrong: asked };
  }
  const japanese = path === "/ja" || path.startsWith("/ja/");
  const page = japanese ? path.slice(3) || "/" : path;
  return { path: `/${japanese ? "ja" : "en"}${pageTarget(page, query)}` };
}

/** @returns why the path is no address that any client would send in good order; null when it is one. */
function whatIsWrong(path: string): string | null {
  if (!path.startsWith("/") || path.includes("#")) return "The request target is not a path.";
  for (const segment of path.split("/")) {
    let text: string;
    try {
      text = decodeURIComponent(segment);
    } catch {
      return "The path is not valid percent-encoded UTF-8.";
    }
    // Clients resolve dot segments before they ask; who sends them wants another page than the address says.
    if (text === "." || text === "..") return "The path holds dot segments.";
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(text)) return "The path holds control characters.";
  }
  return null;
}

/** The one address of what a path names. It begins with exactly one slash, so it never names another site. */
function addressOf(path: string): string {
  let address = path.replace(/[/\\]+/g, "/");
  while (/^\/en(?:\/|$)/.test(address)) address = address.slice(3) || "/";
  if (address !== "/" && address.endsWith("/")) address = address.slice(0, -1);
  return MOVED[address] ?? badgeAlias(address) ?? feedAlias(address) ?? address;
}
