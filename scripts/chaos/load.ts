import type { ServiceSpec } from "#domain/check/service.ts";

/** Made-up services that are asked as often as any may be: 12 questions a second from each vantage. */
const SERVICES = 24;
const CHECKS_EACH = 10;
const INTERVAL_S = 20;

const slugOf = (n: number) => `load-${n}`;

/** Only checks of the load go to these hosts, one request for each attempt: so the world's count can be held against rows. */
export const isLoadHost = (host: string) => host.endsWith(".load.example");

/** Ids of the load's checks, as a pattern of SQL. */
export const LOAD_CHECKS = "load-%";

function service(n: number): ServiceSpec {
  return {
    slug: slugOf(n),
    name: `Load ${n}`,
    kind: "exchange",
    homepage: "https://load.example",
    lifecycle: { state: "active" },
    statusPage: { url: null, kind: "none", apiUrl: null, verified: "recalled" },
    hosting: [],
    components: [
      {
        slug: "api",
        name: "API",
        layer: "access",
        checks: Array.from({ length: CHECKS_EACH }, (_, check) => ({
          slug: `book-${check + 1}`,
          proves: "The order book is served",
          signal: "market_data",
          tier: "core",
          ...(check === 0 ? { vital: true } : {}),
          intervalS: INTERVAL_S,
          request: {
            probe: "http",
            method: "GET",
            url: `https://api-${n}.load.example/book/${check + 1}`,
            format: "json",
          },
          assertions: [{ op: "exists", path: "$.bids" }],
          verified: "docs",
        })),
      },
    ],
  };
}

/** An operator's file, as JSON, that adds the load to the catalog. */
export function loadFile(): string {
  return JSON.stringify({ services: Array.from({ length: SERVICES }, (_, n) => service(n + 1)) });
}
