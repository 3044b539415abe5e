import type { IncomingMessage, ServerResponse } from "node:http";
import { WRONG_QUERY } from "#domain/publish/api/parameters.ts";
import type { Assets } from "#server/front/assets.ts";
import type { Cache, Kept } from "#server/front/cache.ts";
import { clientOf } from "#server/front/client.ts";
import { preferred } from "#server/front/encoding.ts";
import { type Refusal, refuse } from "#server/front/refusal.ts";
import { sparingly } from "#server/front/sparingly.ts";
import { Busy } from "#server/front/turns.ts";
import { isUnchanged, type Sendable, type Version } from "#server/front/version.ts";
import { kindOf, mapPath } from "#server/paths.ts";

/** Longer than any address of ours, with every parameter it knows. */
const LONGEST_URL = 2_048;
/** For so long a client may take to read an answer that was written to it. */
const SLOWEST_MS = 60_000;
/** Addresses and encodings whose meaning is at hand, and the longest of them. */
const REMEMBERED = 2_000;
const LONGEST_REMEMBERED = 120;
const METHODS = "GET, HEAD, OPTIONS";
const RETRY = { "Retry-After": "5" };

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

export interface FrontOptions {
  readonly cache: Cache;
  readonly assets: Assets;
  /** What answers for itself, by its exact path. */
  readonly own: ReadonlyMap<string, Answering>;
  /** What takes other methods than GET, and answers that are one reader's alone. @returns whether it took the request */
  readonly desk?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Proxies of ours that stand before this server. */
  readonly proxies: number;
  readonly now: () => number;
  readonly onError: (what: string, error: unknown) => void;
  readonly slowestMs?: number;
}

/**
 * The door: every request passes here. It answers from memory what was answered a moment ago, and asks Next.js for one
 * address at a time what nobody has asked for yet; no header, cookie or parameter of a client reaches it.
 */
export function createFront(options: FrontOptions): Answering {
  const { cache, assets, own, proxies, now, slowestMs = SLOWEST_MS } = options;
  const onError = sparingly(options.onError);
  const encodingOf = remembered(preferred);
  const targetOf = remembered(mapPath);

  const write = (request: IncomingMessage, response: ServerResponse, status: number, sent: Sendable, at: number) => {
    const ageS = Math.floor((now() - at) / 1_000);
    const head = ageS > 0 ? [...sent.head, "Age", String(ageS)] : sent.head;
    if (status === 200 && isUnchanged(request.headers, sent)) {
      response.writeHead(304, unchanged(head)).end();
      return;
    }
    response.writeHead(status, head as string[]);
    if (request.method === "HEAD") response.end();
    else response.end(sent.bytes);
    // Most are with the system by now, and need no timer; who reads slowly has a minute.
    if (!isHandedOver(response)) dropLater(response, slowestMs);
  };

  const send = (request: IncomingMessage, response: ServerResponse, version: Version, at: number) => {
    const sent = version.as(encodingOf(request.headers["accept-encoding"] ?? ""));
    const { status } = version.answer;
    if (!(sent instanceof Promise)) return write(request, response, status, sent, at);
    sent.then(
      (made) => write(request, response, status, made, at),
      (error: unknown) => {
        onError("an answer could not be compressed", error);
        response.destroy();
      },
    );
  };

  const sendLater = (request: IncomingMessage, response: ServerResponse, path: string, kept: Promise<Kept>) => {
    kept.then(
      ({ version, at }) => send(request, response, version, at),
      (error: unknown) => {
        onError(`${path} could not be answered`, error);
        const detail = error instanceof Busy ? "Too many ask at once." : "Our own record does not answer.";
        refuse(response, { status: 503, detail, as: formOf(path), headers: RETRY });
      },
    );
  };

  return (request, response) => {
    const { url = "/", method = "GET" } = request;
    if (url.length > LONGEST_URL) {
      const detail = `No address here is longer than ${LONGEST_URL}.`;
      return refuse(response, { status: 414, detail, as: dataFormOf(url) });
    }
    if (options.desk?.(request, response) === true) return;
    if (method !== "GET" && method !== "HEAD") return otherMethod(response, method, isApi(url));
    const answering = own.get(pathOf(url));
    if (answering) return answering(request, response);
    const target = targetOf(url);
    if ("bad" in target) return refuse(response, { status: 400, detail: target.bad, as: dataFormOf(url) });
    if ("wrong" in target) {
      return refuse(response, { status: 400, detail: WRONG_QUERY, as: "api", errors: target.wrong });
    }
    if ("redirect" in target) {
      // A script of another site that may read what it leads to must be let through here, too.
      const shared = { "Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=3600" };
      response.writeHead(308, { Location: target.redirect, ...shared }).end();
      return;
    }
    if ("asset" in target) {
      const asset = assets.get(target.asset);
      if (asset) return send(request, response, asset, now());
      return refuse(response, { status: 404, detail: "There is no such file in this build.", as: "text" });
    }
    const kept = cache.get(target.path, () => clientOf(request, proxies));
    if (kept instanceof Promise) sendLater(request, response, target.path, kept);
    else send(request, response, kept.version, kept.at);
  };
}

function pathOf(url: string): string {
  const cut = url.indexOf("?");
  return cut < 0 ? url : url.slice(0, cut);
}

function isApi(url: string): boolean {
  return url.startsWith("/api/");
}

/** The form of what is refused before anybody knows what it is. */
function dataFormOf(url: string): Refusal["as"] {
  return isApi(url) ? "api" : "text";
}

/** What scripts of other sites may send with a question. */
const SENT = "If-None-Match, If-Modified-Since, Last-Event-ID";

function otherMethod(response: ServerResponse, method: string, ofApi: boolean): void {
  if (method === "OPTIONS") {
    const shared = ofApi
      ? {
          "Access-Control-Allow-Origin": "*",
          "Access-Control-Allow-Methods": METHODS,
          "Access-Control-Allow-Headers": SENT,
          "Access-Control-Max-Age": "86400",
        }
      : {};
    response.writeHead(204, { Allow: METHODS, ...shared }).end();
    return;
  }
  const detail = `${METHODS} are answered here.`;
  refuse(response, { status: 405, detail, as: ofApi ? "api" : "text", headers: { Allow: METHODS } });
}

function formOf(path: string): Refusal["as"] {
  const kind = kindOf(path);
  if (kind === "page") return path.startsWith("/ja") ? "ja" : "en";
  return kind === "api" ? "api" : "text";
}

/** What a client that has the body needs to know; a script of another site may not even hear of it otherwise. */
function unchanged(head: readonly string[]): string[] {
  return head.flatMap((name, index) =>
    index % 2 === 0 && /^(?:etag|last-modified|cache-control|vary|age|access-control-.*)$/i.test(name)
      ? [name, head[index + 1] ?? ""]
      : [],
  );
}

/** Whether every byte was taken by the system. Who sent requests ahead of answers has no socket for those that wait. */
function isHandedOver({ socket }: ServerResponse): boolean {
  return socket !== null && socket.writableLength === 0;
}

function dropLater(response: ServerResponse, ms: number): void {
  const timer = setTimeout(() => response.destroy(), ms);
  response.once("close", () => clearTimeout(timer));
}

/** Most texts that clients send are one of few. Who makes up others is computed anew, and crowds out nobody for long. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = read(text);
    if (known.size >= REMEMBERED) known.clear();
    if (text.length <= LONGEST_REMEMBERED) known.set(text, found);
    return found;
  };
}
