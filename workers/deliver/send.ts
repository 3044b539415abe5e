import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { checkTarget, type TargetRules } from "#domain/publish/webhook/target.ts";
import { isLoopbackAddress, isPublicAddress } from "#workers/public-address.ts";

/** From the first question to the last byte that is read (guides/conventions.md 3.1), in real ms. */
const TOTAL_MS = 15_000;
const MOST_BYTES = 4_096;

/** One request, ready to go: these bytes are what was signed. */
export interface Post {
  readonly url: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came back. `status` is null when nothing did, and `reason` says why in our own words. */
export interface Answer {
  readonly status: number | null;
  readonly reason: string | null;
  readonly retryAfter: string | undefined;
  /** At most 4 kB. */
  readonly body: Buffer;
}

export interface SenderOptions {
  readonly rules: TargetRules;
  /** Every address of a name, in both families. */
  readonly resolve: (host: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** Which addresses may be connected to: those of the public internet, or loopback alone where the rules say so. */
  readonly isAllowed?: (address: string) => boolean;
  /** Certificate authorities instead of the usual ones. */
  readonly ca?: readonly string[];
  readonly totalMs?: number;
}

export type Send = (post: Post, signal: AbortSignal) => Promise<Answer>;

/** Why nothing was sent, or nothing came back: no text of others is in it. */
class SendError extends Error {}

const nothing = (reason: string): Answer => ({ status: null, reason, retryAfter: undefined, body: Buffer.alloc(0) });

/**
 * Posts to strangers: the name is resolved here, every address of it must be public, and one of those is connected to, so that
 * no later answer of a resolver leads elsewhere. No redirect is followed, no proxy asked, no connection kept.
 */
export function createSender(options: SenderOptions): Send {
  const { rules, resolve, ca, totalMs = TOTAL_MS } = options;
  const isAllowed = options.isAllowed ?? (rules.loopbackOnly === true ? isLoopbackAddress : isPublicAddress);
  return async (post, stopping) => {
    const target = checkTarget(post.url, rules);
    if (!target.ok) return nothing(`address refused: ${target.why}`);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), totalMs);
    const signal = AbortSignal.any([stopping, timeout.signal]);
    try {
      const address = await checkedAddress(new URL(target.url).hostname, { resolve, isAllowed }, signal);
      return await exchange(post, { address, ca }, signal);
    } catch (error) {
      if (timeout.signal.aborted) return nothing(`no answer in ${totalMs / 1_000} s`);
      return nothing(error instanceof SendError ? error.message : `failed: ${codeOf(error)}`);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Only what Node and OpenSSL call it: an error's text may hold the address. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code) ? code : "unknown";
}

async function checkedAddress(
  hostname: string,
  { resolve, isAllowed }: Required<Pick<SenderOptions, "resolve" | "isAllowed">>,
  signal: AbortSignal,
): Promise<string> {
  const literal = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(literal) === 0 ? await resolve(hostname, signal) : [literal];
  if (signal.aborted) throw new SendError("stopped");
  const [first] = addresses;
  if (first === undefined) throw new SendError("no address");
  // One that is not public is enough: who mixes them means to be asked again until the other comes up.
  if (!addresses.every(isAllowed)) throw new SendError("address refused: not public");
  return first;
}

interface Way {
  readonly address: string;
  readonly ca: SenderOptions["ca"];
}

/** One request to a checked address. The name stays in the certificate's check and in the Host header; no name is looked up again. */
function exchange({ url, body, headers }: Post, { address, ca }: Way, signal: AbortSignal): Promise<Answer> {
  const { protocol, hostname, host, port, pathname, search } = new URL(url);
  const isPlain = protocol === "http:";
  const options = {
    method: "POST",
    host: address,
    port: port === "" ? (isPlain ? 80 : 443) : Number(port),
    path: `${pathname}${search}`,
    headers: { ...headers, host, "content-length": String(body.length), connection: "close" },
  };
  return new Promise<Answer>((resolve, reject) => {
    // An agent of its own: no proxy of the environment, no session of another receiver.
    const request = isPlain
      ? httpRequest({ ...options, agent: new HttpAgent({ keepAlive: false }) })
      : httpsRequest({
          ...options,
          agent: new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 }),
          servername: hostname.replace(/\.$/, ""),
          ...(ca === undefined ? {} : { ca: [...ca] }),
        });
    let giveUp = (why: string) => {
      request.destroy();
      reject(new SendError(why));
    };
    const abort = () => giveUp("stopped");
    signal.addEventListener("abort", abort, { once: true });
    // Whatever ended it, nobody waits any longer: Node closes in silence on who wants to speak another protocol (101).
    request.once("close", () => {
      signal.removeEventListener("abort", abort);
      giveUp("closed without an answer");
    });
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const finish = () => {
        resolve({
          status: response.statusCode ?? 0,
          reason: null,
          retryAfter: response.headers["retry-after"],
          body: Buffer.concat(chunks).subarray(0, MOST_BYTES),
        });
        request.destroy();
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= MOST_BYTES) finish();
      });
      // Whatever becomes of the body, the answer was given with its head.
      giveUp = finish;
      response.once("end", finish).once("aborted", finish).once("error", finish);
    });
    // After an answer this settles nothing.
    request.on("error", reject);
    if (signal.aborted) giveUp("stopped");
    else request.end(body);
  });
}
