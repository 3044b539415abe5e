import { pathsOf, readAt } from "#domain/check/assertion.ts";
import type { Assertion, CheckSpec } from "#domain/check/spec.ts";
import { classifyRpcError, type RpcClass, readRpcError } from "#domain/failure/classify-rpc.ts";

/** Which message of a WebSocket is the answer to its check. */

/** Operations that a value satisfies by not being there. */
const ABSENCE: ReadonlySet<Assertion["op"]> = new Set(["not_exists", "is_null"]);

/** Places without which a message cannot be the one that is asked for. */
function neededPaths({ assertions, freshness }: CheckSpec): string[] {
  const needed = assertions.filter(({ op, optional }) => optional !== true && !ABSENCE.has(op));
  return [...needed.flatMap(pathsOf), ...(freshness ? [freshness.path] : [])];
}

/** True for a check that is answered by a message, false for one that is content with the handshake. */
export function awaitsMessage(check: CheckSpec): boolean {
  const { request, assertions, freshness, facts } = check;
  if (request.probe !== "websocket") return false;
  const reads = assertions.length > 0 || freshness !== undefined || facts !== undefined;
  return reads || check.expectsChainId !== undefined || request.send !== undefined;
}

/**
 * What an error means that came in place of what was subscribed to, or null for a message that is none. Only a check that
 * sends something can be told that it sent something wrong.
 */
export function refusalIn({ request }: CheckSpec, json: unknown): RpcClass | null {
  if (request.probe !== "websocket" || request.send === undefined) return null;
  const error = readRpcError("generic", json);
  return error && classifyRpcError("generic", error);
}

/**
 * True for the message that a check waits for: it has a value wherever assertions and freshness read, or it refuses what
 * was sent. What comes before it (acknowledgements, heartbeats) is passed over.
 * @param json the parsed message; undefined when it is no JSON
 */
export function isAwaited(check: CheckSpec, json: unknown): boolean {
  if (refusalIn(check, json) !== null) return true;
  return neededPaths(check).every((path) => (readAt(path, json) ?? null) !== null);
}
