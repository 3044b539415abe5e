import { afterAll, afterEach, beforeAll } from "vitest";
import type { WebSocket } from "ws";
import type { CheckSpec, WebSocketRequest } from "#domain/check/spec.ts";
import type { Limits, Network, ProbeReport } from "#workers/probe/probe.ts";
import { type Authority, makeAuthority } from "#workers/probe/testing/certificates.ts";
import { type DnsServer, startDns } from "#workers/probe/testing/dns-server.ts";
import { locate, openResources, probeOnce, settledTo, testContext, testNetwork } from "#workers/probe/testing/scene.ts";
import type { TestServer } from "#workers/probe/testing/servers.ts";

/** A WebSocket check for tests, and servers that are gone after each of them. */

export interface Asked {
  readonly request?: Partial<WebSocketRequest>;
  readonly parts?: Partial<CheckSpec>;
  readonly limits?: Limits;
  readonly scheme?: "ws" | "wss";
}

export interface WebSocketScene {
  /** Names resolve to loopback; what `trusted` vouches for is believed. There from `beforeAll` on. */
  readonly network: Network;
  readonly trusted: Authority;
  /** Of the running test. */
  readonly servers: readonly TestServer[];
  /** Closes it after the test. */
  keep(server: Promise<TestServer>): Promise<TestServer>;
  /** Runs a check of this server once. */
  ask(server: Promise<TestServer>, asked?: Asked): Promise<ProbeReport>;
}

/** Sees to it that every test leaves no connection behind, however it ended. */
export function webSocketScene(): WebSocketScene {
  let dns: DnsServer;
  let trusted: Authority;
  let atRest: Record<string, number>;
  const servers: TestServer[] = [];

  beforeAll(async () => {
    dns = await startDns(() => ({ addresses: ["127.0.0.1"] }));
    trusted = await makeAuthority();
    atRest = openResources();
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.idle()));
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await settledTo(atRest);
  });
  afterAll(() => dns.close());

  const scene: WebSocketScene = {
    get network() {
      return testNetwork(dns.address, trusted.cert);
    },
    get trusted() {
      return trusted;
    },
    servers,
    keep: async (server) => {
      const started = await server;
      servers.push(started);
      return started;
    },
    ask: async (server, { request, parts, limits, scheme = "ws" } = {}) => {
      const { port } = await scene.keep(server);
      const url = `${scheme}://good.test:${port}/v2?x=1`;
      const context = testContext({ network: scene.network, ...(limits ? { limits } : {}) });
      return probeOnce(locate({ probe: "websocket", url, ...request }, parts), context);
    },
  };
  return scene;
}

/** A server that says these things as soon as somebody is there. */
export const says =
  (...messages: unknown[]) =>
  (socket: WebSocket) => {
    for (const message of messages) socket.send(typeof message === "string" ? message : JSON.stringify(message));
  };

export const ONLINE: Partial<CheckSpec> = {
  assertions: [{ op: "eq", path: "$.data[0].system", value: "online" }],
  facts: { mode: "$.data[0].system" },
};
export const status = (system: string) => ({ channel: "status", type: "update", data: [{ system }] });
