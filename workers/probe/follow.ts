import type { Timings } from "#domain/measurement.ts";
import { isUrl } from "#domain/url.ts";
import { type ExchangeLimits, exchange, type Hop, type HopResult } from "#workers/probe/exchange.ts";
import type { Limits, ProbeContext } from "#workers/probe/probe.ts";

/** Redirects: each hop resolved and connected anew, within one deadline, and never away from http and https. */

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Headers that may go to another origin: nothing that could carry a key. */
const HARMLESS: ReadonlySet<string> = new Set([
  "user-agent",
  "accept",
  "accept-encoding",
  "content-type",
  "content-length",
]);

function headerOf(result: HopResult, name: string): string | undefined {
  return result.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The next request, null when the answer is no redirect, or the code of what is wrong with it. */
function next(hop: Hop, result: HopResult): Hop | null | "BAD_REDIRECT" {
  const location = headerOf(result, "location");
  if (result.error !== null || !REDIRECTS.has(result.status ?? 0) || location === undefined) return null;
  if (!isUrl(location, hop.url)) return "BAD_REDIRECT";
  const url = new URL(location, hop.url);
  if (!/^https?:$/.test(url.protocol)) return "BAD_REDIRECT";
  const getsInstead =
    result.status === 303 || (hop.method === "POST" && result.status !== 307 && result.status !== 308);
  const headers = Object.entries(hop.headers).filter(
    ([name]) => (url.origin === hop.url.origin || HARMLESS.has(name)) && !(getsInstead && name.startsWith("content-")),
  );
  return {
    url,
    method: getsInstead ? "GET" : hop.method,
    headers: Object.fromEntries(headers),
    body: getsInstead ? null : hop.body,
  };
}

const add = (left: number | null, right: number | null) =>
  left === null && right === null ? null : (left ?? 0) + (right ?? 0);

function sum(left: Timings, right: Timings): Timings {
  return {
    dnsMs: add(left.dnsMs, right.dnsMs),
    connectMs: add(left.connectMs, right.connectMs),
    tlsMs: add(left.tlsMs, right.tlsMs),
    waitMs: add(left.waitMs, right.waitMs),
    downloadMs: add(left.downloadMs, right.downloadMs),
    totalMs: left.totalMs + right.totalMs,
  };
}

/** Sends a request and follows at most `redirects` redirects. Timings are sums over the hops, the rest is the last hop's. */
export async function follow(
  first: Hop,
  redirects: number,
  limits: Limits,
  tools: Pick<ProbeContext, "network" | "monotonic" | "signal" | "leftAlone">,
): Promise<HopResult> {
  const bounded: ExchangeLimits = { ...limits, deadline: tools.monotonic() + limits.totalMs };
  const seen = new Set<string>();
  let hop = first;
  let result = await exchange(hop, bounded, tools);
  while (redirects > 0) {
    seen.add(`${hop.method} ${hop.url.href}`);
    const following = next(hop, result);
    if (following === null) return result;
    if (following === "BAD_REDIRECT") return { ...result, error: { code: "BAD_REDIRECT" } };
    if (seen.has(`${following.method} ${following.url.href}`)) return { ...result, error: { code: "REDIRECT_LOOP" } };
    if (seen.size > redirects) return { ...result, error: { code: "TOO_MANY_REDIRECTS" } };
    if (tools.leftAlone?.(following.url.hostname)) return { ...result, error: { code: "REDIRECT_LEFT_ALONE" } };
    hop = { ...following, from: result.address };
    const before = result.timings;
    result = await exchange(hop, bounded, tools);
    result = { ...result, timings: sum(before, result.timings) };
  }
  return result;
}
