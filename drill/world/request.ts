import type { IncomingHttpHeaders } from "node:http";
import { isUrl } from "#domain/url.ts";

/** A JSON-RPC call as it was sent. `id` is echoed whatever it is. */
export interface RpcCall {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
  /** Absent for rippled and Bitcoin's 1.0. */
  readonly version: string | null;
}

/** The method of what comes over a WebSocket. */
export const SOCKET = "WS";

/** A request as a stand-in sees it: of a WebSocket the handshake, without a text, or a message, with its own. */
export interface WorldRequest {
  readonly host: string;
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body, or undefined when it is not JSON. */
  readonly json: unknown;
  readonly rpc: RpcCall | null;
}

/** @returns undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asRpc(json: unknown): RpcCall | null {
  if (typeof json !== "object" || json === null || !("method" in json) || typeof json.method !== "string") return null;
  const params = "params" in json && Array.isArray(json.params) ? json.params : [];
  const version = "jsonrpc" in json && typeof json.jsonrpc === "string" ? json.jsonrpc : null;
  return { id: "id" in json ? json.id : undefined, method: json.method, params, version };
}

/** Puts together what a stand-in needs to know of a request, or null when the request line makes no sense. */
export function readRequest(
  host: string,
  message: { method?: string | undefined; url?: string | undefined; headers: IncomingHttpHeaders },
  text: string,
): WorldRequest | null {
  const { method = "GET", url: target = "/", headers } = message;
  if (!target.startsWith("/") || !isUrl(target, `https://${host}`)) return null;
  const json = parseJson(text);
  const url = new URL(target, `https://${host}`);
  return {
    host,
    method,
    target,
    url,
    headers,
    text,
    json,
    rpc: method === "POST" || method === SOCKET ? asRpc(json) : null,
  };
}
