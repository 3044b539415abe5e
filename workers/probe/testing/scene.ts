import { performance } from "node:perf_hooks";
import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { CheckRequest, CheckSpec, HttpRequest, JsonRpcRequest } from "#domain/check/spec.ts";
import { probes } from "#workers/probe/map.ts";
import { createMemory } from "#workers/probe/memory.ts";
import { worldNetwork } from "#workers/probe/network.ts";
import { DEFAULT_LIMITS, type Limits, NotReady, type ProbeContext, type ProbeReport } from "#workers/probe/probe.ts";

/** Checks and contexts for tests, with everything on loopback. */

/** For tests that wait for a timeout, and for no others: a busy machine is slow enough to time out where none is meant. */
export const QUICK: Limits = {
  ...DEFAULT_LIMITS,
  dnsMs: 150,
  connectMs: 150,
  headersMs: 150,
  bodyMs: 150,
  messageMs: 150,
  totalMs: 2_000,
};

export function locate(request: CheckRequest, parts: Partial<CheckSpec> = {}): LocatedCheck {
  const check: CheckSpec = {
    slug: "c",
    proves: "it answers",
    signal: "reachability",
    tier: "core",
    intervalS: 60,
    request,
    assertions: [],
    verified: "docs",
    ...parts,
  };
  const component = { slug: "api", name: "API", layer: "access" as const, checks: [check] };
  const service = {
    slug: "s",
    name: "S",
    kind: "exchange" as const,
    homepage: "https://s.test",
    lifecycle: { state: "active" as const },
    statusPage: { url: null, kind: "none" as const, apiUrl: null, verified: "docs" as const },
    hosting: [],
    components: [component],
  };
  return { id: `s/api/${check.slug}`, service, component, check };
}

export const get = (url: string, parts: Partial<HttpRequest> = {}): HttpRequest => ({
  probe: "http",
  method: "GET",
  url,
  format: "json",
  ...parts,
});

export const call = (url: string, parts: Partial<JsonRpcRequest> = {}): JsonRpcRequest => ({
  probe: "json-rpc",
  family: "evm",
  url,
  method: "eth_chainId",
  params: [],
  ...parts,
});

/** A network whose names are answered by `dns`, trusting `ca`, as the world's is. */
export const testNetwork = (dns: string, ca = "", localAddress?: string) =>
  worldNetwork(
    { pid: 1, dns, ca, ports: {}, addresses: {}, env: {}, vantages: {}, control: "", token: "" },
    localAddress,
  );

export function testContext(parts: Partial<ProbeContext> = {}): ProbeContext {
  return {
    network: testNetwork("127.0.0.1:9"),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    env: () => undefined,
    memory: createMemory(),
    limits: DEFAULT_LIMITS,
    userAgent: "Faultline test",
    signal: new AbortController().signal,
    ...parts,
  };
}

/** Runs the probe of a check once. @throws Error when it was not ready */
export async function probeOnce(located: LocatedCheck, context: ProbeContext): Promise<ProbeReport> {
  const report = await probes[located.check.request.probe]?.(located, context);
  if (report === undefined || report instanceof NotReady) throw new Error(`${located.id} did not run`);
  return report;
}

const COUNTED = /^(TCPSocketWrap|TLSWrap|TCPConnectWrap|Timeout|PipeWrap|UDPWrap|GetAddrInfoReqWrap|QueryReqWrap)$/;

/** Sockets and timers that keep the process alive now, by kind. */
export function openResources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    if (COUNTED.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Waits until no more than `before` is open: closing a socket takes a few turns of the loop. @throws Error after 5 s */
export async function settledTo(before: Record<string, number>): Promise<void> {
  const start = performance.now();
  for (;;) {
    const now = openResources();
    const more = Object.entries(now).filter(([kind, count]) => count > (before[kind] ?? 0));
    if (more.length === 0) return;
    if (performance.now() - start > 5_000) throw new Error(`left open: ${JSON.stringify(Object.fromEntries(more))}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
