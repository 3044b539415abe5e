import type { ChainSpec } from "#domain/check/service.ts";
import { type Handler, opened, pushed } from "#drill/world/answers/answer.ts";
import { blockJson, evmRpc } from "#drill/world/answers/evm.ts";
import { nodeKey } from "#drill/world/answers/nodes.ts";
import { rippledStream } from "#drill/world/answers/xrp-ledger.ts";
import { fillIn } from "#drill/world/env.ts";
import type { Plan } from "#drill/world/plan.ts";
import { hex64 } from "#drill/world/seed.ts";

/**
 * WebSockets of nodes. Who subscribes is told of the newest block at once, as if it had just come: a test, and a drill at
 * sixty times the speed of clocks, need not wait for the next.
 */

/** A node's JSON-RPC over a WebSocket, and its subscription to new heads. */
function evmStream(spec: ChainSpec): Handler {
  const rpc = evmRpc(spec);
  return (request, view) => {
    const { text, host, rpc: call } = request;
    if (text === "") return opened();
    if (call?.method !== "eth_subscribe" || call.params[0] !== "newHeads") return rpc(request, view);
    const subscription = `0x${hex64("subscription", host).slice(0, 32)}`;
    const chain = view.model.chain(spec.slug);
    const {
      transactions: _t,
      uncles: _u,
      withdrawals: _w,
      size: _s,
      ...header
    } = blockJson(spec.slug, chain.block(chain.head(view.at)));
    const acknowledged = { jsonrpc: "2.0", id: call.id, result: subscription };
    return pushed({ jsonrpc: "2.0", method: "eth_subscription", params: { subscription, result: header } }, [
      acknowledged,
    ]);
  };
}

/** Every WebSocket of the catalog that reports a chain's head, by where it is. */
export function streams(plan: Plan): Map<string, Handler> {
  const found = new Map<string, Handler>();
  for (const { check } of plan.checks.values()) {
    if (check.request.probe !== "websocket") continue;
    const spec = plan.catalog.chains.find(({ slug }) => slug === check.chain);
    if (spec?.family !== "evm" && spec?.family !== "rippled") continue;
    const url = new URL(fillIn(check.request.url, plan.env));
    found.set(nodeKey(url.hostname, url.pathname), spec.family === "evm" ? evmStream(spec) : rippledStream);
  }
  return found;
}
