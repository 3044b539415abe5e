import { ownCatalog } from "#catalog/load.ts";
import type { Catalog, ServiceSpec } from "#domain/check/service.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

/** A small service that nothing is wrong with, for planting one fault at a time. */
export const goodCheck: CheckSpec = {
  slug: "book",
  proves: "The order book is served",
  signal: "market_data",
  tier: "core",
  vital: true,
  intervalS: 60,
  request: { probe: "http", method: "GET", url: "https://api.example.org/book", format: "json" },
  assertions: [{ op: "exists", path: "$.bids" }],
  verified: "docs",
};

export const goodService: ServiceSpec = {
  slug: "example",
  name: "Example",
  kind: "exchange",
  homepage: "https://example.org",
  lifecycle: { state: "active" },
  statusPage: { url: null, kind: "none", apiUrl: null, verified: "recalled" },
  hosting: [],
  components: [{ slug: "api", name: "API", layer: "access", checks: [goodCheck] }],
};

/** Our catalog with that service in place of ours: quick to verify, and valid. */
export function catalogOf(...services: readonly ServiceSpec[]): Catalog {
  return { services, chains: ownCatalog.chains, controls: ownCatalog.controls };
}

/** The good service with its one check changed. */
export function withCheck(change: Partial<CheckSpec>, more: Partial<ServiceSpec> = {}): ServiceSpec {
  return {
    ...goodService,
    ...more,
    components: [{ slug: "api", name: "API", layer: "access", checks: [{ ...goodCheck, ...change }] }],
  };
}
