import type { Common } from "#catalog/templates.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

/** A web page for people: it answers with something of a page's size. */
export function page(options: Common & { readonly url: string }): CheckSpec {
  const { url, ...rest } = options;
  return {
    slug: "page",
    proves: "The site answers with a page",
    signal: "reachability",
    tier: "core",
    intervalS: 120,
    // The length is judged on the page that redirects end at; a bot challenge proves the edge and nothing else.
    // A page may be large: that it outgrows some bound is no outage.
    request: { probe: "http", method: "GET", url, format: "raw", redirects: 3, maxBodyBytes: 4_194_304 },
    status: [200, 403],
    assertions: [{ op: "body_len_gte", value: 500 }],
    ...rest,
  };
}

/**
 * An edge that refuses us, as it should: the refusal proves name, TLS and front door, and nothing behind them. A body is
 * sent by POST.
 */
export function edge(
  options: Common & {
    readonly slug: string;
    readonly proves: string;
    readonly url: string;
    readonly status: readonly number[];
    readonly signal?: CheckSpec["signal"];
    readonly body?: unknown;
  },
): CheckSpec {
  const { url, body, ...rest } = options;
  return {
    signal: "reachability",
    tier: "core",
    intervalS: 60,
    request:
      body === undefined
        ? { probe: "http", method: "GET", url, format: "raw" }
        : { probe: "http", method: "POST", url, body, format: "raw" },
    assertions: [],
    ...rest,
  };
}
