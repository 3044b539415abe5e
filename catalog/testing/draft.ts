import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type LocatedCheck, locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";

/** The research draft that the catalog was made from. It lies beside the checkout on the machine where that was done. */
export interface DraftEndpoint {
  readonly id: string;
  readonly tier: string;
  readonly protocol: string;
  readonly url: string;
  readonly body?: { readonly method?: string; readonly params?: readonly unknown[]; readonly type?: string } | null;
  readonly expects: { readonly status: readonly number[]; readonly assert?: readonly DraftAssertion[] };
  readonly freshness?: { readonly kind: string; readonly path: string; readonly unit: string };
  readonly sample?: string;
}

export interface DraftAssertion {
  readonly op: string;
  readonly path: string | null;
  readonly value?: unknown;
}

export interface DraftService {
  readonly slug: string;
  readonly endpoints: readonly (DraftEndpoint | { readonly ref: string })[];
}

export interface Draft {
  readonly services: readonly DraftService[];
}

const folder = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

/** Where the draft and its samples lie, or null when this checkout stands alone. */
export const draftFolder: string | null = existsSync(`${folder}catalog-draft.json`) ? folder : null;

/** The draft, or null when this checkout stands alone. */
export function readDraft(): Draft | null {
  return draftFolder === null ? null : JSON.parse(readFileSync(`${draftFolder}catalog-draft.json`, "utf8"));
}

/** Every endpoint of the draft with its two-part id; references are not endpoints. */
export function draftEndpoints(draft: Draft): { readonly id: string; readonly endpoint: DraftEndpoint }[] {
  return draft.services.flatMap(({ slug, endpoints }) =>
    endpoints.flatMap((endpoint) => ("ref" in endpoint ? [] : [{ id: `${slug}/${endpoint.id}`, endpoint }])),
  );
}

/** Draft endpoints whose request changed on the way here, and why. */
const CHANGED: Readonly<Record<string, string>> = {
  // The last minute may rightly hold no trade, so the last hour is asked for.
  "bitstamp/transactions": "bitstamp/api/trades",
  // The draft took the explorer's page for an API; both of its entries are that page.
  "solana-explorer/api": "solana-explorer/web/page",
  "solana-explorer/web": "solana-explorer/web/page",
  // One address, without and with a signature.
  "robinhood/api-edge": "robinhood/api/edge",
  "robinhood/best-bid-ask-signed": "robinhood/api/quote",
  // Placeholders became declared variables.
  "arweave/block": "arweave/chain/block",
  "ethereum/head-minus-k-hash": "ethereum/chain/hash-agreement",
  "solana/blocktime": "solana/chain/block-time",
};

function sameRequest({ check: { request } }: LocatedCheck, { protocol, url, body }: DraftEndpoint): boolean {
  if (request.probe === "dns" || request.url !== url) return false;
  if ((request.probe === "websocket") !== (protocol === "websocket")) return false;
  if (request.probe === "json-rpc") {
    return request.method === body?.method && JSON.stringify(request.params) === JSON.stringify(body?.params);
  }
  if (request.probe === "http") return JSON.stringify(request.body ?? null) === JSON.stringify(body ?? null);
  return JSON.stringify(request.send ?? null) === JSON.stringify(body ?? null);
}

/** Our checks that make a draft endpoint's request, in the same service. The official heads of L2s are made twice. */
export function checksFor(catalog: Catalog, id: string, endpoint: DraftEndpoint): LocatedCheck[] {
  const located = locateChecks(catalog);
  const changed = CHANGED[id];
  if (changed !== undefined) return located.filter((check) => check.id === changed);
  const slug = id.slice(0, id.indexOf("/"));
  return located.filter((check) => check.service.slug === slug && sameRequest(check, endpoint));
}
