import type { RequestListener } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CheckSpec, HttpRequest } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { DEFAULT_LIMITS } from "#workers/probe/probe.ts";
import { type DnsServer, startDns } from "#workers/probe/testing/dns-server.ts";
import {
  get,
  locate,
  openResources,
  probeOnce,
  QUICK,
  settledTo,
  testContext,
  testNetwork,
} from "#workers/probe/testing/scene.ts";
import { json, startHttp, startTcp, type TestServer } from "#workers/probe/testing/servers.ts";

/** Every answer that HTTP can bring, and every way to bring half of one. */

let dns: DnsServer;
let atRest: Record<string, number>;
const open: TestServer[] = [];

beforeAll(async () => {
  dns = await startDns(() => ({ addresses: ["127.0.0.1"] }));
  atRest = openResources();
});

afterEach(async () => {
  await Promise.all(open.map((server) => server.idle()));
  await Promise.all(open.splice(0).map((server) => server.close()));
  await settledTo(atRest);
});

afterAll(() => dns.close());

async function serve(listener: RequestListener): Promise<TestServer> {
  const server = await startHttp(listener);
  open.push(server);
  return server;
}

const context = (over: Parameters<typeof testContext>[0] = {}) =>
  testContext({ network: testNetwork(dns.address), ...over });

async function ask(
  listener: RequestListener,
  request: Partial<HttpRequest> = {},
  parts: Partial<CheckSpec> = {},
  tools: Parameters<typeof context>[0] = {},
) {
  const { port } = await serve(listener);
  return probeOnce(locate(get(`http://good.test:${port}/v1/time?x=1`, request), parts), context(tools));
}

/** A server that answers a request with these bytes and then does `after` with the connection. */
async function askRaw(bytes: string | Buffer, after: "hold" | "end" | "reset", limits = DEFAULT_LIMITS) {
  const server = await startTcp((socket) =>
    socket.once("data", () =>
      socket.write(bytes, () => {
        if (after === "end") socket.end();
        if (after === "reset") socket.resetAndDestroy();
      }),
    ),
  );
  open.push(server);
  return probeOnce(locate(get(`http://good.test:${server.port}/`)), context({ limits }));
}

describe("an answer", () => {
  it("is reported with everything about the way it came", async () => {
    const report = await ask(json({ time: 5 }), {}, { assertions: [{ op: "gt", path: "$.time", value: 0 }] });
    expect(report.result).toMatchObject({
      outcome: "ok",
      failureType: null,
      phase: null,
      rawCode: null,
      httpStatus: 200,
      httpVersion: "1.1",
      address: "127.0.0.1",
      certExpiresAt: null,
      bodyBytes: 10,
      attempts: 1,
      timings: { tlsMs: null },
    });
    expect(report).toMatchObject({
      requestLine: expect.stringMatching(/^GET http:\/\/good\.test:\d+\/v1\/time\?x=1$/),
      responseHeaders: expect.arrayContaining([["content-type", "application/json"]]),
      assertions: [{ text: "$.time gt 0", ok: true, found: "5" }],
      bodyStart: '{"time":5}',
      tls: null,
      retryAfterMs: null,
    });
  });

  it("is asked for politely: one connection, our name, the real host, the path as it is", async () => {
    let seen: unknown;
    await ask((request, response) => {
      seen = { url: request.url, ...request.headers };
      json({})(request, response);
    });
    expect(seen).toMatchObject({
      url: "/v1/time?x=1",
      host: expect.stringMatching(/^good\.test:\d+$/),
      "user-agent": "Faultline test",
      connection: "close",
    });
  });

  it("may be sent for with a body and headers of its own", async () => {
    let seen = "";
    await ask(
      (request, response) => {
        request.on("data", (chunk: Buffer) => (seen += chunk.toString()));
        request.on("end", () => {
          seen += ` ${request.method} ${request.headers["content-length"]} ${request.headers["x-own"]} ${request.headers.accept}`;
          json({})(request, response);
        });
      },
      { method: "POST", body: { type: "l2Book" }, headers: { "X-Own": "yes", Accept: "text/plain" } },
    );
    expect(seen).toBe('{"type":"l2Book"} POST 17 yes text/plain');
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
    ["identity", (bytes) => bytes],
    ["gzip, br", (bytes) => brotliCompressSync(gzipSync(bytes))],
  ])("is unpacked from %s", async (encoding, pack) => {
    const { result } = await ask((_request, response) => {
      response.writeHead(200, { "content-encoding": encoding });
      response.end(pack(Buffer.from('{"time":5}')));
    });
    expect(result).toMatchObject({ outcome: "ok", bodyBytes: 10 });
  });

  it("is read in its declared charset, and in UTF-8 with or without a mark otherwise", async () => {
    const text = async (contentType: string, bytes: Buffer) => {
      const report = await ask((_request, response) => {
        response.writeHead(200, { "content-type": contentType });
        response.end(bytes);
      });
      return report.bodyStart;
    };
    expect(await text("application/json; charset=iso-8859-1", Buffer.from('"\xe9"', "latin1"))).toBe('"é"');
    expect(await text("application/json", Buffer.from('"é"'))).toBe('"é"');
    expect(await text("application/json; charset=nonsense", Buffer.from('"é"'))).toBe('"é"');
    expect(await text("application/json", Buffer.from('\ufeff"é"'))).toBe('"é"');
  });

  it("shows no control characters, no cookies and at most 2 KiB of the body", async () => {
    const report = await ask(
      (_request, response) => {
        response.writeHead(200, { "set-cookie": "session=secret" });
        response.end(`a\u0000\u001b[31mb\n${"x".repeat(5000)}`);
      },
      { format: "raw" },
    );
    expect(report.bodyStart?.slice(0, 8)).toBe("a[31mb\nx");
    expect(report.bodyStart?.length).toBe(2048);
    expect(report.responseHeaders).toContainEqual(["set-cookie", "(hidden)"]);
    expect(report.result.outcome).toBe("ok");
  });
});

describe("failures of HTTP", () => {
  it.each([500, 502, 503, 520, 404, 302])("status %i is http.error", async (status) => {
    const { result } = await ask(json({}, status));
    expect(result).toMatchObject({
      outcome: "failed",
      failureType: "http.error",
      phase: "application",
      httpStatus: status,
      rawCode: `HTTP ${status}`,
    });
  });

  it.each<[string, number, string, Record<string, string>, string]>([
    ["Cloudflare of its origin", 522, "error code: 522", { server: "cloudflare" }, "HTTP 522, cloudflare unreached"],
    [
      "Cloudflare of its edge",
      500,
      '<div id="cf-cloudflare-status" class="cf-error-source">',
      { server: "cloudflare" },
      "HTTP 500, cloudflare edge",
    ],
    [
      "CloudFront of its origin",
      504,
      "Generated by cloudfront (CloudFront)",
      { "x-cache": "Error from cloudfront" },
      "HTTP 504, cloudfront unreached",
    ],
    [
      "CloudFront of its edge",
      503,
      "Generated by cloudfront (CloudFront)",
      { "x-cache": "Error from cloudfront" },
      "HTTP 503, cloudfront edge",
    ],
    ["Akamai of its origin", 503, "Reference #11.1faa9d50", { server: "AkamaiGHost" }, "HTTP 503, akamai unreached"],
    ["Akamai of its edge", 503, "Reference #9.1faa9d50", { server: "AkamaiGHost" }, "HTTP 503, akamai edge"],
    [
      "Fastly of its origin",
      503,
      "<h1>Error 503 first byte timeout</h1> Guru Mediation",
      { "x-served-by": "cache-nrt-rjtf77-NRT" },
      "HTTP 503, fastly unreached",
    ],
    [
      "Fastly of its edge",
      503,
      "<h1>Error 503 Service Unavailable</h1> Guru Mediation",
      { "x-served-by": "cache-nrt-rjtf77-NRT" },
      "HTTP 503, fastly edge",
    ],
    ["an origin through Cloudflare", 503, '{"a":1}', { server: "cloudflare" }, "HTTP 503, cloudflare origin"],
    ["nobody in between", 503, "Service Unavailable", { server: "nginx" }, "HTTP 503"],
  ])("an error told by %s is http.error, with the part that failed", async (_name, status, body, headers, rawCode) => {
    const { result } = await ask(json(body, status, headers));
    expect(result).toMatchObject({ outcome: "failed", failureType: "http.error", httpStatus: status, rawCode });
  });

  it.each<[string, string | Buffer, "hold" | "end" | "reset", FailureType, string]>([
    ["not HTTP", "hello there\r\n\r\n", "end", "http.protocol.error", "HPE_INVALID_CONSTANT"],
    [
      "a broken header",
      "HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
      "end",
      "http.protocol.error",
      "HPE_INVALID_HEADER_TOKEN",
    ],
    [
      "too many headers",
      `HTTP/1.1 200 OK\r\nx: ${"y".repeat(70_000)}\r\n\r\n`,
      "hold",
      "http.response.invalid",
      "HPE_HEADER_OVERFLOW",
    ],
    [
      "a switch of protocols unasked",
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
      "hold",
      "http.protocol.error",
      "HPE_UNEXPECTED_UPGRADE",
    ],
    ["silence", "", "hold", "http.response.timed_out", "HEADERS_TIMEOUT"],
    ["half a head", "HTTP/1.1 200 OK\r\ncontent-", "hold", "http.response.timed_out", "HEADERS_TIMEOUT"],
    [
      "half a body and silence",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{",
      "hold",
      "http.response.timed_out",
      "BODY_TIMEOUT",
    ],
    [
      "half a body and an end",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{",
      "end",
      "http.response.invalid",
      "ECONNRESET",
    ],
    [
      "half a body and a reset",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{",
      "reset",
      "http.response.invalid",
      "ECONNRESET",
    ],
    [
      "half a chunk",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{",
      "end",
      "http.response.invalid",
      "ECONNRESET",
    ],
    [
      "bytes that are no gzip",
      "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}",
      "hold",
      "http.response.invalid",
      "Z_DATA_ERROR",
    ],
    [
      "an encoding that nobody knows",
      "HTTP/1.1 200 OK\r\ncontent-encoding: zstd\r\ncontent-length: 2\r\n\r\n{}",
      "hold",
      "http.response.invalid",
      "UNKNOWN_ENCODING",
    ],
    [
      "bytes that are no brotli",
      "HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 6\r\n\r\n<html>",
      "hold",
      "http.response.invalid",
      "ERR__ERROR_FORMAT_RESERVED",
    ],
  ])("%s", async (_name, bytes, after, failureType, rawCode) => {
    const { result } = await askRaw(bytes, after, /_TIMEOUT$/.test(rawCode) ? QUICK : DEFAULT_LIMITS);
    expect(result).toMatchObject({ outcome: "failed", failureType, phase: "application", rawCode });
  });

  it("half a gzip is http.response.invalid", async () => {
    const half = gzipSync(Buffer.from(JSON.stringify({ a: "b".repeat(1000) }))).subarray(0, 20);
    const { result } = await ask((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(half);
    });
    expect(result).toMatchObject({ failureType: "http.response.invalid", rawCode: "Z_BUF_ERROR" });
  });

  it("a body over the cap is http.response.invalid, and is not read on", async () => {
    let hungUp: Promise<boolean> = Promise.resolve(false);
    const { result } = await ask((_request, response) => {
      hungUp = new Promise((resolve) => response.on("close", () => resolve(!response.writableFinished)));
      response.write(Buffer.alloc(2 * QUICK.bodyBytes, 32));
    });
    expect(result).toMatchObject({
      outcome: "failed",
      failureType: "http.response.invalid",
      rawCode: "BODY_TOO_LARGE",
    });
    expect(await hungUp).toBe(true);
  });

  it("a check may allow itself more, or less", async () => {
    const body = JSON.stringify("x".repeat(300_000));
    expect((await ask(json(body), { maxBodyBytes: 400_000 })).result.outcome).toBe("ok");
    expect((await ask(json('"1234567890"'), { maxBodyBytes: 11 })).result.failureType).toBe("http.response.invalid");
  });

  it("a gzip bomb costs no more than the cap", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(QUICK.bodyBytes);
    const before = process.memoryUsage().rss;
    const { result } = await ask((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(bomb);
    });
    expect(result).toMatchObject({ failureType: "http.response.invalid", rawCode: "ERR_BUFFER_TOO_LARGE" });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it("the whole attempt has an end, however slowly it goes on", async () => {
    const { port } = await serve((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(drip));
    });
    const limits = { ...DEFAULT_LIMITS, bodyMs: 60_000, totalMs: 120 };
    const { result } = await probeOnce(locate(get(`http://good.test:${port}/`)), context({ limits }));
    expect(result).toMatchObject({ failureType: "http.response.timed_out", rawCode: "BODY_TIMEOUT" });
    expect(result.timings.totalMs).toBeGreaterThanOrEqual(115);
    expect(result.timings.totalMs).toBeLessThan(1_000);
  });
});

describe("failures of the payload", () => {
  const old = Date.now() - 3_600_000;
  it.each<[string, RequestListener, Partial<CheckSpec>, object]>([
    ["text", json("<p>hello"), {}, { failureType: "payload.not_json" }],
    ["nothing", json(""), {}, { failureType: "payload.not_json", rawCode: "empty body" }],
    [
      "another shape",
      json({ b: 1 }),
      { assertions: [{ op: "exists", path: "$.a" }] },
      { failureType: "payload.schema", rawCode: "$.a exists" },
    ],
    [
      "old data",
      json({ t: old }),
      { freshness: { fact: "data_age_s", path: "$.t", unit: "epoch_ms", warnS: 9, critS: 99 } },
      { failureType: "payload.stale" },
    ],
    [
      "a halted market",
      json({ s: "halt" }),
      { signal: "trading_mode", assertions: [{ op: "eq", path: "$.s", value: "on" }] },
      { failureType: "payload.halted" },
    ],
  ])("%s", async (_name, listener, parts, expected) => {
    const { result } = await ask(listener, {}, parts);
    expect(result).toMatchObject({ outcome: "failed", phase: "application", httpStatus: 200, ...expected });
  });
});

describe("answers that say nothing", () => {
  it("a 429 says how long to stay away", async () => {
    expect((await ask(json({}, 429, { "retry-after": "7" }))).retryAfterMs).toBe(7_000);
  });

  it("what a status and its headers say holds, whatever came of the body", async () => {
    const broken = (status: number, headers: Record<string, string>) =>
      ask((_request, response) => {
        response.writeHead(status, { "content-encoding": "gzip", "retry-after": "600", ...headers });
        response.end("no gzip at all");
      });
    const limited = await broken(429, {});
    expect(limited.result).toMatchObject({ outcome: "neutral", failureType: "neutral.rate_limited" });
    expect(limited.retryAfterMs).toBe(600_000);
    const challenged = await broken(403, { "cf-mitigated": "challenge" });
    expect(challenged.result).toMatchObject({ outcome: "neutral", failureType: "neutral.bot_challenge" });
    const failing = await broken(503, {});
    expect(failing.result).toMatchObject({ outcome: "failed", failureType: "http.response.invalid" });
    expect(failing.retryAfterMs).toBe(600_000);
  });

  it("a check's own rule", async () => {
    const neutral = [{ type: "neutral.geo_blocked" as const, status: [400], body: "not here" }];
    const { result } = await ask(json({ m: "Not here" }, 400), {}, { neutral });
    expect(result).toMatchObject({ outcome: "neutral", failureType: "neutral.geo_blocked" });
  });

  it("being told to stop, at any time", async () => {
    const { port } = await serve(() => stop.abort());
    const stop = new AbortController();
    const located = locate(get(`http://good.test:${port}/`));
    const during = await probeOnce(located, context({ signal: stop.signal }));
    expect(during.result).toMatchObject({ outcome: "neutral", failureType: "neutral.aborted", phase: "application" });
    const before = await probeOnce(located, context({ signal: AbortSignal.abort() }));
    expect(before.result).toMatchObject({ outcome: "neutral", failureType: "neutral.aborted", address: null });
  });
});

describe("redirects", () => {
  const to =
    (location: string, status = 302): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { location });
      response.end();
    };

  it("are not followed unless the check says so", async () => {
    const { result } = await ask(to("/elsewhere"));
    expect(result).toMatchObject({ failureType: "http.error", rawCode: "HTTP 302" });
    expect((await ask(to("/elsewhere"), { format: "raw" }, { status: [302] })).result.outcome).toBe("ok");
  });

  it("are followed as often as it says, each hop resolved and timed anew", async () => {
    const target = await serve(json({ time: 5 }));
    const before = dns.questions.length;
    const { result } = await ask(to(`http://other.test:${target.port}/`), { redirects: 1 });
    expect(result).toMatchObject({ outcome: "ok", httpStatus: 200 });
    expect(dns.questions.slice(before)).toEqual(["A good.test", "A other.test"]);
    const { dnsMs, connectMs, waitMs, downloadMs, totalMs } = result.timings;
    const parts = [dnsMs, connectMs, waitMs, downloadMs].map((ms) => ms ?? Number.NaN);
    expect(parts.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(totalMs, 6);
  });

  it.each<[string, RequestListener, number, FailureType, string]>([
    ["in a circle", to("/v1/time?x=1"), 5, "http.response.redirect_loop", "REDIRECT_LOOP"],
    [
      "without end",
      (request, response) => to(`${request.url}1`)(request, response),
      3,
      "http.response.redirect_loop",
      "TOO_MANY_REDIRECTS",
    ],
    ["to another scheme", to("file:///etc/passwd"), 3, "http.response.invalid", "BAD_REDIRECT"],
    ["to nowhere", to("http://["), 3, "http.response.invalid", "BAD_REDIRECT"],
  ])("%s", async (_name, listener, redirects, failureType, rawCode) => {
    const { result } = await ask(listener, { redirects });
    expect(result).toMatchObject({ outcome: "failed", failureType, phase: "application", rawCode });
  });

  it("are not followed to a host that asked us to leave it alone, and nobody is accused of that", async () => {
    let asked = 0;
    const target = await serve((_request, response) => {
      asked += 1;
      response.end("{}");
    });
    const leftAlone = (host: string) => host === "other.test";
    const { result } = await ask(to(`http://other.test:${target.port}/`), { redirects: 1 }, {}, { leftAlone });
    expect(result).toMatchObject({
      outcome: "neutral",
      failureType: "neutral.aborted",
      rawCode: "REDIRECT_LEFT_ALONE",
    });
    expect(asked).toBe(0);
  });

  it("lead nobody from a public host to what only this machine can reach, and anywhere else", async () => {
    let asked = 0;
    const target = await serve((request, response) => {
      asked += 1;
      json({})(request, response);
    });
    const from = (address: string) => ({
      ...testNetwork(dns.address),
      resolve: async (host: string) => ({ address: host === "good.test" ? address : "10.0.0.7", family: 4 as const }),
      route: (_address: string, port: number) => ({ address: "127.0.0.1", port }),
    });
    const lead = async (address: string, location: string) => {
      const { result } = await ask(to(location), { redirects: 1 }, {}, { network: from(address) });
      return [result.outcome, result.rawCode];
    };
    const inside = [`http://other.test:${target.port}/`, `http://169.254.169.254:${target.port}/`];
    for (const location of inside) expect(await lead("8.8.8.8", location)).toEqual(["failed", "BAD_REDIRECT"]);
    expect(asked).toBe(0);
    expect(await lead("8.8.8.8", `http://1.1.1.1:${target.port}/`)).toEqual(["ok", null]);
    expect(await lead("10.0.0.6", `http://other.test:${target.port}/`)).toEqual(["ok", null]);
  });

  it("take no headers of ours to another origin, and no body where the method changes", async () => {
    let seen: unknown;
    const target = await serve((request, response) => {
      seen = { method: request.method, own: request.headers["x-key"], length: request.headers["content-length"] };
      json({})(request, response);
    });
    await ask(to(`http://good.test:${target.port}/`), {
      redirects: 1,
      method: "POST",
      body: { a: 1 },
      headers: { "x-key": "k" },
    });
    expect(seen).toEqual({ method: "GET", own: undefined, length: undefined });
  });
});
