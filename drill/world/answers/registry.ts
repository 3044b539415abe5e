import { type Answer, type Handler, json, rpcError, type StandIn, type View } from "#drill/world/answers/answer.ts";
import { madeUpAnswer } from "#drill/world/answers/made-up.ts";
import { keyedPaths, nodeKey, nodes } from "#drill/world/answers/nodes.ts";
import { page, pageNotFound } from "#drill/world/answers/pages.ts";
import { streams } from "#drill/world/answers/streams.ts";
import { venues } from "#drill/world/answers/venues.ts";
import { web } from "#drill/world/answers/web.ts";
import { fillIn } from "#drill/world/env.ts";
import type { Matcher } from "#drill/world/match.ts";
import type { Plan } from "#drill/world/plan.ts";
import { SOCKET, type WorldRequest } from "#drill/world/request.ts";

/** All stand-ins together. */
export interface Registry {
  /** The answer to a request, or null when no stand-in knows it. */
  answer(request: WorldRequest, view: View): Answer | null;
  /** How the service says that it has no such thing. */
  missing(request: WorldRequest): Answer;
  /** An answer made from the rules of the check that asks, where there is no stand-in for its host and path. */
  madeUp(request: WorldRequest, view: View): Answer | null;
}

/** Paths where the catalog or a control asks for a page for people. */
function pagePaths({ checks, catalog, env }: Plan): Set<string> {
  const found = new Set<string>();
  const add = (address: string) => {
    const url = new URL(fillIn(address, env));
    found.add(nodeKey(url.hostname, url.pathname));
  };
  for (const { check } of checks.values()) {
    const { request } = check;
    if (request.probe === "http" && request.method === "GET" && request.format === "raw") add(request.url);
  }
  for (const control of catalog.controls) if (control.kind === "http") add(control.url);
  return found;
}

/** A key that is not the one the world has handed out. */
function refuseKey(request: WorldRequest): Answer {
  const { rpc } = request;
  if (rpc) return rpcError(rpc, -32002, "invalid project id", 401);
  return json({ error: "invalid project id" }, 401);
}

function lastSegmentCut(pathname: string): string {
  return pathname.slice(0, pathname.lastIndexOf("/") + 1);
}

/** @param press answers for feeds, status pages and range files. */
export function createRegistry(plan: Plan, matchers: ReadonlyMap<string, Matcher>, press: Handler): Registry {
  const chainIds = new Map(
    plan.catalog.chains.flatMap(({ chainId, slug }) => (chainId === null ? [] : [[String(chainId), slug] as const])),
  );
  const standIns: ReadonlyMap<string, StandIn> = new Map(
    Object.entries({ ...venues(plan.env), ...web(plan.env, chainIds) }),
  );
  const rpc: ReadonlyMap<string, Handler> = nodes(plan);
  const sockets: ReadonlyMap<string, Handler> = streams(plan);
  const keyed = keyedPaths(plan);
  const pages = pagePaths(plan);
  return {
    answer(request, view) {
      const { host, url, method } = request;
      const own = standIns.get(host)?.answer(request, view);
      if (own) return own;
      const key = nodeKey(host, url.pathname);
      const node = method === "POST" ? rpc.get(key) : undefined;
      if (node) return node(request, view);
      if (method === SOCKET) return sockets.get(key)?.(request, view) ?? null;
      if (method === "POST" && keyed.has(nodeKey(host, lastSegmentCut(url.pathname)))) return refuseKey(request);
      return press(request, view) ?? (method === "GET" && pages.has(key) ? page(host) : null);
    },
    madeUp(request, view) {
      const key = nodeKey(request.host, request.url.pathname);
      const known = request.method === SOCKET ? sockets : rpc;
      if (standIns.has(request.host) || known.has(key)) return null;
      const id = [...matchers].find(([, matcher]) => matcher.matches(request))?.[0];
      const located = id === undefined ? undefined : plan.checks.get(id);
      return located ? madeUpAnswer(located, request, view) : null;
    },
    missing(request) {
      const standIn = standIns.get(request.host);
      if (request.rpc && rpc.has(nodeKey(request.host, request.url.pathname)))
        return rpcError(request.rpc, -32601, `the method ${request.rpc.method} does not exist/is not available`);
      return standIn ? standIn.missing(request) : pageNotFound(request.host);
    },
  };
}
