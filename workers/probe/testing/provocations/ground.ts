import type { RequestListener } from "node:http";
import type { CheckSpec, HttpRequest, JsonRpcRequest } from "#domain/check/spec.ts";
import type { ProbeResult } from "#domain/measurement.ts";
import type { Network, ProbeContext } from "#workers/probe/probe.ts";
import { type Authority, type KeyPair, makeAuthority } from "#workers/probe/testing/certificates.ts";
import { NXDOMAIN, REFUSED, SERVFAIL, startDns } from "#workers/probe/testing/dns-server.ts";
import { call, get, locate, probeOnce, testContext, testNetwork } from "#workers/probe/testing/scene.ts";
import { rpc, startHttp, startTcp } from "#workers/probe/testing/servers.ts";

/** Where failures are provoked: servers on loopback that really do what goes wrong, and the product's own probes. */
export interface Ground {
  /** Every name leads to 127.0.0.1 but those that `startGround` breaks; trusts `authority`. */
  readonly network: Network;
  readonly authority: Authority;
  /** A good certificate for good.test. */
  readonly pair: KeyPair;
  /** Hands a server over, to be closed when the test is over. */
  keep<T extends Closable>(server: T): T;
  /** Closes what was kept. @throws Error when a probe has left a connection open */
  clear(): Promise<void>;
  close(): Promise<void>;
}

interface Closable {
  close(): Promise<void>;
  idle?(): Promise<void>;
}

/** What a failure was taken for. */
export type Seen = Pick<ProbeResult, "outcome" | "failureType">;
export type Provoke = (ground: Ground) => Promise<Seen>;
/** Ways to provoke one failure type, by what is done. */
export type Ways = Readonly<Record<string, Provoke>>;

export async function startGround(): Promise<Ground> {
  const dns = await startDns((name) => {
    if (name === "nxdomain.test") return { rcode: NXDOMAIN };
    if (name === "servfail.test") return { rcode: SERVFAIL };
    if (name === "refused.test") return { rcode: REFUSED };
    if (name === "silent.test") return "silent";
    if (name === "garbage.test") return "garbage";
    if (name === "nodata.test") return undefined;
    if (name === "link-local.test") return { addresses: ["fe80::1"] };
    return { addresses: ["127.0.0.1"] };
  });
  const authority = await makeAuthority();
  const pair = await authority.issue({ names: ["good.test"] });
  const kept: Closable[] = [];
  return {
    network: testNetwork(dns.address, authority.cert),
    authority,
    pair,
    keep: (server) => {
      kept.push(server);
      return server;
    },
    clear: async () => {
      await Promise.all(kept.map((server) => server.idle?.()));
      await Promise.all(kept.splice(0).map((server) => server.close()));
    },
    close: () => dns.close(),
  };
}

interface Parts {
  readonly request?: Partial<HttpRequest>;
  readonly check?: Partial<CheckSpec>;
  readonly context?: Partial<ProbeContext>;
}

/** One attempt of an HTTP check. */
export async function ask(ground: Ground, url: string, { request, check, context }: Parts = {}): Promise<ProbeResult> {
  const located = locate(get(url, request), check);
  return (await probeOnce(located, testContext({ network: ground.network, ...context }))).result;
}

/** A name or a port at which nothing has to be served. */
export const at =
  (url: string, parts?: Parts): Provoke =>
  (ground) =>
    ask(ground, url, parts);

/** An HTTP server's answer. */
export const answered =
  (listener: RequestListener, parts?: Parts): Provoke =>
  async (ground) =>
    ask(ground, `http://good.test:${ground.keep(await startHttp(listener)).port}/`, parts);

/** Bytes after the request, and what becomes of the connection then. */
export const written =
  (bytes: string | Buffer, after: "hold" | "end" | "reset", parts?: Parts): Provoke =>
  async (ground) => {
    const server = await startTcp((socket) =>
      socket.once("data", () =>
        socket.write(bytes, () => {
          if (after === "end") socket.end();
          if (after === "reset") socket.resetAndDestroy();
        }),
      ),
    );
    return ask(ground, `http://good.test:${ground.keep(server).port}/`, parts);
  };

/** A JSON-RPC server's answer; an object without `result` or `error` is completed by neither. */
export const replied =
  (reply: (id: unknown) => unknown, request: Partial<JsonRpcRequest> = {}, check: Partial<CheckSpec> = {}): Provoke =>
  async (ground) => {
    const { port } = ground.keep(await startHttp(rpc(({ id }) => reply(id))));
    const located = locate(call(`http://good.test:${port}/`, request), check);
    return (await probeOnce(located, testContext({ network: ground.network }))).result;
  };
