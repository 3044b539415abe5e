import { ask } from "#workers/probe/http.ts";
import type { Probe } from "#workers/probe/probe.ts";

/** One JSON-RPC call in a POST of its own, never a batch: a batch would share one fate. */
export const probeJsonRpc: Probe = (located, context) => {
  const { request } = located.check;
  if (request.probe !== "json-rpc") throw new TypeError(`${located.id} is no json-rpc check`);
  return ask(located, request, context);
};
