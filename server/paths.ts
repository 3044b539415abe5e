/**
 * What to do with a request target: send the reader to the page's one address, refuse what is no address, or let Next.js
 * answer for `path` (the name it knows the page under), with the status that its answer carries.
 */
export type Target =
  | { readonly redirect: string }
  | { readonly bad: string }
  | { readonly path: string; readonly status: 200 | 404 };

/** Answered by Next.js under the same path: its assets, the API, files of app/. */
const UNMAPPED = /^\/(?:_next\/static\/.|api(?:\/|$)|icon\.svg$)/;

/**
 * Every page there is, without its language. What is not in this table is the 404 page: Next.js can only find that out
 * while it renders, and would then leave the page to scripts. A test compares the table with the files of app/[lang].
 */
const PAGES: readonly RegExp[] = [/^\/$/, /^\/clouds(?:\/[a-z0-9-]{1,64}){0,2}$/, /^\/concentration$/];

/**
 * Whether a page of the table is about something that does not exist, as whoever renders it knows: such a page says so, and
 * carries the status 404. The symbol is what the pages' module graph shares with this one (app/[lang]/clouds/known.ts).
 */
const MISSING = Symbol.for("faultline.missing");

function isMissing(page: string): boolean {
  return (globalThis as { [MISSING]?: (page: string) => boolean })[MISSING]?.(page) ?? false;
}

/** Other addresses of the same thing. */
const MOVED: Readonly<Record<string, string>> = { "/favicon.ico": "/icon.svg" };

/**
 * Public paths to the pages in app/[lang]: English at the path itself, Japanese under /ja. Every page has one address:
 * /en/..., doubled and trailing slashes lead to it by one redirect. The query is kept.
 */
export function mapPath(url: string): Target {
  const cut = url.indexOf("?");
  const path = cut < 0 ? url : url.slice(0, cut);
  const query = cut < 0 ? "" : url.slice(cut);
  const bad = whatIsWrong(path);
  if (bad !== null) return { bad };
  const address = addressOf(path);
  if (address !== path) return { redirect: address + query };
  if (UNMAPPED.test(path)) return { path: url, status: 200 };
  const japanese = path === "/ja" || path.startsWith("/ja/");
  const page = japanese ? path.slice(3) || "/" : path;
  const status = PAGES.some((pattern) => pattern.test(page)) && !isMissing(page) ? 200 : 404;
  return { path: `/${japanese ? "ja" : "en"}${page === "/" ? "" : page}${query}`, status };
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
  return MOVED[address] ?? address;
}
