import { type AddressInfo, createServer, type Server } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { privateAddress, privateHost } from "#domain/publish/webhook/testing/addresses.ts";
import { createResolve } from "#workers/deliver/resolve.ts";
import { createSender, type Post } from "#workers/deliver/send.ts";
import { startDns } from "#workers/probe/testing/dns-server.ts";
import { startHttp } from "#workers/probe/testing/servers.ts";

/** Listens on every address of this machine: whoever reaches any of them by any spelling is counted. */
let canary: Server;
let port: number;
let connections: number;
beforeEach(async () => {
  connections = 0;
  canary = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen({ port: 0, host: "::" }, resolve));
  port = (canary.address() as AddressInfo).port;
});
afterEach(async () => {
  await new Promise((resolve) => canary.close(resolve));
});

const never = new AbortController().signal;
const post = (url: string): Post => ({ url, body: Buffer.from("{}"), headers: {} });
const rules = () => ({ ...PUBLIC_TARGETS, ports: [443, port] });
const runs = { numRuns: 2_000 };
vi.setConfig({ testTimeout: 90_000 });

describe("no private address is reached", () => {
  it("by its own spelling, 2,000 of them, whatever a resolver would say", async () => {
    const send = createSender({ rules: rules(), resolve: async () => ["127.0.0.1"] });
    const scheme = fc.constantFrom("https://", "HTTPS://", "https:\\\\", "https:", "https:///", "http://", "//");
    const user = fc.constantFrom("", "", "", "a@", "a:b@", "@", "hooks.example.org@", "hooks.example.org%40");
    const tail = fc.constantFrom("", "/", "/latest/meta-data", "?x=1", "#@hooks.example.org", "\\@hooks.example.org");
    await fc.assert(
      fc.asyncProperty(scheme, user, privateHost, fc.boolean(), tail, async (a, b, host, hasPort, d) => {
        const { status, reason } = await send(post(`${a}${b}${host}${hasPort ? `:${port}` : ""}${d}`), never);
        expect([status, reason]).toEqual([null, expect.stringMatching(/^address refused: /)]);
      }),
      runs,
    );
    expect(connections).toBe(0);
  });

  it("by 2,000 names of the public internet that lead there, alone or among public ones, in either family", async () => {
    const given = new Map<string, readonly string[]>();
    const dns = await startDns((name) => ({ addresses: given.get(name) ?? [] }));
    const send = createSender({ rules: rules(), resolve: createResolve({ dns: dns.address }) });
    const publicOnes = fc.subarray(["8.8.8.8", "1.1.1.1", "2606:4700::1111"]);
    let nth = 0;
    try {
      await fc.assert(
        fc.asyncProperty(privateAddress, publicOnes, fc.nat(3), async (address, others, at) => {
          nth += 1;
          const name = `h${nth}.example.org`;
          given.set(name, others.toSpliced(at, 0, address));
          const { status, reason } = await send(post(`https://${name}:${port}/`), never);
          expect([status, reason]).toEqual([null, "address refused: not public"]);
        }),
        runs,
      );
    } finally {
      await dns.close();
    }
    expect(connections).toBe(0);
    // Without the check of addresses, it would have been reached.
    const careless = createSender({ rules: rules(), resolve: async () => ["127.0.0.1"], isAllowed: () => true });
    await careless(post(`https://hooks.example.org:${port}/`), never);
    expect(connections).toBe(1);
    // Each name is asked for once in each family: no second answer could lead elsewhere.
    expect(new Set(dns.questions).size).toBe(dns.questions.length);
    expect(dns.questions).toHaveLength(2 * nth);
  });

  it("by 2,000 redirects of a receiver", async () => {
    let location = "";
    const receiver = await startHttp((_, response) => response.writeHead(307, { location }).end());
    const send = createSender({
      rules: { ...PUBLIC_TARGETS, loopbackOnly: true },
      resolve: () => Promise.reject(new Error("a name was asked for")),
    });
    const scheme = fc.constantFrom("http://", "https://", "//", "http:\\\\");
    try {
      await fc.assert(
        fc.asyncProperty(scheme, privateHost, async (a, host) => {
          location = encodeURI(`${a}${host}:${port}/`);
          expect(await send(post(`http://127.0.0.1:${receiver.port}/`), never)).toMatchObject({ status: 307 });
        }),
        runs,
      );
    } finally {
      await receiver.close();
    }
    expect(connections).toBe(0);
  });
});
