import { classifyError } from "#domain/failure/classify-error.ts";
import { isUrl } from "#domain/url.ts";
import { unpack } from "#workers/probe/body.ts";
import { exchange, type HopResult } from "#workers/probe/exchange.ts";
import { DEFAULT_LIMITS, type Network } from "#workers/probe/probe.ts";

/** A document as it was served. `notModified` when it is the one that the etag names. */
export interface Fetched {
  readonly status: number;
  readonly notModified: boolean;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly etag: string | null;
}

export interface FetchRequest {
  readonly url: string;
  readonly etag?: string | null;
  readonly maxBytes?: number;
}

/** Fetches a document. Rejects with FetchError when there is none. */
export type Fetch = (request: FetchRequest) => Promise<Fetched>;

/** Why there is no document, in words for an operator: `tcp.refused`, `HTTP 503`, `more than 16777216 bytes`. */
export class FetchError extends Error {}

/** Google's incidents and Azure's ranges are beyond 4 MB. */
const MAX_BYTES = 16 * 1024 * 1024;
const TOTAL_MS = 60_000;
const REDIRECTS = 3;

export interface FetchTools {
  readonly network: Network;
  readonly monotonic: () => number;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/**
 * A fetcher of public documents (feeds, status pages, range files) over the way that checks go: fresh connection, own
 * resolver, limits in time and bytes, packed and unpacked. Only https, also after a redirect: what a feed says decides
 * what we publish.
 */
export function createFetch(tools: FetchTools): Fetch {
  return async ({ url, etag = null, maxBytes = MAX_BYTES }) => {
    const deadline = tools.monotonic() + TOTAL_MS;
    let at = checkedUrl(url);
    for (let hops = 0; hops <= REDIRECTS; hops += 1) {
      const answer = await ask(at, etag, { ...tools, deadline, maxBytes });
      const location = headerOf(answer, "location");
      const status = answer.status ?? 0;
      if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
        at = checkedUrl(location, at);
        continue;
      }
      return documentOf(answer, maxBytes);
    }
    throw new FetchError(`more than ${REDIRECTS} redirects`);
  };
}

function checkedUrl(text: string, base?: URL): URL {
  if (!isUrl(text, base)) throw new FetchError("not a URL");
  const url = new URL(text, base);
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "")
    throw new FetchError("not a plain https URL");
  return url;
}

async function ask(
  url: URL,
  etag: string | null,
  { network, monotonic, userAgent, signal, deadline, maxBytes }: FetchTools & { deadline: number; maxBytes: number },
): Promise<HopResult> {
  const headers = {
    host: url.host,
    "user-agent": userAgent,
    accept: "*/*",
    "accept-encoding": "gzip, deflate, br",
    ...(etag === null ? {} : { "if-none-match": etag }),
  };
  const limits = { ...DEFAULT_LIMITS, bodyMs: TOTAL_MS, totalMs: TOTAL_MS, bodyBytes: maxBytes, deadline };
  const answer = await exchange({ url, method: "GET", headers, body: null }, limits, { network, monotonic, signal });
  if (answer.error !== null) throw new FetchError(classifyError(answer.error, answer.stage).failureType ?? "unknown");
  return answer;
}

function headerOf({ headers }: HopResult, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function documentOf(answer: HopResult, maxBytes: number): Fetched {
  const status = answer.status ?? 0;
  const etag = headerOf(answer, "etag") ?? null;
  const contentType = headerOf(answer, "content-type");
  if (status === 304) return { status, notModified: true, bytes: new Uint8Array(), contentType, etag };
  if (status !== 200) throw new FetchError(`HTTP ${status}`);
  try {
    const bytes = unpack(answer.body, headerOf(answer, "content-encoding"), maxBytes);
    return { status, notModified: false, bytes, contentType, etag };
  } catch {
    throw new FetchError("a body that cannot be unpacked");
  }
}
