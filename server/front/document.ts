import { createHash } from "node:crypto";

/** A script of our own, made for the browser by scripts/start/islands.ts. */
export interface Island {
  /** `/_next/static/islands/live-ABCDEFGH.js` */
  readonly src: string;
  /** What it imports, to be fetched beside it. */
  readonly imports: readonly string[];
}
export type Islands = ReadonlyMap<string, Island>;

export interface Document {
  readonly html: string;
  /** CSP sources of the scripts that stand in it. */
  readonly scriptHashes: readonly string[];
  /** Scripts that were taken out because nobody knows them: there should be none. */
  readonly foreign: readonly string[];
}

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/g;
const PRELOADED_SCRIPT = /<link rel="preload" as="script"[^>]*? href="\/_next\/static\/chunks\/[^>]*>/g;
const ISLAND = /\bdata-island="([a-z][a-z-]*)"/g;
/** A module that a page asks the browser to load, in the data of Next.js: `\n4:I[39756,...` inside of a string. */
const IMPORTED = /(?:"|[^\\]\\n)[0-9a-f]+:I\[(\d+),/g;

/**
 * A page as it is sent. Next.js adds the whole page a second time, as data, and the scripts that would make it interactive:
 * on a page without client components they have nothing to do, and are taken out (docs/decisions/0006-site.md). The
 * scripts of the islands that the page has are put in. No other script stays, however it came into the page.
 * @param fonts paths of those that the first screen is set in: fetched beside the style sheet that would ask for them
 * @param clientModules ids of our own client components; null when they are not known, and every page may have some.
 */
export function prepareDocument(
  page: string,
  islands: Islands,
  clientModules: ReadonlySet<string> | null,
  fonts: readonly string[] = [],
): Document {
  const isHydrated = clientModules === null || imported(page).some((id) => clientModules.has(id));
  const scriptHashes: string[] = [];
  const foreign: string[] = [];
  const scripted = page.replace(SCRIPT, (script, attributes: string, text: string) => {
    if (!isExecuted(attributes)) return script;
    if (!isRuntime(attributes, text)) foreign.push(script);
    else if (isHydrated) {
      if (text !== "") scriptHashes.push(hashOf(text));
      return script;
    }
    return "";
  });
  const html = isHydrated ? scripted : scripted.replace(PRELOADED_SCRIPT, "");
  const names = new Set(Array.from(html.matchAll(ISLAND), ([, name = ""]) => name));
  const scripts = [...names].flatMap((name) => islands.get(name) ?? []).map(scriptOf);
  const preloads = fonts.map((path) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${path}"/>`);
  const dressed = html
    .replace("<head>", () => `<head>${preloads.join("")}`)
    .replace("</head>", () => `${scripts.join("")}</head>`);
  return { html: dressed, scriptHashes, foreign };
}

function imported(page: string): string[] {
  return Array.from(page.matchAll(IMPORTED), ([, id = ""]) => id);
}

/** What Next.js starts its own runtime with, and the data it feeds it: calls with JSON and with nothing else. */
const CALLS = [
  /^\((globalThis\["\w+"\]) \|\| \(\1 = \[\]\)\)\.push\((?<json>.*)\);$/s,
  /^\(self\.__next_f=self\.__next_f\|\|\[\]\)\.push\((?<json>.*)\)$/s,
  /^self\.__next_f\.push\((?<json>.*)\)$/s,
];

function isRuntime(attributes: string, text: string): boolean {
  if (text === "") return / src="\/_next\/static\/chunks\/[^"]*"/.test(attributes);
  const given = CALLS.flatMap((call) => call.exec(text)?.groups?.json ?? []);
  return !/\bsrc=/.test(attributes) && given.some(isJson);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON in a page is no script, whatever its element is called. */
function isExecuted(attributes: string): boolean {
  const [, type = ""] = /\btype="([^"]*)"/.exec(attributes) ?? [];
  return type === "" || type === "module" || /javascript/i.test(type);
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function scriptOf({ src, imports }: Island): string {
  const preloads = imports.map((path) => `<link rel="modulepreload" href="${path}"/>`).join("");
  return `${preloads}<script type="module" src="${src}"></script>`;
}

const AGE = /(<p id="age"[^>]* data-text="([^"]*)"[^>]*>)<\/p>/;

/** The page with its note filled in that it is of `at`: each has one, empty (components/live/live.tsx). */
export function tellAge(html: string, at: number): string {
  const iso = new Date(at).toISOString();
  const time = `<time dateTime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
  return html.replace(AGE, (_, open: string, text: string) => `${open}${text.replace("{at}", () => time)}</p>`);
}
