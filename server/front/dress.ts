import { type Islands, prepareDocument, tellAge } from "#server/front/document.ts";
import type { RawAnswer } from "#server/front/render.ts";
import type { Answer } from "#server/front/version.ts";
import { type Kind, type Site, securityHeaders } from "#server/headers.ts";

/** What of the headers of an answer is for readers. The rest speaks of Next.js, or follows from the bytes that are sent. */
const TOLD = ["location", "retry-after", "content-disposition", "content-language", "last-modified"] as const;

/** Browsers ask each time, and learn by the tag that nothing has changed; a proxy before us may answer for a second. */
const OF_THIS_MOMENT = "public, max-age=0, s-maxage=1";

export interface DressOptions {
  readonly islands: Islands;
  readonly clientModules: ReadonlySet<string> | null;
  readonly fonts: readonly string[];
  readonly site: Site;
  /** Hears of a script that was taken out of a page. */
  readonly onForeign: (what: string) => void;
}

/** Of a script that nobody knows, what is told. */
const EXCERPT = 120;

/** Makes of an answer of Next.js what is sent. */
export function createDress({ islands, clientModules, fonts, site, onForeign }: DressOptions) {
  return (raw: RawAnswer, kind: Exclude<Kind, "asset">): Answer => {
    const type = text(raw.headers["content-type"]) ?? "application/octet-stream";
    const isDocument = type.startsWith("text/html");
    const document = isDocument
      ? prepareDocument(raw.bytes.toString(), islands, clientModules, kind === "page" ? fonts : [])
      : null;
    for (const script of document?.foreign ?? [])
      onForeign(`a page had a script that is not ours: ${JSON.stringify(script.slice(0, EXCERPT))}`);
    return {
      status: raw.status,
      type,
      bytes: document === null ? raw.bytes : Buffer.from(document.html),
      headers: [
        ["Cache-Control", cacheControl(raw, kind)],
        ...told(raw, isDocument),
        ...securityHeaders(kind, site, document?.scriptHashes),
      ],
    };
  };
}

/** The same answer, telling its age. */
export function older(answer: Answer, at: number): Answer {
  if (!answer.type.startsWith("text/html")) return answer;
  return { ...answer, bytes: Buffer.from(tellAge(answer.bytes.toString(), at)) };
}

/** A resource may say that it lasts; what does not is of this moment. */
function cacheControl({ status, headers }: RawAnswer, kind: Kind): string {
  if (status >= 500) return "no-store";
  if (kind === "icon") return "public, max-age=86400";
  const own = text(headers["cache-control"]) ?? "";
  return /^public\b.*\bmax-age=[1-9]/.test(own) ? own : OF_THIS_MOMENT;
}

function told({ headers }: RawAnswer, isDocument: boolean): [string, string][] {
  // What Next.js links from a document are files that the document names itself; a list links its next page.
  const names = isDocument ? TOLD : [...TOLD, "link" as const];
  return names.flatMap((name): [string, string][] => {
    const value = text(headers[name]);
    return value === undefined ? [] : [[name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value]];
  });
}

function text(value: number | string | readonly string[] | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "object" ? value.join(", ") : String(value);
}
