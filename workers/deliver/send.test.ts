import type { IncomingMessage, RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { createSender, type Post, type SenderOptions } from "#workers/deliver/send.ts";
import { makeAuthority } from "#workers/probe/testing/certificates.ts";
import { closedPort, startHttp, startHttps, startTcp, type TestServer } from "#workers/probe/testing/servers.ts";
import { isLoopbackAddress } from "#workers/public-address.ts";

const LOOPBACK = { ...PUBLIC_TARGETS, loopbackOnly: true };
const never = new AbortController().signal;
const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const nobody: SenderOptions["resolve"] = async (host) => {
  throw new Error(`asked for ${host}`);
};
const post = (url: string, over: Partial<Post> = {}): Post => ({
  url,
  body: Buffer.from('{"é":1}'),
  headers: { "x-a": "b" },
  ...over,
});
const local = (over: Partial<SenderOptions> = {}) => createSender({ rules: LOOPBACK, resolve: nobody, ...over });
async function serve(listener: RequestListener): Promise<string> {
  const server = await startHttp(listener);
  servers.push(server);
  return `http://127.0.0.1:${server.port}/hook`;
}
async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("what is sent", () => {
  it("are the very bytes that were given, as one POST, and the answer's head and first bytes come back", async () => {
    const seen: unknown[] = [];
    const url = await serve(async (request, response) => {
      seen.push([
        request.method,
        request.url,
        await bodyOf(request),
        request.headers["x-a"],
        request.headers["content-length"],
      ]);
      response.writeHead(429, { "retry-after": "7" }).end("slow down");
    });
    const answer = await local()(post(url), never);
    expect(seen).toEqual([["POST", "/hook", '{"é":1}', "b", "8"]]);
    expect(answer).toMatchObject({ status: 429, retryAfter: "7", reason: null });
    expect(answer.body.toString()).toBe("slow down");
  });

  it("a redirect is an answer like any other: nobody goes where it leads", async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.url);
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect((await local()(post(url), never)).status).toBe(307);
    expect(seen).toEqual(["/hook"]);
  });

  it("of an answer no more than 4 kB are read, however much comes", async () => {
    const url = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    const answer = await local()(post(url), never);
    expect([answer.status, answer.body.length]).toEqual([200, 4_096]);
  });

  it("who takes the request and says nothing is given up on; who answers and never ends has answered", async () => {
    const silent = await startTcp(() => {});
    const stalling = await startTcp((socket) => {
      socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc"));
    });
    const dripping = await startTcp((socket) => {
      socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nx-y: "));
    });
    servers.push(silent, stalling, dripping);
    const send = local({ totalMs: 150 });
    const to = ({ port }: TestServer) => send(post(`http://127.0.0.1:${port}/`), never);
    expect(await to(silent)).toMatchObject({ status: null, reason: "no answer in 0.15 s" });
    expect(await to(dripping)).toMatchObject({ status: null, reason: "no answer in 0.15 s" });
    expect(await to(stalling)).toMatchObject({ status: 200, reason: null });
  });

  it("a refused connection, a cut one and what is no HTTP are told in our own words", async () => {
    const cutting = await startTcp((socket) => socket.destroy());
    const babbling = await startTcp((socket) => socket.end("hello http://10.0.0.1/secret\r\n"));
    servers.push(cutting, babbling);
    const reasonOf = async (port: number) => (await local()(post(`http://127.0.0.1:${port}/`), never)).reason;
    expect(await reasonOf(await closedPort())).toBe("failed: ECONNREFUSED");
    expect(await reasonOf(cutting.port)).toMatch(/^failed: (ECONNRESET|EPIPE)$/);
    expect(await reasonOf(babbling.port)).toMatch(/^failed: HPE_[A-Z_]+$/);
  });

  it.each([
    [
      "wants to speak another protocol",
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    ],
    ["only promises an answer", "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"],
    ["hangs up in the middle of the head", "HTTP/1.1 200 OK\r\nx-y"],
  ])("a receiver that %s holds nobody up: the attempt has failed", async (_, head) => {
    for (const hangsUp of [true, false]) {
      const server = await startTcp((socket) => {
        socket.once("data", () => (hangsUp ? socket.end(head) : socket.write(head)));
      });
      servers.push(server);
      const answer = await local({ totalMs: 300 })(post(`http://127.0.0.1:${server.port}/`), never);
      expect(answer).toMatchObject({ status: null, reason: expect.stringMatching(/^(closed|failed|no answer)/) });
    }
  });

  it("who stops cuts it off", async () => {
    const stop = new AbortController();
    const url = await serve(() => stop.abort());
    expect(await local()(post(url), stop.signal)).toMatchObject({ status: null });
  });
});

describe("where it is sent", () => {
  const PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "::1",
    "::ffff:10.0.0.1",
    "fd00::1",
    "64:ff9b::a00:1",
    "0.0.0.0",
    "100.64.0.1",
  ];

  it.each(PRIVATE)(
    "a name that leads to %s is refused before anything is connected to, alone and among public ones",
    async (address) => {
      for (const addresses of [[address], ["8.8.8.8", address], [address, "2606:4700::1111"]]) {
        const send = createSender({ rules: PUBLIC_TARGETS, resolve: async () => addresses });
        expect(await send(post("https://hooks.example.org/x"), never)).toMatchObject({
          status: null,
          reason: "address refused: not public",
        });
      }
    },
  );

  it("the checked address is connected to, under the name: a resolver that changes its mind is not asked again", async () => {
    const authority = await makeAuthority();
    const pair = await authority.issue({ names: ["hooks.example.org"] });
    const hosts: (string | undefined)[] = [];
    const server = await startHttps(pair, (request, response) => {
      hosts.push(request.headers.host);
      response.writeHead(204).end();
    });
    servers.push(server);
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const send = createSender({
      rules: { ...PUBLIC_TARGETS, ports: [server.port] },
      resolve: async () => answers.shift() ?? [],
      isAllowed: isLoopbackAddress,
      ca: [authority.cert],
    });
    const url = `https://hooks.example.org:${server.port}/x`;
    expect((await send(post(url), never)).status).toBe(204);
    expect(hosts).toEqual([`hooks.example.org:${server.port}`]);
    expect(answers).toHaveLength(1);
    expect((await send(post(url), never)).reason).toBe("address refused: not public");
    expect(server.accepted).toBe(1);
  });

  it("a certificate for another name is no receiver", async () => {
    const authority = await makeAuthority();
    const server = await startHttps(await authority.issue({ names: ["other.example.org"] }), (_, response) =>
      response.end(),
    );
    servers.push(server);
    const send = createSender({
      rules: { ...PUBLIC_TARGETS, ports: [server.port] },
      resolve: async () => ["127.0.0.1"],
      isAllowed: isLoopbackAddress,
      ca: [authority.cert],
    });
    const answer = await send(post(`https://hooks.example.org:${server.port}/x`), never);
    expect(answer.reason).toBe("failed: ERR_TLS_CERT_ALTNAME_INVALID");
  });

  it("no proxy of the environment is asked", async () => {
    let asked = 0;
    const proxy = await startTcp(() => {
      asked += 1;
    });
    servers.push(proxy);
    const url = await serve((_, response) => response.end());
    const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "NODE_USE_ENV_PROXY"];
    const before = names.map((name) => process.env[name]);
    for (const name of names)
      process.env[name] = name === "NODE_USE_ENV_PROXY" ? "1" : `http://127.0.0.1:${proxy.port}`;
    try {
      expect((await local()(post(url), never)).status).toBe(200);
    } finally {
      for (const [index, name] of names.entries()) {
        if (before[index] === undefined) delete process.env[name];
        else process.env[name] = before[index];
      }
    }
    expect(asked).toBe(0);
  });
});
