import type { EpochMs } from "#domain/time.ts";
import type { WorldModel } from "#drill/world/model.ts";
import type { RpcCall, WorldRequest } from "#drill/world/request.ts";

/** What a stand-in says. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Big-endian, with a byte order mark. UTF-8 without one, otherwise. */
  readonly charset?: "utf-16";
  readonly headers?: Readonly<Record<string, string>>;
  /** What a WebSocket says before the message in `body`. */
  readonly before?: readonly string[];
}

/** The world as one answer shows it. */
export interface View {
  /** The world's clock. */
  readonly now: EpochMs;
  /** The instant that the data is from: `now`, unless a fault has frozen it. */
  readonly at: EpochMs;
  /** True while a fault says that this venue or node is not open for business. */
  readonly halted: boolean;
  readonly model: WorldModel;
}

export type Handler = (request: WorldRequest, view: View) => Answer | null;

/** One host's stand-in. `missing` is how this service says that there is nothing at a path. */
export interface StandIn {
  readonly answer: Handler;
  readonly missing: (request: WorldRequest) => Answer;
}

export function json(value: unknown, status = 200, headers?: Readonly<Record<string, string>>): Answer {
  const answer = { status, type: "application/json; charset=utf-8", body: JSON.stringify(value) };
  return headers ? { ...answer, headers } : answer;
}

/** A WebSocket that is open and has nothing to say until it is asked. */
export function opened(): Answer {
  return { status: 101, type: "application/json", body: "" };
}

/** A message over a WebSocket, after others. */
export function pushed(value: unknown, before: readonly unknown[] = []): Answer {
  return { ...opened(), body: JSON.stringify(value), before: before.map((one) => JSON.stringify(one)) };
}

/** An answer's body as it goes over the wire, before it is packed. */
export function bytesOf({ body, charset }: Answer): Buffer {
  return charset === "utf-16" ? Buffer.from(`\uFEFF${body}`, "utf16le").swap16() : Buffer.from(body);
}

export function text(body: string, status = 200): Answer {
  return { status, type: "text/plain; charset=utf-8", body };
}

/** The reply to a call, with its own id, in the version it was asked in. */
export function rpcResult({ id, version }: RpcCall, result: unknown): Answer {
  return json(version === "2.0" ? { jsonrpc: "2.0", id, result } : { result, error: null, id });
}

export function rpcError({ id, version }: RpcCall, code: number, message: string, status = 200): Answer {
  const error = { code, message };
  return json(version === "2.0" ? { jsonrpc: "2.0", id, error } : { result: null, error, id }, status);
}

const notFoundJson = (request: WorldRequest): Answer => json({ error: "Not Found", path: request.url.pathname }, 404);

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly query: readonly (readonly [string, string])[];
  readonly handler: Handler;
}

function compile(key: string, handler: Handler): Route {
  const [method = "GET", target = "/"] = key.split(" ");
  const [path = "/", query = ""] = target.split("?");
  const pattern = path.split("*").map((part) => part.replace(/[.+^${}()|[\]\\]/g, "\\$&"));
  return {
    method,
    path: new RegExp(`^${pattern.join("([^/]+)")}$`),
    query: [...new URLSearchParams(query)],
    handler,
  };
}

/**
 * A stand-in from a table. A key is `GET /path?name=value`, or `WS /path` for a WebSocket: `*` is any one path segment, and the parameters named there
 * must be in the request, as a real server would not know another market. Other parameters may be sent too.
 */
export function routes(table: Readonly<Record<string, Handler>>, missing = notFoundJson): StandIn {
  const compiled = Object.entries(table).map(([key, handler]) => compile(key, handler));
  return {
    missing,
    answer(request, view) {
      for (const { method, path, query, handler } of compiled) {
        if (method !== request.method || !path.test(request.url.pathname)) continue;
        if (query.every(([name, value]) => request.url.searchParams.get(name) === value)) return handler(request, view);
      }
      return null;
    },
  };
}

/** A query parameter as a small count: what real servers do with `limit=5`. */
export function limit(request: WorldRequest, name: string, otherwise = 5): number {
  const asked = Number(request.url.searchParams.get(name) ?? otherwise);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, 50) : otherwise;
}

/** Path segment `n` of a request, counted from 0. */
export function segment(request: WorldRequest, n: number): string {
  return request.url.pathname.split("/")[n + 1] ?? "";
}
