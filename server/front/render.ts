import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { publishAnswer, type Said } from "#server/answer.ts";
import { CapturedResponse, ownRequest } from "#server/front/captured.ts";

/** Longer than any page takes whose record answers, and than the time its record is given. */
const LONGEST_MS = 10_000;
/** A page with everything on it has one; what is larger is a mistake. */
const LARGEST_BYTES = 8_000_000;

/** What Next.js answered, as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly bytes: Buffer;
  /** It could read what it is about. */
  readonly seen: boolean;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Asks a request handler in this process, without a socket: what of a request reaches Next.js is the path alone, and its
 * answer is collected before any of it is sent.
 */
export function createRenderer(handle: Handler): (path: string) => Promise<RawAnswer> {
  const answers = new AsyncLocalStorage<Said>();
  publishAnswer(() => answers.getStore());
  return async (path) => {
    const said: Said = { missing: false, unseen: false };
    const request = ownRequest(path);
    const response = new CapturedResponse(request, LARGEST_BYTES);
    const timer = setTimeout(
      () => response.abandon(new Error(`not rendered within ${LONGEST_MS / 1_000} s`)),
      LONGEST_MS,
    );
    try {
      answers
        .run(said, () => handle(request, response))
        .catch((error: unknown) => response.abandon(error instanceof Error ? error : new Error(String(error))));
      const bytes = await response.take();
      const { statusCode } = response;
      // Not before the end: a page may find out in its last line.
      const status = said.missing && statusCode === 200 ? 404 : statusCode;
      return { status, headers: response.getHeaders(), bytes, seen: !said.unseen && status < 500 };
    } finally {
      clearTimeout(timer);
    }
  };
}
