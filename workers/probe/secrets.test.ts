import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { robinhoodHeaders } from "#workers/probe/sign.ts";
import { type DnsServer, startDns } from "#workers/probe/testing/dns-server.ts";
import { call, get, locate, probeOnce, testContext, testNetwork } from "#workers/probe/testing/scene.ts";
import { json, startHttp } from "#workers/probe/testing/servers.ts";

/** As the catalog writes it: filled in from the environment, by us and not by JavaScript. */
const placeholder = (name: string) => `\${${name}}`;

const KEY = "k3y-0123456789abcdef0123456789abcdef";

let dns: DnsServer;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  dns = await startDns(() => ({ addresses: ["127.0.0.1"] }));
});

afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

afterAll(() => dns.close());

async function serve(listener: Parameters<typeof startHttp>[0]) {
  const server = await startHttp(listener);
  open.push(server);
  return server;
}

function context(env: Record<string, string>) {
  return testContext({ network: testNetwork(dns.address), env: (name) => env[name] });
}

describe("keys from the environment", () => {
  it("a missing one is neutral.no_key, named, and nothing is sent", async () => {
    const server = await serve(json({}));
    const url = `http://good.test:${server.port}/v3/${placeholder("INFURA_API_KEY")}`;
    for (const env of [{}, { INFURA_API_KEY: "" }]) {
      const report = await probeOnce(locate(call(url)), context(env));
      expect(report.result).toMatchObject({
        outcome: "neutral",
        failureType: "neutral.no_key",
        rawCode: "INFURA_API_KEY not set",
        timings: { dnsMs: null, totalMs: 0 },
      });
      expect(report.requestLine).toContain(placeholder("INFURA_API_KEY"));
    }
    expect(server.accepted).toBe(0);
    expect(dns.questions).toEqual([]);
  });

  it("a URL that is none is neutral.no_key too, and is not shown", async () => {
    const report = await probeOnce(
      locate(call(placeholder("OP_NODE_URL"))),
      context({ OP_NODE_URL: `ftp://x/${KEY}` }),
    );
    expect(report.result).toMatchObject({ outcome: "neutral", failureType: "neutral.no_key" });
    expect(JSON.stringify(report)).not.toContain(KEY);
  });

  it("one that is there is used, and shown nowhere, even when the target repeats it", async () => {
    const seen: unknown[] = [];
    const server = await serve((request, response) => {
      seen.push(request.url, request.headers["x-key"]);
      json({ error: `bad key ${KEY}`, deep: { key: KEY } }, 200, {
        "x-echo": KEY,
        link: `<http://x/${encodeURIComponent(KEY)}>`,
      })(request, response);
    });
    const url = `http://good.test:${server.port}/v3/${placeholder("API_KEY")}?k=${placeholder("API_KEY")}`;
    const located = locate(get(url, { headers: { "X-Key": placeholder("API_KEY") } }), {
      assertions: [
        { op: "eq", path: "$.error", value: "none" },
        { op: "exists", path: "$.deep" },
      ],
    });
    const report = await probeOnce(located, context({ API_KEY: KEY }));
    expect(seen).toEqual([`/v3/${KEY}?k=${KEY}`, KEY]);
    expect(report.requestLine).toMatch(/\/v3\/\$\{API_KEY\}\?k=\$\{API_KEY\}$/);
    expect(report.assertions[0]?.found).toBe(`"bad key ${placeholder("API_KEY")}"`);
    expect(JSON.stringify(report)).not.toContain(KEY);
  });

  it("a whole URL is one secret with all its parts, credentials included", async () => {
    let authorization: string | undefined;
    const server = await serve((request, response) => {
      authorization = request.headers.authorization;
      json({ error: { code: -32603, message: `no ${KEY} at user-of-mine` } })(request, response);
    });
    const OP_NODE_URL = `http://user-of-mine:pass-of-mine@good.test:${server.port}/rpc/${KEY}/`;
    const report = await probeOnce(locate(call(placeholder("OP_NODE_URL"))), context({ OP_NODE_URL }));
    expect(authorization).toBe(`Basic ${Buffer.from("user-of-mine:pass-of-mine").toString("base64")}`);
    expect(report.requestLine).toBe(`POST ${placeholder("OP_NODE_URL")} eth_chainId`);
    expect(JSON.stringify(report)).not.toMatch(new RegExp(`${KEY}|user-of-mine|pass-of-mine`));
    expect(report.result).toMatchObject({ failureType: "payload.rpc_error", rawCode: "rpc -32603" });
  });

  it("a value that no header can hold is our fault, and is not shown", async () => {
    const server = await serve(json({}));
    const located = locate(get(`http://good.test:${server.port}/`, { headers: { "x-key": placeholder("API_KEY") } }));
    const report = await probeOnce(located, context({ API_KEY: `${KEY}\n` }));
    expect(report.result).toMatchObject({
      outcome: "neutral",
      failureType: "neutral.aborted",
      rawCode: "ERR_INVALID_CHAR",
    });
    expect(JSON.stringify(report)).not.toContain(KEY);
  });
});

describe("robinhood-ed25519", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ type: "pkcs8", format: "der" }).subarray(-32).toString("base64");
  const sign = { scheme: "robinhood-ed25519" as const, keyEnv: "RH_KEY", secretEnv: "RH_SECRET" };

  it("signs key, time, path with query, method and body", async () => {
    let ok = false;
    const server = await serve((request, response) => {
      const { "x-api-key": key, "x-timestamp": time, "x-signature": signature } = request.headers;
      const message = `${key}${time}${request.url}${request.method}`;
      ok = verify(
        null,
        Buffer.from(message),
        createPublicKey(publicKey.export({ type: "spki", format: "pem" })),
        Buffer.from(String(signature), "base64"),
      );
      json({})(request, response);
    });
    const located = locate(get(`http://good.test:${server.port}/api/v1/bbo/?symbol=BTC-USD`, { sign }));
    const report = await probeOnce(located, context({ RH_KEY: KEY, RH_SECRET: seed }));
    expect(ok).toBe(true);
    expect(report.result.outcome).toBe("ok");
    expect(JSON.stringify(report)).not.toContain(seed);
  });

  it("takes a seed with its public key behind it, and nothing else", () => {
    const request = { method: "GET", path: "/", body: "" };
    const long = Buffer.concat([Buffer.from(seed, "base64"), Buffer.alloc(32)]).toString("base64");
    expect(robinhoodHeaders(request, "k", long, 1)).toEqual(robinhoodHeaders(request, "k", seed, 1));
    expect(() => robinhoodHeaders(request, "k", "c2hvcnQ=", 1)).toThrow("not an Ed25519 seed");
  });

  it("a secret that is no key is neutral.no_key", async () => {
    const report = await probeOnce(
      locate(get("http://good.test/", { sign })),
      context({ RH_KEY: KEY, RH_SECRET: "not a key" }),
    );
    expect(report.result).toMatchObject({
      failureType: "neutral.no_key",
      rawCode: "RH_SECRET is no Ed25519 seed in base64",
    });
  });
});
