import { performance } from "node:perf_hooks";
import type { ControlSpec } from "#domain/check/service.ts";
import { classifyError, type ErrorSigns, TIMEOUT_CODES } from "#domain/failure/classify-error.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import type { ControlResult } from "#domain/vantage.ts";
import { exchange } from "#workers/probe/exchange.ts";
import { askResolver, resolverAt } from "#workers/probe/network.ts";
import { DEFAULT_LIMITS, type Network } from "#workers/probe/probe.ts";

const TIMEOUT_MS = 4_000;

async function askDns(
  { address, query, expect }: Extract<ControlSpec, { kind: "dns" }>,
  network: Network,
  signal: AbortSignal,
): Promise<FailureType | null> {
  const settings = { servers: [resolverAt(network, address)], localAddress: network.localAddress };
  try {
    const answers = await askResolver(settings, signal, (resolver) =>
      query === "." ? resolver.resolveNs(".") : resolver.resolve4(query),
    );
    // Anything else is not the internet's answer: a captive portal or a closed network made it up.
    return answers.includes(expect) ? null : "dns.failed";
  } catch (error) {
    const { code = "", syscall } = error as NodeJS.ErrnoException;
    const signs: ErrorSigns = { code: signal.aborted ? TIMEOUT_CODES.dns : code, syscall };
    return classifyError(signs, "dns").failureType;
  }
}

async function askHttp(
  { url, status }: Extract<ControlSpec, { kind: "http" }>,
  network: Network,
  userAgent: string,
): Promise<FailureType | null> {
  const monotonic = () => performance.now();
  const deadline = monotonic() + TIMEOUT_MS;
  // Headers are enough: what comes after them is not read. Controls are asked all the time, and are nobody's to burden.
  const limits = { ...DEFAULT_LIMITS, bodyBytes: 0, deadline };
  const headers = { "user-agent": userAgent, accept: "*/*" };
  const hop = { url: new URL(url), method: "GET", headers, body: null };
  const { error, stage, ...answer } = await exchange(hop, limits, {
    network,
    monotonic,
    signal: new AbortController().signal,
  });
  if (error !== null && stage !== "body") return classifyError(error, stage).failureType;
  return status.includes(answer.status ?? 0) ? null : "http.error";
}

/**
 * Asks one control once, within 4 s. Only the right answer counts: networks without internet have been seen to answer
 * every DNS query with NXDOMAIN by themselves. Never rejects.
 */
export async function askControl(control: ControlSpec, network: Network, userAgent: string): Promise<ControlResult> {
  const start = performance.now();
  let failureType: FailureType | null;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), TIMEOUT_MS);
  try {
    failureType =
      control.kind === "dns"
        ? await askDns(control, network, giveUp.signal)
        : await askHttp(control, network, userAgent);
  } catch {
    failureType = "unknown";
  } finally {
    clearTimeout(timer);
  }
  return {
    slug: control.slug,
    kind: control.kind,
    ok: failureType === null,
    failureType,
    totalMs: performance.now() - start,
  };
}
