import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { answerUnseen } from "#server/answer.ts";
import { PAGE, stageOf } from "#server/testing/door.ts";

describe("a page", () => {
  it("is rendered once for a thousand who ask at once, and nothing of who asked reaches the handler", async () => {
    const { ask, asked } = await stageOf();
    const headers = {
      cookie: "session=1",
      authorization: "Basic eDp5",
      rsc: "1",
      "next-router-state-tree": "%5B%5D",
      "accept-language": "ja",
      "x-forwarded-host": "evil.example",
      host: "evil.example",
    };
    const all = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => ask(`/?_rsc=${n}`, { headers: n % 2 ? headers : {} })),
    );
    expect(new Set(all.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set([`200 ${PAGE}`]));
    expect(asked).toEqual([{ url: "/en", headers: { host: "localhost", "user-agent": "faultline" } }]);
  });

  it("says what browsers may do with it, and nothing that only the handler should say", async () => {
    const { ask } = await stageOf();
    const { headers } = await ask("/");
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=0, s-maxage=1",
      vary: "Accept-Encoding",
      "x-content-type-options": "nosniff",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
    });
    expect(headers["content-security-policy"]).toContain("script-src 'self';");
    for (const name of ["set-cookie", "link", "x-powered-by", "age"]) expect(headers, name).not.toHaveProperty(name);
  });

  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
    ["identity", (bytes: Buffer) => bytes],
  ] as const)("comes in %s to who prefers it, with a tag of its own that answers 304", async (encoding, decode) => {
    const { ask } = await stageOf();
    const first = await ask("/", { headers: { "accept-encoding": encoding } });
    expect(decode(first.body).toString()).toBe(PAGE);
    expect(first.headers["content-encoding"]).toBe(encoding === "identity" ? undefined : encoding);
    expect(first.headers["content-length"]).toBe(String(first.body.length));
    const { etag = "" } = first.headers;
    const again = await ask("/", { headers: { "accept-encoding": encoding, "if-none-match": `"x", W/${etag}` } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(again.headers).toMatchObject({
      etag,
      vary: "Accept-Encoding",
      "cache-control": first.headers["cache-control"],
    });
    const other = await ask("/", { headers: { "accept-encoding": "deflate;q=1", "if-none-match": '"x"' } });
    expect([other.status, other.body.toString()]).toEqual([200, PAGE]);
  });

  it("that tells when it changed answers 304 to who has it since then, unless a tag says otherwise", async () => {
    const stage = await stageOf();
    const changed = "Tue, 10 Mar 2026 11:30:00 GMT";
    stage.handle = async (_, response) => {
      response.setHeader("Content-Type", "application/rss+xml; charset=utf-8");
      response.setHeader("Cache-Control", "public, max-age=60");
      response.setHeader("Last-Modified", changed);
      response.end("<rss/>");
    };
    const ask = (headers: Record<string, string>) => stage.ask("/history.rss", { headers });
    const first = await ask({});
    expect(first.headers).toMatchObject({ "last-modified": changed, "cache-control": "public, max-age=60" });
    const again = await ask({ "if-modified-since": changed });
    expect([again.status, again.body.length, again.headers["last-modified"]]).toEqual([304, 0, changed]);
    expect((await ask({ "if-modified-since": "Tue, 10 Mar 2026 11:29:59 GMT" })).status).toBe(200);
    expect((await ask({ "if-modified-since": changed, "if-none-match": '"other"' })).status).toBe(200);
    expect((await ask({ "if-none-match": first.headers.etag ?? "" })).status).toBe(304);
    expect((await stage.ask("/feed/rss")).headers.location).toBe("/history.rss");
  });

  it("is told about by HEAD as by GET, without a body, and a connection goes on after it", async () => {
    const { ask } = await stageOf();
    for (const path of ["/", "/nowhere", "/api/v1/services", "/_next/static/a.css", "/_next/static/none", "/%ff"]) {
      const [got, head] = [await ask(path), await ask(path, { method: "HEAD" })];
      expect([head.status, head.body.length], path).toEqual([got.status, 0]);
      for (const name of ["content-length", "content-type", "etag", "cache-control"]) {
        expect(head.headers[name], `${path} ${name}`).toBe(got.headers[name]);
      }
    }
  });

  it("tells its age from the first second on, and in its text when it is of minutes ago and none can be made", async () => {
    const stage = await stageOf();
    await stage.ask("/");
    stage.clock += 2_500;
    expect((await stage.ask("/")).headers.age).toBe("2");
    stage.clock += 120_000;
    stage.handle = async (_, response) => {
      answerUnseen();
      response.setHeader("Content-Type", "text/html");
      response.end("we cannot see");
    };
    await stage.ask("/");
    stage.clock += 1_500;
    const { headers, body } = await stage.ask("/");
    expect(Number(headers.age)).toBeGreaterThan(120);
    expect(body.toString()).toMatch(
      /State of <time dateTime="1970-01-01T00:16:4[0-9].\d+Z">1970-01-01 00:16 UTC<\/time>\./,
    );
  });

  it.each([
    ["/", "text/html; charset=utf-8", '<html lang="en">'],
    ["/ja", "text/html; charset=utf-8", '<html lang="ja">'],
    ["/api/v1/services", "application/problem+json", '"status":503'],
  ])("%s that cannot be made, and never could, says so in its own form: 503, never 500", async (path, type, text) => {
    const stage = await stageOf();
    stage.handle = async (_, response) => void response.writeHead(500, { "Content-Type": "text/html" }).end("<script>");
    const { status, headers, body } = await stage.ask(path);
    expect([status, headers["content-type"], headers["retry-after"], headers["cache-control"]]).toEqual([
      503,
      type,
      "5",
      "no-store",
    ]);
    expect(body.toString()).toContain(text);
    expect(stage.errors).toHaveLength(1);
  });

  it("a flood of what cannot be made is one line of log, not one for each", async () => {
    const stage = await stageOf();
    stage.handle = async (_, response) => void response.writeHead(500).end();
    await Promise.all(Array.from({ length: 50 }, (_, n) => stage.ask(`/services/s${n}`)));
    expect(stage.errors.length).toBeLessThanOrEqual(2);
  });
});

describe("other methods", () => {
  it.each(["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])(
    "%s is refused with what is allowed",
    async (method) => {
      const { ask, asked } = await stageOf();
      for (const [path, type] of [
        ["/", "text/plain; charset=utf-8"],
        ["/api/v1/services", "application/problem+json"],
        ["/healthz", "text/plain; charset=utf-8"],
      ] as const) {
        const { status, headers } = await ask(path, { method });
        expect([status, headers.allow, headers["content-type"]], path).toEqual([405, "GET, HEAD, OPTIONS", type]);
      }
      expect(asked).toEqual([]);
    },
  );

  it("OPTIONS says what is allowed, and lets scripts of other sites read the API", async () => {
    const { ask } = await stageOf();
    const page = await ask("/", { method: "OPTIONS" });
    expect([page.status, page.headers.allow]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect(page.headers).not.toHaveProperty("access-control-allow-origin");
    const api = await ask("/api/v1/services", { method: "OPTIONS" });
    expect(api.headers).toMatchObject({ "access-control-allow-origin": "*", "access-control-max-age": "86400" });
    expect(api.headers["access-control-allow-headers"]).toBe("If-None-Match, If-Modified-Since, Last-Event-ID");
  });
});

describe("a script of another site", () => {
  it("that asks the API with a tag may read that nothing has changed, and is led on from another spelling", async () => {
    const { ask } = await stageOf();
    const { etag = "" } = (await ask("/api/v1/services")).headers;
    const again = await ask("/api/v1/services", {
      headers: { "if-none-match": etag, origin: "https://other.example" },
    });
    expect([again.status, again.headers["access-control-allow-origin"]]).toEqual([304, "*"]);
    expect(again.headers["access-control-expose-headers"]).toContain("ETag");
    const moved = await ask("/api/v1/services/");
    expect([moved.status, moved.headers["access-control-allow-origin"]]).toEqual([308, "*"]);
  });
});

describe("what is no address of the API", () => {
  it.each([
    ["too long", `/api/v1/incidents?service=${"a".repeat(2_100)}`, 414, "URI Too Long"],
    ["no UTF-8", "/api/v1/services/%ff", 400, "Bad Request"],
    ["with dots", "/api/v1/../v2/summary.json", 400, "Bad Request"],
  ])("%s is refused in the API's own form", async (_, path, status, title) => {
    const { ask, asked } = await stageOf();
    const { headers, body, ...answer } = await ask(path);
    expect([answer.status, headers["content-type"]]).toEqual([status, "application/problem+json"]);
    expect(JSON.parse(body.toString())).toMatchObject({ type: "about:blank", title, status });
    expect(asked).toEqual([]);
  });
});

describe("a query of the API that is not right", () => {
  it("is refused at the door: named, with what is allowed, for scripts of any site, and nothing is asked or kept", async () => {
    const { ask, asked, cached } = await stageOf();
    for (let n = 0; n < 200; n += 1) {
      const { status, headers, body } = await ask(`/api/v1/incidents?x${n}=%3Cscript%3E&limit=0`);
      expect([status, headers["content-type"]]).toEqual([400, "application/problem+json"]);
      expect(headers).toMatchObject({ "access-control-allow-origin": "*", "cache-control": "no-store" });
      expect(JSON.parse(body.toString())).toEqual({
        type: "about:blank",
        title: "Bad Request",
        status: 400,
        detail: "These parameters are not right.",
        errors: [
          { name: `x${n}`, detail: "is no parameter here; there are limit, cursor, state, service" },
          { name: "limit", detail: "is a whole number from 1 to 200" },
        ],
      });
    }
    const head = await ask("/api/v1/clouds?x=1", { method: "HEAD" });
    expect([head.status, asked, cached()]).toEqual([400, [], 0]);
  });
});

describe("beside pages", () => {
  it("files of the build come from memory and never ask the handler; one that is not there says so", async () => {
    const { ask, asked } = await stageOf();
    const { status, headers, body } = await ask("/_next/static/a.css?x=1", { headers: { "accept-encoding": "br" } });
    expect([status, headers["content-encoding"]]).toEqual([200, "br"]);
    expect(brotliDecompressSync(body).toString()).toBe("a{}".repeat(1_000));
    expect((await ask("/_next/static/b.css")).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it("an address has one spelling: the others lead to it, and what answers for itself is asked by its exact path", async () => {
    const { ask, asked } = await stageOf();
    const moved = await ask("/en/services/?q=x");
    expect([moved.status, moved.headers.location]).toEqual([308, "/services?q=x"]);
    expect((await ask("/healthz?x=1")).body.toString()).toBe("ok\n");
    expect(asked).toEqual([]);
  });

  it("a resource may say how long it lasts and what comes next; the rest of its headers is ours", async () => {
    const stage = await stageOf();
    stage.handle = async (_, response) => {
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Cache-Control", "public, max-age=86400");
      response.setHeader("Link", '</api/v1/incidents?cursor=x>; rel="next"');
      response.setHeader("X-Nextjs-Cache", "MISS");
      response.end("{}");
    };
    const { headers } = await stage.ask("/api/v1/incidents");
    expect(headers).toMatchObject({
      "cache-control": "public, max-age=86400",
      link: '</api/v1/incidents?cursor=x>; rel="next"',
      "access-control-allow-origin": "*",
    });
    expect(headers).not.toHaveProperty("x-nextjs-cache");
  });
});
