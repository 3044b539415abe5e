import type { ServiceSpec } from "#domain/check/service.ts";
import { FIRST_ROUND_MS } from "#workers/schedule/ticks.ts";

/** Made-up services that are asked as often as any may be: 30 questions a second from each vantage. */
const SERVICES = 24;
const CHECKS_EACH = 25;
const INTERVAL_S = 20;

/** What one worker asks of the load in a second at the most: that which is due, and the extra round at its start. */
export const MOST_A_SECOND = Math.ceil(SERVICES * CHECKS_EACH * (1 / INTERVAL_S + 2_000 / FIRST_ROUND_MS));

const slugOf = (n: number) => `load-${n}`;

const hostOf = (n: number) => `api-${n}.load.example`;

/**
 * The load's services by their hosts, each with one of its own. Nobody else goes there, and with one request for each attempt:
 * so what the world counts at a host can be held against the rows of its service.
 */
export const LOAD_HOSTS: ReadonlyMap<string, string> = new Map(
  Array.from({ length: SERVICES }, (_, n) => [hostOf(n + 1), slugOf(n + 1)]),
);

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
            url: `https://${hostOf(n)}/book/${check + 1}`,
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
