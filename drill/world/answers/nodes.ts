import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import type { Handler } from "#drill/world/answers/answer.ts";
import { bitcoinRpc } from "#drill/world/answers/bitcoin.ts";
import { evmRpc } from "#drill/world/answers/evm.ts";
import { filecoinRpc, starknetRpc } from "#drill/world/answers/other-chains.ts";
import { solanaRpc } from "#drill/world/answers/solana.ts";
import { rippledRpc } from "#drill/world/answers/xrp-ledger.ts";
import { fillIn } from "#drill/world/env.ts";
import type { Plan } from "#drill/world/plan.ts";

/** How a chain's nodes speak. Filecoin speaks two dialects. */
function dialectOf(spec: ChainSpec): Handler | null {
  if (spec.family === "evm") return evmRpc(spec);
  if (spec.family === "solana") return solanaRpc;
  if (spec.family === "bitcoin") return bitcoinRpc;
  if (spec.family === "rippled") return rippledRpc;
  if (spec.slug === "starknet") return starknetRpc;
  if (spec.slug !== "filecoin") return null;
  const ethereum = evmRpc(spec);
  return (request, view) => filecoinRpc(request, view) ?? ethereum(request, view);
}

/** The chain that a check's endpoint serves, as far as the catalog says. */
function chainOfCheck({ check, component }: LocatedCheck, plan: Plan): ChainSpec | undefined {
  const slug = check.chain ?? component.chain;
  const byId = (one: ChainSpec) => one.chainId !== null && `0x${one.chainId.toString(16)}` === check.expectsChainId;
  return plan.catalog.chains.find((one) => (slug === undefined ? byId(one) : one.slug === slug));
}

/** Where an endpoint is: its host and path. A key in the path is part of the address. */
export const nodeKey = (host: string, pathname: string): string => `${host}${pathname}`;

/** Every JSON-RPC endpoint of the catalog, with the chain that stands behind it. */
export function nodes(plan: Plan): Map<string, Handler> {
  const found = new Map<string, Handler>();
  for (const located of plan.checks.values()) {
    if (located.check.request.probe !== "json-rpc") continue;
    const spec = chainOfCheck(located, plan);
    const dialect = spec && dialectOf(spec);
    if (!dialect) continue;
    const url = new URL(fillIn(located.check.request.url, plan.env));
    found.set(nodeKey(url.hostname, url.pathname), dialect);
  }
  return found;
}

/** Endpoints whose path ends in a key: the path without it, so that a wrong key is told from a wrong path. */
export function keyedPaths(plan: Plan): Set<string> {
  const found = new Set<string>();
  for (const { check } of plan.checks.values()) {
    if (check.request.probe !== "json-rpc") continue;
    const prefix = /^(https:\/\/[^$]+\/)\$\{[A-Z0-9_]+\}$/.exec(check.request.url)?.[1];
    if (prefix === undefined) continue;
    const url = new URL(prefix);
    found.add(nodeKey(url.hostname, url.pathname));
  }
  return found;
}
