import { randomInt } from "node:crypto";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { HttpRequest, JsonRpcRequest, RequestVariable, WebSocketRequest } from "#domain/check/spec.ts";
import { isUrl } from "#domain/url.ts";
import type { Hop } from "#workers/probe/exchange.ts";
import { NotReady, type ProbeContext } from "#workers/probe/probe.ts";
import { createSecrets, redact, type Secrets } from "#workers/probe/secrets.ts";
import { robinhoodHeaders } from "#workers/probe/sign.ts";

/** A request ready to be sent, and how to show it. */
export interface Prepared {
  readonly hop: Hop;
  readonly secrets: Secrets;
  readonly requestLine: string;
  /** The id that the answer must repeat. */
  readonly rpcId?: number;
  /** What is said over a WebSocket once it is open. */
  readonly say: string | null;
}

/** A request that cannot be made here: an environment variable is missing, or is not what it should be. */
export interface Unavailable {
  readonly requestLine: string;
  /** For a reader, without the value: `INFURA_API_KEY is not set`. */
  readonly reason: string;
}

const VARIABLE = /(?<!\$)\{([A-Za-z][A-Za-z0-9_]*)\}/g;
const MAX_DEPTH = 12;

type Values = ReadonlyMap<string, string | number>;

function variableValue({ as, offset }: RequestVariable, head: number): string | number {
  const value = Math.max(0, head + offset);
  if (as === "number") return value;
  return as === "hex" ? `0x${value.toString(16)}` : String(value);
}

/** The variables of a request from the heads that this vantage last saw. */
function readVariables(
  variables: Readonly<Record<string, RequestVariable>> | undefined,
  memory: ProbeContext["memory"],
): Values | NotReady {
  const values = new Map<string, string | number>();
  for (const [name, variable] of Object.entries(variables ?? {})) {
    const head = memory.get(variable.from);
    if (head === undefined) return new NotReady(variable.from);
    values.set(name, variableValue(variable, head.value));
  }
  return values;
}

function fillText(text: string, values: Values): string {
  return text.replace(VARIABLE, (whole, name: string) => String(values.get(name) ?? whole));
}

/** A body or params with every string that is exactly `"{name}"` replaced by the value, keeping its type. */
function fillJson(value: unknown, values: Values, depth = 0): unknown {
  if (depth > MAX_DEPTH || values.size === 0) return value;
  if (typeof value === "string") return values.get(/^\{(\w+)\}$/.exec(value)?.[1] ?? "") ?? value;
  if (Array.isArray(value)) return value.map((item) => fillJson(item, values, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, fillJson(held, values, depth + 1)]));
}

/** JSON-RPC 2.0, but for bitcoind's 1.0 and rippled, which takes one object of parameters and no version. */
function envelope({ family, method }: JsonRpcRequest, params: unknown, id: number): Record<string, unknown> {
  if (family === "rippled") return { method, params };
  return { jsonrpc: family === "bitcoin" ? "1.0" : "2.0", id, method, params };
}

/** A request that goes to an address. */
type Addressed = HttpRequest | JsonRpcRequest | WebSocketRequest;

const SCHEMES = { http: /^https?:$/, "json-rpc": /^https?:$/, websocket: /^wss?:$/ } as const;

function methodOf(request: Addressed): string {
  if (request.probe === "json-rpc") return "POST";
  return request.probe === "http" ? request.method : "GET";
}

function textOf(value: unknown, values: Values): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(fillJson(value, values));
}

function bodyOf(request: Addressed, values: Values, id: number): string | null {
  if (request.probe === "json-rpc") return JSON.stringify(envelope(request, fillJson(request.params, values), id));
  return request.probe === "http" ? textOf(request.body, values) : null;
}

function acceptOf(request: Addressed): Record<string, string> {
  if (request.probe === "websocket") return {};
  const accept = request.probe === "http" && request.format === "raw" ? "*/*" : "application/json, */*;q=0.5";
  return { accept, "accept-encoding": "gzip, deflate, br" };
}

/** Credentials inside a URL become the header that they stand for. */
function authorization(url: URL): Record<string, string> {
  if (url.username === "" && url.password === "") return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

/**
 * Makes the request of a check: variables from memory, keys from the environment, headers and signature. Gives NotReady
 * while a variable is unknown, and Unavailable, before anything is sent, while a key is.
 */
export function prepare(
  { check }: LocatedCheck,
  request: Addressed,
  context: Pick<ProbeContext, "memory" | "env" | "now" | "userAgent" | "requestId">,
): Prepared | Unavailable | NotReady {
  const values = readVariables(request.variables, context.memory);
  if (values instanceof NotReady) return values;
  const method = methodOf(request);
  const template = fillText(request.url, values);
  const shownMethod = request.probe === "json-rpc" ? ` ${request.method}` : "";
  const requestLine = `${method} ${template}${shownMethod}`;

  const store = createSecrets(context.env);
  const text = store.fill(template);
  const own = request.probe === "http" ? (request.headers ?? {}) : {};
  const ownHeaders = Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name.toLowerCase(), store.fill(value)]),
  );
  const sign = request.probe === "http" ? request.sign : undefined;
  const signer = sign && { key: store.read(sign.keyEnv), secret: store.read(sign.secretEnv) };
  if (store.missing.size > 0) return { requestLine, reason: `${[...store.missing].join(", ")} not set` };
  if (!isUrl(text) || !SCHEMES[request.probe].test(new URL(text).protocol)) {
    const wanted = request.probe === "websocket" ? "ws or wss" : "http or https";
    return { requestLine, reason: `the URL of ${check.slug} is not ${wanted}` };
  }

  const url = new URL(text);
  const id = context.requestId?.() ?? randomInt(1, 2 ** 31);
  const body = bodyOf(request, values, id);
  const path = `${url.pathname}${url.search}`;
  let signature: Record<string, string> = {};
  try {
    if (signer) {
      const signed = { method, path, body: body ?? "" };
      signature = robinhoodHeaders(signed, signer.key, signer.secret, Math.floor(context.now() / 1000));
    }
  } catch {
    return { requestLine, reason: `${sign?.secretEnv} is no Ed25519 seed in base64` };
  }
  const headers = {
    "user-agent": context.userAgent,
    ...acceptOf(request),
    ...(body === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
    ...authorization(url),
    ...ownHeaders,
    ...signature,
  };
  return {
    hop: { url, method, headers, body },
    secrets: store.secrets,
    requestLine: redact(requestLine, store.secrets),
    say: request.probe === "websocket" ? textOf(request.send, values) : null,
    ...(request.probe === "json-rpc" ? { rpcId: id } : {}),
  };
}
