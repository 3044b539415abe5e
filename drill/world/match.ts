import type { LocatedCheck } from "#domain/check/flatten.ts";
import { fillIn } from "#drill/world/env.ts";
import { endpointOf, type Plan } from "#drill/world/plan.ts";
import { SOCKET, type WorldRequest } from "#drill/world/request.ts";

/** Tells whether a request that came in is the one that a check sends. */
export interface Matcher {
  readonly host: string;
  matches(request: WorldRequest): boolean;
}

type Env = Readonly<Record<string, string>>;

/** Stands for `{name}` while a URL is parsed, which would escape braces. */
const ANY = "zzANYzz";

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function targetPattern(url: URL): RegExp {
  const parts = `${url.pathname}${url.search}`.split(ANY).map(escaped);
  return new RegExp(`^${parts.join("[^/?&]+")}$`);
}

/** Equal JSON, where `"{name}"` in the pattern stands for any string or number. */
function fits(pattern: unknown, value: unknown): boolean {
  if (typeof pattern === "string" && /^\{\w+\}$/.test(pattern))
    return typeof value === "string" || typeof value === "number";
  if (typeof pattern !== "object" || pattern === null) return pattern === value;
  if (typeof value !== "object" || value === null || Array.isArray(pattern) !== Array.isArray(value)) return false;
  const [wanted, found] = [Object.entries(pattern), value as Record<string, unknown>];
  return wanted.length === Object.keys(found).length && wanted.every(([key, one]) => fits(one, found[key]));
}

/** A handshake says nothing yet: it belongs to every check that opens this WebSocket. */
function fitsMessage(send: unknown, { text, json }: WorldRequest): boolean {
  if (send === undefined || text === "") return true;
  return typeof send === "string" ? send === text : fits(send, json);
}

/** How a check's request is recognised, or null for one that only resolves a name. */
function matcherOf({ check }: LocatedCheck, env: Env): Matcher | null {
  const { request } = check;
  if (request.probe === "dns") return null;
  const address = fillIn(request.url, env).replace(/\{\w+\}/g, ANY);
  const { host } = endpointOf(address);
  const target = targetPattern(new URL(address));
  if (request.probe === "json-rpc") {
    const isCall = ({ rpc }: WorldRequest) => rpc?.method === request.method && fits(request.params, rpc.params);
    return { host, matches: (one) => one.host === host && target.test(one.target) && isCall(one) };
  }
  if (request.probe === "websocket") {
    const isOne = (one: WorldRequest) => one.method === SOCKET && fitsMessage(request.send, one);
    return { host, matches: (one) => one.host === host && target.test(one.target) && isOne(one) };
  }
  const headers = Object.entries(request.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), fillIn(value, env)] as const,
  );
  const signed = request.sign !== undefined;
  return {
    host,
    matches: (one) =>
      one.host === host &&
      one.method === request.method &&
      target.test(one.target) &&
      (request.body === undefined || fits(request.body, one.json)) &&
      headers.every(([name, value]) => one.headers[name] === value) &&
      // One path may be asked with a signature and without: two checks, and a fault hits one of them.
      (one.headers["x-signature"] !== undefined) === signed,
  };
}

/** Matchers of all checks that send requests, by id. */
export function matchersOf({ checks, env }: Plan): ReadonlyMap<string, Matcher> {
  return new Map(
    [...checks.values()].flatMap((check) => {
      const matcher = matcherOf(check, env);
      return matcher ? [[check.id, matcher] as const] : [];
    }),
  );
}
